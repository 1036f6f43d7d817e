import { dilate, distanceToMask, erode } from '../pixels/morphology.ts';
import { createPlane } from '../pixels/picture.ts';
import type { LimbWidths } from './limb-widths.ts';
import { LIMBS, LIMB_NAMES } from './skeleton.ts';
import type { LimbName, Skeleton } from './skeleton.ts';

/** A rag is thinner than twice so many thicknesses of its limb; it is looked for so near (in thicknesses) to the limb's root. */
const RAG = 0.28;
const TRUNK_RAG = 0.5;
const NEAR_ROOT = 7.5;

/**
 * Drops (-1) what is left of mattes in armpits and between thighs: thin ends of trunk or limb at the figure's rim there. Other
 * thin things (fingers, hair, ink) lie farther from the roots of limbs and stay. `label` holds `numbers[part]` by pixel.
 */
export function trimRags(
  label: Int16Array,
  width: number,
  height: number,
  skeleton: Skeleton,
  widths: LimbWidths,
  numbers: Readonly<Record<LimbName | 'trunk', number>>,
): void {
  const outside = createPlane(width, height);
  for (let i = 0; i < label.length; i++) outside.values[i] = (label[i] ?? -1) < 0 ? 1 : 0;
  const depth = distanceToMask(outside).values;
  for (const limb of LIMB_NAMES) {
    if (!skeleton.limbs.includes(limb)) continue;
    const radius = widths[limb][0];
    const x = skeleton.points[LIMBS[limb][0] * 2] ?? 0;
    const y = skeleton.points[LIMBS[limb][0] * 2 + 1] ?? 0;
    for (const number of [numbers[limb], numbers.trunk]) {
      const isTrunk = number === numbers.trunk;
      const thin = Math.max(1, (isTrunk ? TRUNK_RAG : RAG) * radius);
      const own = createPlane(width, height);
      for (let i = 0; i < label.length; i++) own.values[i] = label[i] === number ? 1 : 0;
      const solid = dilate(erode(own, thin), thin + 0.5).values;
      for (let py = 0, i = 0; py < height; py++)
        for (let px = 0; px < width; px++, i++) {
          if (label[i] !== number || (solid[i] ?? 0) >= 0.5) continue;
          if (Math.hypot(px - x, py - y) > NEAR_ROOT * radius) continue;
          // Above the root lie collar, hair and ears; inside the figure a splinter of the one belongs to the other.
          if (py > y && (depth[i] ?? 0) <= 2 * thin) label[i] = -1;
          else if (!isTrunk) label[i] = numbers.trunk;
          else if (py > y + radius) label[i] = numbers[limb];
        }
    }
  }
}
