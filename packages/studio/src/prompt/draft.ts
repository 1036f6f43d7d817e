import type { ActionId } from '../vocabulary/actions.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import type { CameraMoveId, ShotSizeId, ViewpointId } from '../vocabulary/camera.ts';
import type { ColourId, StyleId, TimeId, WeatherId } from '../vocabulary/conditions.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import type { Joint } from './lexicon/sense.ts';
import type { PlaceTrait, Relation, Subject } from './scene-graph.ts';

/** A subject while the prompt is still being read. */
export type DraftSubject = { -readonly [Key in keyof Subject]: Subject[Key] };

/** A place that the prompt names. */
export interface StatedPlace {
  readonly id: PlaceId;
  /** False for a mere hint, which any other place overrules. */
  readonly strong: boolean;
  /** It is a landscape with something in it, such as a village: the landscape gives way to another one named. */
  readonly furnished: boolean;
  readonly clause: number;
}

/** The scene graph while the prompt is still being read, and what the next word may attach to. */
export interface Draft {
  readonly subjects: DraftSubject[];
  readonly relations: Relation[];
  readonly places: StatedPlace[];
  readonly traits: Set<PlaceTrait>;
  readonly weather: Set<WeatherId>;
  readonly camera: Set<CameraMoveId>;
  readonly understood: { readonly text: string; readonly as: string }[];
  /** Subjects joined by "and": what one stands on and does, the other does too. */
  readonly pairs: (readonly [number, number])[];
  /** Somebody is by a window, so the weather is outside. */
  indoors: boolean;
  time: TimeId | null;
  shotSize: ShotSizeId | null;
  viewpoint: ViewpointId | null;
  style: StyleId | null;
  cameraSpeed: number;
  timeScale: number;
  /** Adjectives waiting for their noun. */
  colour: ColourId | null;
  count: number | null;
  scale: number;
  /** The preposition or conjunction waiting for its noun. */
  joint: Joint | null;
  /** A verb that may still take an object, and who does it. */
  openVerb: {
    readonly action: ActionId;
    readonly subject: number | null;
    readonly relation: Relation['kind'] | null;
  } | null;
  /** An action said before its doer: "a running dog". */
  waitingAction: { readonly action: ActionId; readonly prop: FigureId | null } | null;
  /** Relations said before their first party: "on a bench, a man". */
  readonly waitingRelations: { readonly kind: Relation['kind']; readonly to: number }[];
}

/** Nothing said yet. */
export function emptyDraft(): Draft {
  return {
    subjects: [],
    relations: [],
    places: [],
    traits: new Set(),
    weather: new Set(),
    camera: new Set(),
    understood: [],
    pairs: [],
    indoors: false,
    time: null,
    shotSize: null,
    viewpoint: null,
    style: null,
    cameraSpeed: 1,
    timeScale: 1,
    colour: null,
    count: null,
    scale: 1,
    joint: null,
    openVerb: null,
    waitingAction: null,
    waitingRelations: [],
  };
}

/** The index of the last subject that acts, else of the last one at all. */
export function lastActor(draft: Draft): number | null {
  const actor = draft.subjects.findLastIndex(({ role }) => role === 'actor');
  if (actor >= 0) return actor;
  return draft.subjects.length > 0 ? draft.subjects.length - 1 : null;
}

/** Adds a subject and returns its index. */
export function addSubject(draft: Draft, subject: DraftSubject): number {
  draft.subjects.push(subject);
  return draft.subjects.length - 1;
}

/** Ties two subjects once; nothing is tied to itself. */
export function relate(draft: Draft, kind: Relation['kind'], from: number, to: number): void {
  const known = draft.relations.some((other) => other.from === from && other.to === to);
  if (from !== to && !known) draft.relations.push({ kind, from, to });
}

/** The other one of a couple named by one word. */
export function companionOf(draft: Draft, index: number): number | null {
  const noun = draft.subjects[index]?.noun;
  const tie = draft.relations.find(
    ({ kind, from, to }) => kind === 'next_to' && (from === index || to === index),
  );
  if (tie === undefined) return null;
  const other = tie.from === index ? tie.to : tie.from;
  return draft.subjects[other]?.noun === noun ? other : null;
}

/** Everybody joined to a subject by "and", without itself. */
export function peersOf(draft: Draft, index: number): readonly number[] {
  const joined = new Set([index]);
  // A later pair only ever joins a new subject to earlier ones, so one pass forward and one back reach them all.
  for (const [a, b] of [...draft.pairs, ...draft.pairs.toReversed()]) {
    if (joined.has(a)) joined.add(b);
    if (joined.has(b)) joined.add(a);
  }
  joined.delete(index);
  return [...joined];
}
