import { blurGray, blurPlane } from '../box-blur.ts';
import type { Scratch } from '../scratch.ts';
import { lumaOf } from './half-picture.ts';

/**
 * Turns `scratch.half` into patches of even colour with crisp borders (Kuwahara's filter): each point takes the mean of
 * whichever of the four windows touching it varies least. Leaves the luma of the result in `scratch.gray`.
 */
export function flattenPaint(scratch: Scratch, radius: number): void {
  const { half, halfSpare, gray, graySpare, edges } = scratch;
  const { width, height, data } = half;
  lumaOf(half, gray);
  for (let i = 0; i < gray.length; i++) edges[i] = (gray[i] ?? 0) * (gray[i] ?? 0);
  blurGray(edges, graySpare, width, height, radius);
  blurGray(gray, graySpare, width, height, radius);
  for (let i = 0; i < gray.length; i++) edges[i] = (edges[i] ?? 0) - (gray[i] ?? 0) * (gray[i] ?? 0);
  blurPlane(half, halfSpare, radius);
  halfSpare.data.set(data);
  const means = halfSpare.data;
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - radius) * width;
    const below = Math.min(height - 1, y + radius) * width;
    for (let x = 0; x < width; x++) {
      const before = Math.max(0, x - radius);
      const after = Math.min(width - 1, x + radius);
      let best = above + before;
      let least = edges[best] ?? 0;
      const second = edges[above + after] ?? 0;
      if (second < least) {
        least = second;
        best = above + after;
      }
      const third = edges[below + before] ?? 0;
      if (third < least) {
        least = third;
        best = below + before;
      }
      if ((edges[below + after] ?? 0) < least) best = below + after;
      const to = (y * width + x) * 3;
      data[to] = means[best * 3] ?? 0;
      data[to + 1] = means[best * 3 + 1] ?? 0;
      data[to + 2] = means[best * 3 + 2] ?? 0;
    }
  }
  lumaOf(half, gray);
}
