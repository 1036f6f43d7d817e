import { figureOf } from '../vocabulary/figures.ts';
import { figureAspect } from './figure-shape.ts';
import type { Habitat } from './habitat.ts';
import type { Placement } from './layout.ts';
import type { Prop } from './shot.ts';
import type { Stage } from './stage.ts';
import { isTableware } from './staged-graph.ts';

/** A table brought into a room for things too small to lie on the floor. */
export interface BroughtTable {
  readonly prop: Prop;
  readonly topMetres: number;
}

/** The table for small things in a room, or null when the figures stand on their own feet. */
export function tableFor(
  placements: readonly Placement[],
  habitat: Habitat,
  stage: Stage,
): BroughtTable | null {
  if (
    habitat.medium !== 'room' ||
    placements.length === 0 ||
    !placements.every((placement) => isTableware(placement.member.figure))
  )
    return null;
  const left = Math.min(...placements.map((placement) => placement.u - placement.member.widthMetres / 2));
  const right = Math.max(...placements.map((placement) => placement.u + placement.member.widthMetres / 2));
  const heightMetres = Math.max(0.76, ((right - left) * 1.25) / figureAspect('dining_table'));
  const surface = figureOf('dining_table').surface ?? 0;
  return {
    prop: {
      art: { figure: 'dining_table' },
      x: stage.x,
      y: stage.y + 0.06,
      lift: 0,
      heightMetres,
      mirrored: false,
      sway: 0,
      phase: 0,
      variant: 0,
    },
    topMetres: heightMetres * (1 - surface),
  };
}

/** Puts what stood on the floor on the table. */
export function onTable(placements: readonly Placement[], table: BroughtTable | null): readonly Placement[] {
  if (!table) return placements;
  return placements.map((placement) => ({
    ...placement,
    z: placement.z + table.topMetres,
    member:
      placement.member.support === 'ground' ? { ...placement.member, support: 'surface' } : placement.member,
  }));
}
