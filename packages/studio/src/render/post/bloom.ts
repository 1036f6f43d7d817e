import type { Frame } from '../frame.ts';
import { blurPlane } from './box-blur.ts';
import type { Plane, Scratch } from './scratch.ts';

/** Fills `scratch.quarter` with the blurred light above `threshold` (0..255), ready to be added. */
export function gatherBloom(frame: Frame, scratch: Scratch, threshold: number): Plane {
  const { rgba, width, height } = frame;
  const plane = scratch.quarter;
  const range = 1 / (256 - threshold);
  let to = 0;
  for (let y = 0; y < plane.height; y++) {
    const upper = Math.min(height - 1, y * 4 + 1) * width;
    const lower = Math.min(height - 1, y * 4 + 3) * width;
    for (let x = 0; x < plane.width; x++) {
      const near = Math.min(width - 1, x * 4 + 1);
      const far = Math.min(width - 1, x * 4 + 3);
      const a = (upper + near) * 4;
      const b = (lower + far) * 4;
      const red = ((rgba[a] ?? 0) + (rgba[b] ?? 0)) * 0.5;
      const green = ((rgba[a + 1] ?? 0) + (rgba[b + 1] ?? 0)) * 0.5;
      const blue = ((rgba[a + 2] ?? 0) + (rgba[b + 2] ?? 0)) * 0.5;
      const peak = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
      const over = peak > threshold ? (peak - threshold) * range : 0;
      plane.data[to] = red * over;
      plane.data[to + 1] = green * over;
      plane.data[to + 2] = blue * over;
      to += 3;
    }
  }
  blurPlane(plane, scratch.quarterSpare, Math.max(2, Math.round(height / 90)));
  return plane;
}
