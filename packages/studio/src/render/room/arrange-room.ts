import { arrangeBathroom } from './arrange-bathroom.ts';
import { arrangeBedroom, arrangeKitchen, arrangeLivingRoom } from './arrange-home.ts';
import { arrangeCafe, arrangeClassroom, arrangeLibrary, arrangeOffice } from './arrange-public.ts';
import { arrangeGallery, arrangeGym, arrangeStage, arrangeWorkshop } from './arrange-halls.ts';
import type { RoomKit } from './room-kit.ts';
import type { RoomLook, RoomName } from './room-looks.ts';

const ARRANGEMENTS: Readonly<Record<Exclude<RoomName, 'tabletop'>, (kit: RoomKit, look: RoomLook) => void>> =
  {
    kitchen: arrangeKitchen,
    living_room: arrangeLivingRoom,
    bedroom: arrangeBedroom,
    bathroom: arrangeBathroom,
    office: arrangeOffice,
    classroom: arrangeClassroom,
    library: arrangeLibrary,
    cafe: arrangeCafe,
    gallery: arrangeGallery,
    stage: arrangeStage,
    gym: arrangeGym,
    workshop: arrangeWorkshop,
  };

/** Puts the furniture of one kind of room along its walls; the middle stays free for the figures. */
export function arrangeRoom(room: Exclude<RoomName, 'tabletop'>, kit: RoomKit, look: RoomLook): void {
  ARRANGEMENTS[room](kit, look);
}
