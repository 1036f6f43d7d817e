import type { Figure } from './figure.ts';
import { ANIMALS } from './figures/animals.ts';
import { BUILDINGS } from './figures/buildings.ts';
import { FOOD } from './figures/food.ts';
import { FURNITURE } from './figures/furniture.ts';
import { NATURE } from './figures/nature.ts';
import { OBJECTS } from './figures/objects.ts';
import { PEOPLE } from './figures/people.ts';
import { SEA_LIFE } from './figures/sea-life.ts';
import { VEHICLES } from './figures/vehicles.ts';

/** Every thing that can be shown, by its English singular noun. */
export const FIGURES = {
  ...PEOPLE,
  ...ANIMALS,
  ...SEA_LIFE,
  ...VEHICLES,
  ...BUILDINGS,
  ...NATURE,
  ...FURNITURE,
  ...FOOD,
  ...OBJECTS,
} as const satisfies Record<string, Figure>;

export type FigureId = keyof typeof FIGURES;

/** The figure of an id, without the narrow literal type that the table gives each entry. */
export function figureOf(id: FigureId): Figure {
  return FIGURES[id];
}
