import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import type { CastMember } from './cast.ts';

const KITES_AND_BALLOONS: ReadonlySet<FigureId> = new Set<FigureId>([
  'kite',
  'balloon',
  'hot_air_balloon',
  'frisbee',
  'bubble',
  'snowflake',
  'feather',
  'parachute',
]);

/** Whether a thing may hang in the air with nothing under it. */
export function isBuoyant(member: Pick<CastMember, 'figure' | 'support'>): boolean {
  if (member.support === 'air') return true;
  switch (figureOf(member.figure).kind) {
    case 'bird':
    case 'insect':
    case 'aircraft':
    case 'spacecraft':
    case 'celestial':
      return true;
    default:
      return KITES_AND_BALLOONS.has(member.figure);
  }
}
