import type { Light, Sky } from '../../scene/shot.ts';
import { createFrame, FAR, type Frame } from '../frame.ts';
import type { BakedSky } from '../sky/bake-sky.ts';
import { drawSky } from '../sky/draw-sky.ts';
import type { View } from '../view.ts';

/** The scratch picture's left edge and width are multiples of this: few sizes to keep, and the sky's dither stays put. */
const COLUMN_STEP = 128;

/** One scratch picture for each frame, as wide as the gap between the houses asked for last. */
const scratches = new WeakMap<Frame, Frame>();

/**
 * Fills the pixels that nothing has been drawn on: sky above row `skyRows`, `haze` (an ABGR word) below. The sky is
 * drawn only as wide as the gap between the houses.
 */
export function fillBehind(
  frame: Frame,
  baked: BakedSky,
  sky: Sky,
  light: Light,
  view: View,
  skyRows: number,
  haze: number,
): void {
  const gap = gapColumns(frame, skyRows);
  const { width, depth } = frame;
  const words = wordsOf(frame);
  for (let pixel = skyRows * width; pixel < depth.length; pixel++)
    if (depth[pixel] === FAR) words[pixel] = haze;
  if (!gap) return;
  const left = gap.left - (gap.left % COLUMN_STEP);
  const scratch = scratchFor(frame, Math.ceil((gap.right - left + 1) / COLUMN_STEP) * COLUMN_STEP);
  drawSky(scratch, baked, sky, light, { ...view, centreX: view.centreX - left }, gap.bottom + 1);
  const source = wordsOf(scratch);
  for (let row = 0; row <= gap.bottom; row++) {
    const start = row * width;
    const offset = row * scratch.width - left - start;
    for (let pixel = start + gap.left; pixel <= start + gap.right; pixel++)
      if (depth[pixel] === FAR) words[pixel] = source[pixel + offset] ?? 0;
  }
}

/** The columns and rows in which something of the sky shows. */
function gapColumns(frame: Frame, rows: number): { left: number; right: number; bottom: number } | null {
  const { width, depth } = frame;
  let left = width;
  let right = -1;
  let bottom = -1;
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    let first = 0;
    while (first < width && depth[start + first] !== FAR) first++;
    if (first === width) continue;
    let last = width - 1;
    while (depth[start + last] !== FAR) last--;
    left = Math.min(left, first);
    right = Math.max(right, last);
    bottom = row;
  }
  return right < 0 ? null : { left, right, bottom };
}

function scratchFor(frame: Frame, width: number): Frame {
  const known = scratches.get(frame);
  if (known && known.width === width && known.height === frame.height) return known;
  const made = createFrame(width, frame.height, false);
  scratches.set(frame, made);
  return made;
}

function wordsOf(frame: Frame): Uint32Array {
  return new Uint32Array(frame.rgba.buffer, frame.rgba.byteOffset, frame.width * frame.height);
}
