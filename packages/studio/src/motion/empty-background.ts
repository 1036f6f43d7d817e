import { fillHole } from '../pixels/fill-hole.ts';
import { dilate } from '../pixels/morphology.ts';
import { createPlane } from '../pixels/picture.ts';
import type { Picture, Plane } from '../pixels/picture.ts';
import { JOINTS, distanceBetween } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

/**
 * The picture without the figure: what was cut out, a rim around it (the matte's soft edge and the figure's glow on what is
 * behind), and the ground right below the feet, where the old shadow lies, are filled from elsewhere in the picture.
 */
export function emptyBackground(picture: Picture, taken: Plane, skeleton: Skeleton, seed: number): Picture {
  const { width, height } = picture;
  const trunk = distanceBetween(skeleton.points, JOINTS.pelvis, JOINTS.neck);
  const solid = createPlane(width, height);
  for (let i = 0; i < solid.values.length; i++) solid.values[i] = (taken.values[i] ?? 0) > 0.08 ? 1 : 0;
  if (skeleton.limbs.includes('leftLeg') && skeleton.limbs.includes('rightLeg')) markShadow(solid, trunk);
  const hole = dilate(solid, Math.max(3, Math.round(0.035 * trunk)));
  return fillHole(picture, hole, { seed });
}

/** Adds a flat ellipse under the figure's lowest pixels. */
function markShadow({ values, width, height }: Plane, trunk: number): void {
  let bottom = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (values[y * width + x] === 1) bottom = y;
  const reach = 0.12 * trunk;
  let left = width;
  let right = 0;
  for (let y = Math.max(0, Math.floor(bottom - 2 * reach)); y <= bottom; y++)
    for (let x = 0; x < width; x++) {
      if (values[y * width + x] !== 1) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
  const middle = (left + right) / 2;
  const half = (right - left) / 2 + 1.6 * reach;
  for (let y = Math.floor(bottom - reach); y < Math.min(height, bottom + reach); y++)
    for (let x = Math.max(0, Math.floor(middle - half)); x < Math.min(width, middle + half); x++) {
      const dx = (x - middle) / half;
      const dy = (y - bottom) / reach;
      if (y >= 0 && dx * dx + dy * dy < 1) values[y * width + x] = 1;
    }
}
