import type { ActionId } from '../../vocabulary/actions.ts';
import type { CameraMoveId, ShotSizeId, ViewpointId } from '../../vocabulary/camera.ts';
import type { ColourId, StyleId, TimeId, WeatherId } from '../../vocabulary/conditions.ts';
import type { FigureId } from '../../vocabulary/figures.ts';
import type { PlaceId } from '../../vocabulary/places.ts';
import type { PlaceTrait, Relation } from '../scene-graph.ts';

/** What one phrase of the lexicon says. A phrase may say several things: "times square" is a street, neon, at night. */
export interface Sense {
  readonly figure?: FigureId;
  /** How many a collective noun stands for, or a number word says. */
  readonly count?: number;
  /** A second subject that the noun includes: a couple is a man and a woman. */
  readonly companion?: FigureId;
  /** Further kinds that the noun includes: fruit is apples, bananas and grapes. */
  readonly assortment?: readonly FigureId[];
  readonly place?: PlaceId;
  /** A hint of a place, for prompts that name none: "waves" suggests the sea. */
  readonly weakPlace?: PlaceId;
  readonly traits?: readonly PlaceTrait[];
  readonly time?: TimeId;
  readonly weather?: readonly WeatherId[];
  readonly camera?: readonly CameraMoveId[];
  readonly shotSize?: ShotSizeId;
  readonly viewpoint?: ViewpointId;
  readonly style?: StyleId;
  readonly timeScale?: number;
  /** Slowness or haste, of the camera when it stands beside a camera move, else of what happens. */
  readonly pace?: number;
  readonly colour?: ColourId;
  readonly scale?: number;
  readonly action?: ActionId;
  /** What the action is done with, when the phrase itself names it: "brush teeth" needs a toothbrush. */
  readonly prop?: FigureId;
  readonly propRelation?: Relation['kind'];
  readonly joint?: Joint;
  /** Starts a list of things that must not appear. */
  readonly negation?: true;
  /** Understood and harmless: it changes nothing that this engine can draw. */
  readonly filler?: true;
}

/** How a preposition ties the next noun to what came before. */
export type Joint =
  | { readonly kind: 'spatial'; readonly relation: Relation['kind'] }
  /** "in", "on": a relation to a thing that can hold something, otherwise only the introduction of the setting. */
  | { readonly kind: 'loose'; readonly relation: Relation['kind'] }
  | { readonly kind: 'with' }
  | { readonly kind: 'wearing' }
  | { readonly kind: 'setting' }
  /** "of", "full of": what a container holds, or else part of the set. */
  | { readonly kind: 'contents' }
  /** "at": beside a piece of furniture, or else part of the set. */
  | { readonly kind: 'at' }
  /** "from": where something falls or comes from. */
  | { readonly kind: 'from' }
  | { readonly kind: 'and' }
  | { readonly kind: 'background' };

export type PartOfSpeech = 'noun' | 'verb' | 'modifier' | 'structure';

/** A table of the lexicon: phrases of lemmas, separated by commas, for each sense. */
export type LexiconTable = readonly (readonly [phrases: string, sense: Sense])[];
