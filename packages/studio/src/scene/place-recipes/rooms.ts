import type { Mood } from '../mood.ts';
import type { World } from '../shot.ts';
import { ROOM_BOUNDS } from './place-recipe.ts';
import type { PlaceRecipe } from './place-recipe.ts';

type RoomKind = Extract<World, { kind: 'room' }>['room'];

function roomRecipe(room: RoomKind): PlaceRecipe {
  return {
    time: 'day',
    freeTimes: ['day', 'morning', 'sunset', 'dusk', 'day'],
    eyeMetres: 1.35,
    bounds:
      room === 'tabletop'
        ? { ...ROOM_BOUNDS, halfWidth: 0.8, zMin: 0.08, zMax: 1.4, reach: 2.2 }
        : ROOM_BOUNDS,
    world: (mood: Mood) => ({
      kind: 'room',
      room,
      sky: mood.sky,
      lampsOn:
        room === 'stage' ||
        room === 'cafe' ||
        mood.night > 0.3 ||
        mood.traits.has('cosy') ||
        mood.traits.has('dark'),
    }),
    scenery: [],
    landmarks: [],
    travelHeading: 0,
    outdoors: false,
  };
}

/** Rooms are furnished by the renderer; only the light and the camera are decided here. */
export const ROOM_RECIPES = {
  kitchen: roomRecipe('kitchen'),
  living_room: roomRecipe('living_room'),
  bedroom: roomRecipe('bedroom'),
  bathroom: roomRecipe('bathroom'),
  office: roomRecipe('office'),
  classroom: roomRecipe('classroom'),
  library: roomRecipe('library'),
  cafe: roomRecipe('cafe'),
  gallery: roomRecipe('gallery'),
  stage: { ...roomRecipe('stage'), freeTimes: [] },
  gym: roomRecipe('gym'),
  workshop: roomRecipe('workshop'),
  tabletop: { ...roomRecipe('tabletop'), eyeMetres: 0.35, freeTimes: ['day', 'morning', 'sunset'] },
} as const satisfies Record<RoomKind, PlaceRecipe>;
