import type { DrawnId } from '../../vocabulary/drawn.ts';
import { APPLIANCES } from './appliances.ts';
import { BUILDINGS } from './buildings.ts';
import { FURNITURE } from './furniture.ts';
import { HANDHELD } from './handheld.ts';
import { INSTRUMENTS } from './instruments.ts';
import { SPORTS } from './sports.ts';
import { STREET } from './street.ts';
import { TABLEWARE } from './tableware.ts';
import { VEHICLES } from './vehicles.ts';

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
} as const satisfies Record<DrawnId, () => string>;

/** The SVG of one of our own drawings. */
export function drawnSvg(name: string): string {
  if (!isDrawn(name)) throw new Error(`unknown drawing '${name}'`);
  return DRAWINGS[name]();
}

function isDrawn(name: string): name is DrawnId {
  return Object.hasOwn(DRAWINGS, name);
}
