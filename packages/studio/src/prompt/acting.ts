import type { ActionId } from '../vocabulary/actions.ts';
import { FIGURES, type FigureId, figureOf } from '../vocabulary/figures.ts';
import type { FigureKind } from '../vocabulary/figure.ts';
import type { Relation } from './scene-graph.ts';

/** Storybook doubles that are not called `<animal>_character`: for what only two legs and hands can do. */
const CHARACTER_OF: Partial<Record<FigureId, FigureId>> = {
  poodle: 'dog_character',
  black_cat: 'cat_character',
  gorilla: 'bigfoot',
  rat: 'mouse_character',
  ox: 'cow_character',
};

/** What four legs, wings and fins can do too. */
const ANIMAL_ACTIONS: ReadonlySet<ActionId> = new Set<ActionId>([
  'idle',
  'walk',
  'run',
  'jump',
  'climb',
  'crawl',
  'swim',
  'dive',
  'float',
  'fly',
  'sit',
  'lie',
  'sleep',
  'stretch',
  'eat',
  'drink',
  'play',
  'look_around',
  'fall',
  'spin',
  'crouch',
  'yawn',
  'shake_head',
  'nod',
  'catch',
  'pull',
  'fight',
  'swing',
  'sing',
]);

/** Whether the action needs hands or an upright body. */
export function isHumanAction(action: ActionId): boolean {
  return !ANIMAL_ACTIONS.has(action);
}

/** The figure that can do the action: an animal stands up when it must. */
export function actorFor(figure: FigureId, action: ActionId): FigureId {
  return isHumanAction(action) ? uprightDouble(figure) : figure;
}

/** The same animal on two legs, or the figure itself. */
export function uprightDouble(figure: FigureId): FigureId {
  const named = `${figure}_character`;
  return CHARACTER_OF[figure] ?? (isFigure(named) ? named : figure);
}

function isFigure(id: string): id is FigureId {
  return Object.hasOwn(FIGURES, id);
}

const ROLLING_KINDS: ReadonlySet<FigureKind> = new Set<FigureKind>([
  'vehicle',
  'train',
  'boat',
  'spacecraft',
]);
const ROLLING_WORDS: ReadonlySet<ActionId> = new Set<ActionId>([
  'walk',
  'run',
  'row',
  'ride',
  'surf',
  'swim',
  'fly',
  'ski',
  'skate',
]);

/** Machines do not walk: what moves on wheels, rails or keels drives, and what has wings flies. */
export function actionFor(figure: FigureId, action: ActionId): ActionId {
  const { kind } = figureOf(figure);
  if (kind === 'aircraft') return action === 'idle' ? 'idle' : 'fly';
  if (kind === 'spacecraft' && action === 'fly') return 'fly';
  if (ROLLING_KINDS.has(kind) && ROLLING_WORDS.has(action)) return 'drive';
  if (action === 'drive' && !ROLLING_KINDS.has(kind) && kind !== 'biped') return 'walk';
  if (kind === 'bird' && action === 'float') return 'fly';
  return action;
}

/** Whether it can hold a prop in its hands. */
export function hasHands(figure: FigureId): boolean {
  return figureOf(figure).kind === 'biped';
}

const HOLDABLE_KINDS: ReadonlySet<FigureKind> = new Set<FigureKind>([
  'tool',
  'toy',
  'food',
  'object',
  'instrument',
  'fire',
]);

/** Whether a hand can carry it. */
export function isHoldable(figure: FigureId): boolean {
  const { kind, heightMetres } = figureOf(figure);
  return (HOLDABLE_KINDS.has(kind) && heightMetres <= 1.9) || (kind === 'plant' && heightMetres < 0.5);
}

const RIDING: ReadonlySet<ActionId> = new Set<ActionId>([
  'ride',
  'drive',
  'row',
  'surf',
  'skateboard',
  'ski',
]);

/** How the object of a verb is tied to its doer. */
export function objectRelation(action: ActionId, figure: FigureId): Relation['kind'] {
  if (action.startsWith('play_')) return 'plays';
  if (RIDING.has(action)) return 'rides';
  if (action === 'eat' || action === 'drink') return 'eats';
  if (action === 'climb') return 'next_to';
  return isHoldable(figure) ? 'holds' : 'next_to';
}

const LIVING_KINDS: ReadonlySet<FigureKind> = new Set<FigureKind>([
  'biped',
  'quadruped',
  'bird',
  'insect',
  'fish',
  'sea_creature',
]);

/** What of it is in hand: who eats bamboo eats a stick of it, not the grove. */
export function partFor(figure: FigureId, action: ActionId | null): FigureId {
  return figure === 'bamboo' && (action === 'eat' || action === 'hold') ? 'bamboo_stick' : figure;
}

/** Whether it moves of itself. */
export function isAlive(figure: FigureId): boolean {
  return LIVING_KINDS.has(figureOf(figure).kind);
}
