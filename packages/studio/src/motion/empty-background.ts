import { fillHole } from '../pixels/fill-hole.ts';
import { dilate, maskPieces } from '../pixels/morphology.ts';
import { createPlane } from '../pixels/picture.ts';
import type { Picture, Plane } from '../pixels/picture.ts';
import { JOINTS, distanceBetween } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

/** Half the height of a foot's old shadow, and how far it reaches beyond the foot, in trunk lengths. */
const SHADOW_HEIGHT = 0.13;
const SHADOW_REACH = 0.3;

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

/** Adds a flat ellipse around every foot (or one around both, where they stand together): where a light from any side lays a shadow. */
function markShadow(solid: Plane, trunk: number): void {
  const { values, width, height } = solid;
  let bottom = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (values[y * width + x] === 1) bottom = y;
  const halfHeight = SHADOW_HEIGHT * trunk;
  const feet = createPlane(width, height);
  for (let y = Math.max(0, Math.floor(bottom - 2 * halfHeight)); y <= bottom; y++)
    for (let x = 0; x < width; x++) feet.values[y * width + x] = values[y * width + x] ?? 0;
  const { pieces } = maskPieces(feet);
  const largest = pieces[0]?.pixelCount ?? 0;
  for (const piece of pieces) {
    if (piece.pixelCount < 0.2 * largest) continue;
    const middle = (piece.left + piece.right) / 2;
    const halfWidth = (piece.right - piece.left) / 2 + SHADOW_REACH * trunk;
    const last = Math.min(height, piece.bottom + halfHeight);
    for (let y = Math.max(0, Math.floor(piece.bottom - 1.4 * halfHeight)); y < last; y++)
      for (
        let x = Math.max(0, Math.floor(middle - halfWidth));
        x < Math.min(width, middle + halfWidth);
        x++
      ) {
        const dx = (x - middle) / halfWidth;
        const dy = (y - piece.bottom + 0.2 * halfHeight) / (1.2 * halfHeight);
        if (dx * dx + dy * dy < 1) values[y * width + x] = 1;
      }
  }
}
