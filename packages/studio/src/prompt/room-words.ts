import type { FigureId } from '../vocabulary/figures.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import type { Draft } from './draft.ts';
import type { Tie } from './tie.ts';

const SEATS = ['chair', 'dining_table', 'window', 'door', 'floor_lamp'] as const;

/** What a room is furnished with anyway: naming it describes the room and adds nothing to it. */
const FURNITURE_OF: Partial<Record<PlaceId, readonly FigureId[]>> = {
  kitchen: [...SEATS, 'oven', 'refrigerator', 'sink', 'wardrobe', 'bookshelf', 'microwave'],
  living_room: [...SEATS, 'sofa', 'armchair', 'painting', 'bookshelf', 'television', 'potted_plant'],
  bedroom: [...SEATS, 'bed', 'wardrobe', 'mirror', 'painting'],
  bathroom: ['window', 'door', 'bathtub', 'toilet', 'sink', 'shower', 'mirror'],
  office: [...SEATS, 'desk', 'computer', 'bookshelf', 'potted_plant'],
  classroom: [...SEATS, 'desk', 'blackboard'],
  library: [...SEATS, 'bookshelf', 'books', 'book', 'desk', 'armchair'],
  cafe: [...SEATS, 'desk', 'painting'],
  gallery: ['painting', 'statue', 'window', 'door'],
  gym: ['treadmill', 'dumbbell', 'barbell', 'mirror', 'window'],
  workshop: ['desk', 'hammer', 'saw', 'window', 'door'],
};

/** "A library with wooden shelves": words for the room itself, while nobody else has entered the picture. */
export function describesItsRoom(draft: Draft, figure: FigureId, clause: number): boolean {
  const place = draft.places.at(-1);
  return (
    place !== undefined &&
    place.strong &&
    place.clause === clause &&
    draft.colour === null &&
    (draft.joint === null || draft.joint.kind === 'setting' || draft.joint.kind === 'and') &&
    draft.openVerb === null &&
    !draft.subjects.some(({ role }) => role === 'actor') &&
    (FURNITURE_OF[place.id] ?? []).includes(figure)
  );
}

/** "By the window": somebody is indoors; the window is the room's own. */
export function meansIndoors(draft: Draft, figure: FigureId, tie: Tie | null): boolean {
  if (figure !== 'window' || tie === null || tie.role !== 'setting' || draft.colour !== null) return false;
  return tie.relation === null || !COMPARISONS.has(tie.relation);
}

const COMPARISONS: ReadonlySet<string> = new Set(['left_of', 'right_of', 'above', 'below']);
