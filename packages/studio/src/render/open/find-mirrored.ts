import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { MIRROR_BLOCK, type LandScratch } from './land-scratch.ts';
import { WATER } from './surface-marks.ts';

/** Samples along a mirrored ray before it counts as reaching the sky. */
const MARCH = 22;
/** Things farther than this have the mirror image of infinitely far things, whose row is known without a search. */
const NEAR_METRES = 500;

/** Notes, before the first row, how high anything near reaches in each block of columns. */
export function startSearch(frame: Frame, view: View, scratch: LandScratch): void {
  const { width, height, depth } = frame;
  const { tops, shores } = scratch.mirror;
  const first = Math.max(0, Math.ceil(view.horizon));
  for (let block = 0; block * MIRROR_BLOCK < width; block++) {
    const x = Math.min(width - 1, block * MIRROR_BLOCK + MIRROR_BLOCK / 2);
    let top = height;
    for (let y = 0; y < first; y += 2)
      if ((depth[y * width + x] ?? 1) < NEAR_METRES) {
        top = y;
        break;
      }
    tops[block] = top;
    shores[block] = top < height ? first : -1;
  }
}

/**
 * A ray mirrored in the plane rises from the pixel's row towards the mirror image of the row in the horizon, and its
 * inverse distance falls linearly on the way. It ends at the first thing that stands nearer than the ray.
 */
export function findMirrored(
  frame: Frame,
  view: View,
  scratch: LandScratch,
  eyeAbove: number,
  y: number,
): void {
  const { width, depth } = frame;
  const { surface } = scratch;
  const { rows, tops, shores, live } = scratch.mirror;
  const { horizon } = view;
  const plane = eyeAbove * view.focal * 0.98;
  const span = 2 * (y + 0.5 - horizon);
  const sky = Math.floor(2 * horizon - y - 1);
  const stride = Math.max(1.5, span / MARCH);
  for (let block = 0; block * MIRROR_BLOCK < width; block++) {
    const x = Math.min(width - 1, block * MIRROR_BLOCK + MIRROR_BLOCK / 2);
    const start = y * width + x;
    let found = sky;
    if ((live[x] ?? 0) === 0) {
      // Land or a figure stands here: rays from the water below start searching at this row.
      shores[block] = y;
      if (y < (tops[block] ?? 0)) tops[block] = y;
    } else {
      const shore = shores[block] ?? -1;
      const own = 1 / Math.max(0.1, depth[start] ?? 1);
      const highest = Math.max(0, tops[block] ?? 0);
      const skipped = shore < 0 ? span : Math.floor(Math.max(0, y - shore - 2) / stride) * stride;
      for (let up = skipped + stride; up < span; up += stride) {
        const row = Math.floor(y - up);
        if (row < highest) break;
        const at = row * width + x;
        const below = row + 0.5 - horizon;
        // Water itself is no obstacle; a figure in front of it is, and stands nearer than the plane.
        if ((surface[at] ?? 0) >= WATER && below > 0 && (depth[at] ?? 1) * below > plane) continue;
        const inverse = own * (1 - up / span);
        const there = 1 / Math.max(0.1, depth[at] ?? 1);
        if (there >= inverse * 0.98 && there <= own * 1.05) {
          found = row;
          break;
        }
      }
    }
    rows[block] = found;
  }
}
