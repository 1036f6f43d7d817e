import { smoothstep } from '../maths/curves.ts';
import type { Picture, Plane } from '../pixels/picture.ts';
import type { CutFigure } from './cut-parts.ts';
import { SHADOWS, SHADOW_VALUES } from './puppet-plan.ts';
import type { Performance } from './performance.ts';
import { JOINTS, JOINT_COUNT, LIMBS, distanceBetween } from './skeleton.ts';

const FEET = ['leftLeg', 'rightLeg'] as const;
const DARKEST = 0.5;

/**
 * A shadow under each foot by frame, as dark as the old one was (against the ground beside it), fading and widening as the
 * foot rises. Nothing for figures without legs.
 */
export function castShadows(
  picture: Picture,
  { parts, skeleton, taken, widths }: CutFigure,
  performance: Performance,
): Float32Array {
  const bytes = performance.frameCount * SHADOWS * SHADOW_VALUES * Float32Array.BYTES_PER_ELEMENT;
  const out = new Float32Array(new SharedArrayBuffer(bytes));
  if (!FEET.every((leg) => skeleton.limbs.includes(leg))) return out;
  const { points } = skeleton;
  const leg = distanceBetween(points, JOINTS.leftHip, JOINTS.leftAnkle);
  for (const [index, name] of FEET.entries()) {
    const [, , ankle, toe] = LIMBS[name];
    const part = parts.find((one) => one.name === name);
    if (!part) continue;
    const sole = part.top + part.texture.height - 2;
    const halfWidth =
      Math.max(
        Math.abs((points[toe * 2] ?? 0) - (points[ankle * 2] ?? 0)) * 0.8,
        widths[name][2],
        widths[name][1],
      ) * 1.7;
    const darkness = oldDarkness(
      picture,
      taken,
      points[ankle * 2] ?? 0,
      sole,
      halfWidth,
      skeleton.source === 'pose' ? 0.22 : 0.08,
    );
    for (let frame = 0; frame < performance.frameCount; frame++) {
      const base = frame * JOINT_COUNT;
      const middle = performance.points[(base + JOINTS.pelvis) * 2] ?? 0;
      const foot =
        ((performance.points[(base + ankle) * 2] ?? 0) + (performance.points[(base + toe) * 2] ?? 0)) / 2;
      const height = performance.footHeights[frame * 2 + index] ?? 0;
      const share = smoothstep(0.35 * leg, 0, height);
      const at = (frame * SHADOWS + index) * SHADOW_VALUES;
      out[at] = middle + (foot - middle) * (performance.swing[frame] ?? 1);
      out[at + 1] = sole - 0.08 * halfWidth;
      out[at + 2] = halfWidth * (1 + 0.5 * (1 - share));
      out[at + 3] = halfWidth * 0.3 * (1 + 0.5 * (1 - share));
      out[at + 4] = darkness * share;
    }
  }
  return out;
}

/** How much darker the ground is right under the foot than to both sides, at least `least`. */
function oldDarkness(
  picture: Picture,
  taken: Plane,
  x: number,
  sole: number,
  halfWidth: number,
  least: number,
): number {
  const under = meanLuma(
    picture,
    taken,
    x - 0.6 * halfWidth,
    x + 0.6 * halfWidth,
    sole - 1,
    sole + 0.2 * halfWidth,
  );
  const beside = Math.max(
    meanLuma(picture, taken, x - 4 * halfWidth, x - 2.5 * halfWidth, sole - 1, sole + 0.3 * halfWidth),
    meanLuma(picture, taken, x + 2.5 * halfWidth, x + 4 * halfWidth, sole - 1, sole + 0.3 * halfWidth),
  );
  if (under <= 0 || beside <= 0) return least;
  return Math.max(least, Math.min(DARKEST, 1 - under / beside));
}

function meanLuma(
  { rgba, width, height }: Picture,
  taken: Plane,
  left: number,
  right: number,
  top: number,
  bottom: number,
): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y++)
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, Math.ceil(right)); x++) {
      const i = y * width + x;
      if ((taken.values[i] ?? 0) > 0.05) continue;
      sum += 0.299 * (rgba[i * 4] ?? 0) + 0.587 * (rgba[i * 4 + 1] ?? 0) + 0.114 * (rgba[i * 4 + 2] ?? 0);
      count++;
    }
  return count === 0 ? 0 : sum / count;
}
