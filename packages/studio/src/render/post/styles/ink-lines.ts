import type { Frame } from '../../frame.ts';
import { blurGray } from '../box-blur.ts';
import type { Scratch } from '../scratch.ts';

/**
 * Fills `scratch.edges` with 0 (paper) .. 1 (ink): dark sides of tone edges (difference of two blurs of `scratch.gray`)
 * and the outlines of things by their depth.
 */
export function drawInkLines(frame: Frame, scratch: Scratch, sensitivity: number): void {
  const { half, gray, graySpare, edges, halfSpare } = scratch;
  const wide = halfSpare.data.subarray(0, gray.length);
  edges.set(gray);
  wide.set(gray);
  blurGray(edges, graySpare, half.width, half.height, 1);
  blurGray(wide, graySpare, half.width, half.height, Math.max(2, Math.round(frame.height / 240)));
  for (let i = 0; i < edges.length; i++) {
    const dark = ((wide[i] ?? 0) - (edges[i] ?? 0)) * sensitivity;
    const line = dark < 3 ? 0 : (dark - 3) / 9;
    edges[i] = line > 1 ? 1 : line;
  }
  addOutlines(frame, scratch);
}

/** A neighbour farther by this share of the distance starts an outline. */
const DEPTH_STEP = 0.12;
/** Beyond this the ground meets the sky in haze, and no one draws an outline there. */
const OUTLINE_LIMIT_METRES = 120;

function addOutlines(frame: Frame, scratch: Scratch): void {
  const { depth, width, height } = frame;
  const { half, edges } = scratch;
  for (let y = 1; y < half.height - 1; y++) {
    const row = Math.min(height - 2, y * 2) * width;
    for (let x = 1; x < half.width - 1; x++) {
      const pixel = row + Math.min(width - 3, x * 2);
      const here = depth[pixel] ?? 0;
      if (here > OUTLINE_LIMIT_METRES) continue;
      // The slanting ground changes depth steadily; the second difference leaves only true steps.
      const left = depth[pixel - 2] ?? 0;
      const right = depth[pixel + 2] ?? 0;
      const up = depth[pixel - width * 2] ?? 0;
      const down = depth[pixel + width * 2] ?? 0;
      const bend = Math.max(left + right - here * 2, up + down - here * 2) / here;
      if (bend <= DEPTH_STEP) continue;
      const line = Math.min(0.9, (bend - DEPTH_STEP) * 5);
      const at = y * half.width + x;
      if (line > (edges[at] ?? 0)) edges[at] = line;
    }
  }
}
