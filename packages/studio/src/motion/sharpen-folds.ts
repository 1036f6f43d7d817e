import { smoothstep } from '../maths/curves.ts';
import { createPlane } from '../pixels/picture.ts';
import type { Plane } from '../pixels/picture.ts';
import type { LimbWidths } from './limb-widths.ts';
import { LIMBS } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

/** How far below a limb's root its fold may lie, in thicknesses of the limb. */
const FOLD_REACH = 4.5;

/**
 * The matte with hard edges in armpits and between thighs, where mattes are grey with the background in between: a limb that
 * is lifted would take that veil along.
 */
export function sharpenFolds(alpha: Plane, skeleton: Skeleton, widths: LimbWidths): Plane {
  const out = createPlane(alpha.width, alpha.height);
  out.values.set(alpha.values);
  for (const limb of skeleton.limbs) {
    const reach = FOLD_REACH * widths[limb][0];
    const x = skeleton.points[LIMBS[limb][0] * 2] ?? 0;
    const y = skeleton.points[LIMBS[limb][0] * 2 + 1] ?? 0;
    const last = Math.min(alpha.height, y + reach);
    for (let py = Math.max(0, Math.floor(y)); py < last; py++)
      for (let px = Math.max(0, Math.floor(x - reach)); px < Math.min(alpha.width, x + reach); px++) {
        if (Math.hypot(px - x, py - y) > reach) continue;
        const i = py * alpha.width + px;
        out.values[i] = smoothstep(0.45, 0.9, alpha.values[i] ?? 0);
      }
  }
  return out;
}
