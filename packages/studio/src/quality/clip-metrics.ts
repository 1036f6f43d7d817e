import { BLOCK_PIXELS, blockFlow } from './block-flow.ts';
import { lumaPlane } from './picture.ts';
import type { Picture } from '../pixels/picture.ts';
import type { LumaPlane } from './picture.ts';

/** Temporal quality of successive pictures. */
export interface ClipMetrics {
  /** VBench temporal flickering: 1 for a still, lower the more neighbours differ. */
  readonly flicker: number;
  /** How well every second picture is foretold by its neighbours, 0..1. */
  readonly smoothness: number;
  /** Whether something clearly moves. */
  readonly isDynamic: boolean;
}

export function clipMetrics(pictures: readonly Picture[], fps: number): ClipMetrics {
  const lumas = pictures.map(lumaPlane);
  return { flicker: flicker(pictures), smoothness: smoothness(lumas), isDynamic: isDynamic(lumas, fps) };
}

/** The VBench formula: (255 - mean absolute difference of successive pictures) / 255, over all three channels. */
export function flicker(pictures: readonly Picture[]): number {
  let total = 0;
  for (const [index, picture] of pictures.entries()) {
    const previous = pictures[index - 1];
    if (previous !== undefined) total += meanDifference(previous, picture);
  }
  return pictures.length < 2 ? 1 : (255 - total / (pictures.length - 1)) / 255;
}

/** Mean absolute difference of red, green and blue, 0..255. */
export function meanDifference(one: Picture, other: Picture): number {
  const a = one.rgba;
  const b = other.rgba;
  let sum = 0;
  for (let at = 0; at < a.length; at += 4) {
    sum +=
      Math.abs((a[at] ?? 0) - (b[at] ?? 0)) +
      Math.abs((a[at + 1] ?? 0) - (b[at + 1] ?? 0)) +
      Math.abs((a[at + 2] ?? 0) - (b[at + 2] ?? 0));
  }
  return sum / ((a.length / 4) * 3);
}

const SMOOTHNESS_REACH = 12;

/** Rebuilds every odd picture half-way along the motion between its neighbours and compares. */
export function smoothness(lumas: readonly LumaPlane[]): number {
  let total = 0;
  let count = 0;
  for (let index = 1; index + 1 < lumas.length; index += 2) {
    const before = lumas[index - 1];
    const between = lumas[index];
    const after = lumas[index + 1];
    if (!before || !between || !after) break;
    total += interpolationError(before, between, after);
    count++;
  }
  return count === 0 ? 1 : (255 - total / count) / 255;
}

function interpolationError(before: LumaPlane, between: LumaPlane, after: LumaPlane): number {
  const { width, height } = between;
  const sums = new Float32Array(width * height);
  const counts = new Uint8Array(width * height);
  for (const { x, y, dx, dy } of blockFlow(before, after, SMOOTHNESS_REACH)) {
    const halfX = Math.round(dx / 2);
    const halfY = Math.round(dy / 2);
    for (let row = y; row < y + BLOCK_PIXELS; row++) {
      const target = (row + halfY) * width + halfX;
      const ahead = (row + dy) * width + dx;
      for (let column = x; column < x + BLOCK_PIXELS; column++) {
        const pixel = target + column;
        const value = ((before.values[row * width + column] ?? 0) + (after.values[ahead + column] ?? 0)) / 2;
        sums[pixel] = (sums[pixel] ?? 0) + value;
        counts[pixel] = (counts[pixel] ?? 0) + 1;
      }
    }
  }
  let error = 0;
  let covered = 0;
  for (let pixel = 0; pixel < sums.length; pixel++) {
    const count = counts[pixel] ?? 0;
    if (count === 0) continue;
    error += Math.abs((sums[pixel] ?? 0) / count - (between.values[pixel] ?? 0));
    covered++;
  }
  return covered === 0 ? 0 : error / covered;
}

const DYNAMIC_FPS = 8;
const DYNAMIC_REACH = 24;
/** Share of the fastest blocks that is looked at. */
const FASTEST_SHARE = 0.05;

/** VBench's dynamic degree with block flow: at 8 pictures a second, a quarter of the pairs move by 6 px per 256. */
export function isDynamic(lumas: readonly LumaPlane[], fps: number): boolean {
  const step = Math.max(1, Math.round(fps / DYNAMIC_FPS));
  const sampled = lumas.filter((_, index) => index % step === 0);
  let moving = 0;
  for (const [index, luma] of sampled.entries()) {
    const previous = sampled[index - 1];
    if (previous === undefined) continue;
    const threshold = 6 * (Math.min(luma.width, luma.height) / 256);
    if (fastestBlocks(previous, luma) > threshold) moving++;
  }
  return moving >= Math.max(1, Math.round((4 * sampled.length) / 16));
}

function fastestBlocks(from: LumaPlane, to: LumaPlane): number {
  const speeds = blockFlow(from, to, DYNAMIC_REACH)
    .map(({ dx, dy }) => Math.hypot(dx, dy))
    .toSorted((a, b) => b - a);
  const fastest = speeds.slice(0, Math.max(1, Math.round(speeds.length * FASTEST_SHARE)));
  return fastest.reduce((sum, speed) => sum + speed, 0) / Math.max(1, fastest.length);
}
