import type { Plane } from '../pixels/picture.ts';
import { JOINTS, LIMBS } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

/** Share of a mirrored arm's joints and the points between them that must lie on the figure. */
const LEAST_ON_FIGURE = 0.75;

/**
 * Gives a person of whom the network saw one arm only the other one, mirrored about the spine, where the figure has pixels
 * for it: both arms of a toy hang alike. `alpha` is the figure's matte.
 */
export function mirrorArm(skeleton: Skeleton, { values, width, height }: Plane): Skeleton {
  const missing = (['leftArm', 'rightArm'] as const).filter((limb) => !skeleton.limbs.includes(limb));
  const [limb] = missing;
  if (!limb || missing.length > 1) return skeleton;
  const twin = LIMBS[limb === 'leftArm' ? 'rightArm' : 'leftArm'];
  const points = Float64Array.from(skeleton.points);
  const footX = points[JOINTS.pelvis * 2] ?? 0;
  const footY = points[JOINTS.pelvis * 2 + 1] ?? 0;
  const spineX = (points[JOINTS.neck * 2] ?? 0) - footX;
  const spineY = (points[JOINTS.neck * 2 + 1] ?? 0) - footY;
  const square = Math.max(1e-6, spineX * spineX + spineY * spineY);
  for (const [link, joint] of LIMBS[limb].entries()) {
    const from = twin[link] ?? joint;
    const dx = (points[from * 2] ?? 0) - footX;
    const dy = (points[from * 2 + 1] ?? 0) - footY;
    const along = (2 * (dx * spineX + dy * spineY)) / square;
    points[joint * 2] = footX + along * spineX - dx;
    points[joint * 2 + 1] = footY + along * spineY - dy;
  }
  const [root, middle, end] = LIMBS[limb];
  let on = 0;
  const steps = 16;
  for (const [a, b] of [
    [root, middle],
    [middle, end],
  ] as const)
    for (let step = 1; step <= steps; step++) {
      const k = step / steps;
      const x = Math.floor((points[a * 2] ?? 0) * (1 - k) + (points[b * 2] ?? 0) * k);
      const y = Math.floor((points[a * 2 + 1] ?? 0) * (1 - k) + (points[b * 2 + 1] ?? 0) * k);
      if (x >= 0 && y >= 0 && x < width && y < height && (values[y * width + x] ?? 0) >= 0.5) on++;
    }
  if (on < LEAST_ON_FIGURE * 2 * steps) return skeleton;
  return { ...skeleton, points, limbs: [...skeleton.limbs, limb] };
}
