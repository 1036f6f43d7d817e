import { type FigureId, figureOf } from '../vocabulary/figures.ts';
import type { Relation } from './scene-graph.ts';

/** What other things are kept in. */
const HOLLOW: ReadonlySet<FigureId> = new Set<FigureId>([
  'bowl',
  'vase',
  'basket',
  'box',
  'bucket',
  'jar',
  'pot',
  'pan',
  'cup',
  'wine_glass',
  'amphora',
  'barrel',
  'suitcase',
  'backpack',
  'handbag',
  'shopping_bag',
  'shopping_cart',
  'trash_can',
  'nest',
]);

/** Vessels whose mouth takes one stem or spoon, seen from the side. */
const NARROW: ReadonlySet<FigureId> = new Set<FigureId>(['vase', 'amphora', 'jar', 'cup', 'wine_glass']);

/** What other things are laid on, beside tables. */
const FLAT: ReadonlySet<FigureId> = new Set<FigureId>(['plate', 'bookshelf', 'bench']);

/** Whether other things are kept in it. */
export function isContainer(figure: FigureId): boolean {
  return HOLLOW.has(figure);
}

/** Whether several things in it would have to stand beside it. */
export function isNarrow(vessel: FigureId): boolean {
  return NARROW.has(vessel);
}

/** How the contents lie with what carries them; null when the one is no place for the other. */
export function carriageOf(carrier: FigureId, content: FigureId): Relation['kind'] | null {
  const small = figureOf(content).heightMetres <= 1;
  if (!small || carrier === content) return null;
  if (HOLLOW.has(carrier)) return 'inside';
  return FLAT.has(carrier) || isTable(carrier) ? 'on' : null;
}

/** What small things stand on when a prompt says so. */
export function isTable(figure: FigureId): boolean {
  return figure === 'dining_table' || figure === 'desk';
}

/** An upright surface that is written or painted on from the front. */
export function surfaceForWork(figure: FigureId): boolean {
  return figure === 'blackboard' || figure === 'easel' || figure === 'painting' || figure === 'window';
}
