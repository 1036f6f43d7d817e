import { meanGray, meanPlane } from '../box-blur.ts';
import type { Scratch } from '../scratch.ts';
import { lumaOf } from './paint-plane.ts';

/**
 * Turns `scratch.paint` into patches of even colour with crisp borders (Kuwahara's filter): each point takes the mean of
 * whichever of the four windows touching it varies least. Leaves the luma of the result in `scratch.gray`.
 */
export function flattenPaint(scratch: Scratch, radius: number): void {
  const { paint, paintSpare, gray, graySpare, edges } = scratch;
  const { width, height, data } = paint;
  lumaOf(paint, gray);
  for (let i = 0; i < gray.length; i++) edges[i] = (gray[i] ?? 0) * (gray[i] ?? 0);
  meanGray(edges, graySpare, width, height, radius);
  meanGray(gray, graySpare, width, height, radius);
  for (let i = 0; i < gray.length; i++) edges[i] = (edges[i] ?? 0) - (gray[i] ?? 0) * (gray[i] ?? 0);
  meanPlane(paint, paintSpare, radius);
  paintSpare.data.set(data);
  const means = paintSpare.data;
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
  lumaOf(paint, gray);
}

/** Rows of a picture over the radius within which it is judged how busy the surroundings are. */
const SURROUNDINGS = 22;
/** A detail must stand out by so much luma, and by so many times the deviation around it. */
const LEAST_STEP = 9;
const OVER_USUAL = 1.45;
const FULL_STEP = 26;

/**
 * Finds what flattening erased though it matters: a step against the flat paint in quiet surroundings, like an eye in a
 * face. In grass or leaves such steps are everywhere and stay erased. Fills `scratch.details` and puts these points'
 * own colours back into `scratch.paint`, `strength` (0..1) of them. Needs `scratch.gray`, and renews it.
 */
export function keepDetails(scratch: Scratch, strength: number): void {
  const { paint, paintSource, gray, graySpare, edges, details } = scratch;
  const { width, height } = paint;
  lumaOf(paintSource, edges);
  for (let i = 0; i < details.length; i++) {
    const step = (edges[i] ?? 0) - (gray[i] ?? 0);
    details[i] = step < 0 ? -step : step;
  }
  for (let i = 0; i < edges.length; i++) edges[i] = (details[i] ?? 0) * (details[i] ?? 0);
  meanGray(edges, graySpare, width, height, Math.max(2, Math.round(height / SURROUNDINGS)));
  const range = 1 / (FULL_STEP - LEAST_STEP);
  const from = paintSource.data;
  const to = paint.data;
  for (let i = 0; i < details.length; i++) {
    const over = ((details[i] ?? 0) - LEAST_STEP - Math.sqrt(edges[i] ?? 0) * OVER_USUAL) * range;
    const share = over <= 0 ? 0 : over >= 1 ? 1 : over;
    details[i] = share;
    if (share === 0) continue;
    const back = share * strength;
    for (let at = i * 3, end = at + 3; at < end; at++)
      to[at] = (to[at] ?? 0) + ((from[at] ?? 0) - (to[at] ?? 0)) * back;
  }
  lumaOf(paint, gray);
}
