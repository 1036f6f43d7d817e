import type { Relation } from '../prompt/scene-graph.ts';
import type { ActionId } from '../vocabulary/actions.ts';
import type { FigureKind } from '../vocabulary/figure.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import type { Held } from './shot.ts';

type Grip = Held['at'];

/** Things with a place of their own on the body, whichever way the prompt ties them. */
const WORN_AT: Partial<Record<FigureId, Grip>> = {
  glasses: 'eyes',
  sunglasses: 'eyes',
  hat: 'head',
  cap: 'head',
  sun_hat: 'head',
  mask: 'eyes',
  crown: 'head',
  helmet: 'head',
  headphones: 'head',
  tie: 'neck',
  scarf: 'neck',
  medal: 'neck',
  backpack: 'back',
  skateboard: 'feet',
  surfboard: 'feet',
  snowboard: 'feet',
  skis: 'feet',
  ice_skate: 'feet',
  roller_skate: 'feet',
};

/** Things that take both hands. */
const TWO_HANDED: ReadonlySet<FigureId> = new Set<FigureId>([
  'guitar',
  'electric_guitar',
  'banjo',
  'violin',
  'flute',
  'trumpet',
  'saxophone',
  'accordion',
  'drum',
  'hand_drum',
  'book',
  'closed_book',
  'laptop',
  'box',
  'pizza',
  'barbell',
  'bow',
  'cake',
  'teddy_bear',
  'newspaper',
  'basketball',
  'watermelon',
  'map',
  'keyboard_instrument',
  'gift',
  'bowl',
]);

/** Where a holder has a thing; null when it is part of the clothes and only its colour shows. */
export function grip(thing: FigureId, relation: Relation['kind'], holder: FigureKind): Grip | null {
  const worn = WORN_AT[thing];
  if (relation === 'wears') return worn ?? null;
  if (relation === 'rides') return worn === 'feet' ? 'feet' : 'under';
  if (holder !== 'biped') return 'mouth';
  return TWO_HANDED.has(thing) ? 'both_hands' : 'right_hand';
}

/** Vehicles one sits in: the rider is an actor on their seat. Others are drawn under the rider. */
export function sitsInside(thing: FigureId): boolean {
  const figure = figureOf(thing);
  switch (figure.kind) {
    case 'boat':
    case 'train':
    case 'aircraft':
    case 'spacecraft':
    case 'furniture':
    case 'street_furniture':
      return true;
    case 'vehicle':
      return figure.heightMetres > 1.3;
    default:
      return false;
  }
}

/** How one rides a thing when the prompt only says "rides". */
export function ridingAction(mount: FigureId, asked: ActionId | null): ActionId {
  if (asked && asked !== 'ride') return asked;
  switch (mount) {
    case 'surfboard':
      return 'surf';
    case 'skateboard':
      return 'skateboard';
    case 'skis':
    case 'snowboard':
      return 'ski';
    default:
      return 'ride';
  }
}
