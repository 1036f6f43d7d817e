import { type DrawnId, isDrawnId } from '../../vocabulary/drawn.ts';
import { APPLIANCES } from './appliances.ts';
import { BUILDINGS } from './buildings.ts';
import { FURNITURE } from './furniture.ts';
import { HANDHELD } from './handheld.ts';
import { HEADS } from './heads.ts';
import { INSTRUMENTS } from './instruments.ts';
import { LANDMARKS } from './landmarks.ts';
import { PLANTS } from './plants.ts';
import { SEA_ANIMALS } from './sea-animals.ts';
import { SERVED_FOOD } from './served-food.ts';
import { SPORTS } from './sports.ts';
import { STREET } from './street.ts';
import { TABLEWARE } from './tableware.ts';
import { VEHICLES } from './vehicles.ts';
import { WILD_ANIMALS } from './wild-animals.ts';

const DRAWINGS = {
  ...BUILDINGS,
  ...STREET,
  ...VEHICLES,
  ...FURNITURE,
  ...APPLIANCES,
  ...INSTRUMENTS,
  ...SPORTS,
  ...TABLEWARE,
  ...HANDHELD,
  ...HEADS,
  ...LANDMARKS,
  ...PLANTS,
  ...SEA_ANIMALS,
  ...SERVED_FOOD,
  ...WILD_ANIMALS,
} as const satisfies Record<DrawnId, () => string>;

/** The SVG of one of our own drawings. */
export function drawnSvg(name: string): string {
  if (!isDrawnId(name)) throw new Error(`unknown drawing '${name}'`);
  return DRAWINGS[name]();
}
