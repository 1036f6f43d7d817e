import { distanceToMask } from '../pixels/morphology.ts';
import { createPlane } from '../pixels/picture.ts';
import type { Plane } from '../pixels/picture.ts';
import { measureLimbs } from './limb-widths.ts';
import { JOINTS, LIMBS } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

/** How far a shoulder may be moved, and how far of it down a level arm, in thicknesses of the arm. */
const FARTHEST = 1.3;
const DOWN_THE_ARM = 0.2;
/** The measured thickness is that of the sleeve's widest; a ball that is too large finds no room but in the trunk. */
const SLIMMER = 0.85;

/**
 * Puts the shoulders where a ball of the arm's thickness touches the outline's upper outer corner: networks see a shoulder
 * anywhere between collar and sleeve, and an arm that turned elsewhere would leave the top of its sleeve on the trunk.
 * `alpha` is the figure's matte.
 */
export function seatShoulders(skeleton: Skeleton, alpha: Plane): Skeleton {
  const outside = createPlane(alpha.width, alpha.height);
  for (let i = 0; i < outside.values.length; i++) outside.values[i] = (alpha.values[i] ?? 0) < 0.5 ? 1 : 0;
  const depth = distanceToMask(outside).values;
  const { widths } = measureLimbs(alpha, skeleton);
  const points = Float64Array.from(skeleton.points);
  const [upX, upY] = direction(skeleton.points, JOINTS.pelvis, JOINTS.neck);
  for (const limb of ['leftArm', 'rightArm'] as const) {
    if (!skeleton.limbs.includes(limb)) continue;
    const [root, middle] = LIMBS[limb];
    const twin = LIMBS[limb === 'leftArm' ? 'rightArm' : 'leftArm'][0];
    const [outX, outY] = direction(skeleton.points, twin, root);
    const [armX, armY] = direction(skeleton.points, root, middle);
    const radius = SLIMMER * Math.min(widths.leftArm[0], widths.rightArm[0]);
    const x = skeleton.points[root * 2] ?? 0;
    const y = skeleton.points[root * 2 + 1] ?? 0;
    const most = Math.ceil(FARTHEST * radius);
    // The arm's own direction says nothing about where on it the shoulder is, unless it hangs.
    const hangs = Math.max(0, -(armX * upX + armY * upY));
    const down = (DOWN_THE_ARM + hangs) * radius;
    let best = -Infinity;
    for (let dy = -most; dy <= most; dy++)
      for (let dx = -most; dx <= most; dx++) {
        if (dx * dx + dy * dy > most * most || dx * armX + dy * armY > down) continue;
        const px = Math.floor(x + dx);
        const py = Math.floor(y + dy);
        if (px < 0 || py < 0 || px >= alpha.width || py >= alpha.height) continue;
        if ((depth[py * alpha.width + px] ?? 0) < radius) continue;
        const worth = dx * (outX + upX) + dy * (outY + upY);
        if (worth <= best) continue;
        best = worth;
        points[root * 2] = x + dx;
        points[root * 2 + 1] = y + dy;
      }
  }
  return { ...skeleton, points };
}

function direction(points: Float64Array, from: number, to: number): readonly [number, number] {
  const dx = (points[to * 2] ?? 0) - (points[from * 2] ?? 0);
  const dy = (points[to * 2 + 1] ?? 0) - (points[from * 2 + 1] ?? 0);
  const length = Math.hypot(dx, dy) || 1;
  return [dx / length, dy / length];
}
