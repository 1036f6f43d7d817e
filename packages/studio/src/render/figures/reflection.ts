import type { Shot } from '../../scene/shot.ts';
import { project, type View } from '../view.ts';
import type { Placement } from './placement.ts';

/** Above this over the water nothing is mirrored where it can be seen. */
const HIGHEST_METRES = 6;

/** The row at which a figure over water is mirrored, and how strong its image is; null when there is none. */
export function reflectionOf(
  shot: Shot,
  view: View,
  x: number,
  y: number,
  base: number,
): { row: number; opacity: number } | null {
  const { world } = shot;
  if (world.kind !== 'open' || world.waterLevel === null) return null;
  const over = base - world.waterLevel;
  if (over > HIGHEST_METRES) return null;
  const surface = project(view, x, y, world.waterLevel);
  return { row: surface.y, opacity: 0.45 * (1 - 0.6 * world.waves) };
}

export function mirrorPlacement(at: Placement, row: number): Placement {
  return { ...at, centreY: 2 * row - at.centreY, angle: Math.PI - at.angle, mirrored: !at.mirrored };
}
