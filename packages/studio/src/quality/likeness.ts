import type { Picture } from '../pixels/picture.ts';
import { lumaPlane } from './picture.ts';

/** Shares of the width and height left out at each border, where a moved camera shows what nobody could know. */
export interface Margin {
  readonly across: number;
  readonly along: number;
}

const PEAK_SQUARED = 255 * 255;
/** Two equal pictures would be infinitely alike; no figure of a report needs more than this. */
const HIGHEST_DECIBELS = 99;

/** Peak signal-to-noise ratio of red, green and blue in decibels, without the margin. Pictures of equal size. */
export function psnr(one: Picture, other: Picture, margin: Margin = { across: 0, along: 0 }): number {
  const { width, height } = one;
  if (other.width !== width || other.height !== height) throw new RangeError('pictures of different sizes');
  const left = Math.round(width * margin.across);
  const top = Math.round(height * margin.along);
  let sum = 0;
  for (let y = top; y < height - top; y++) {
    const end = (y * width + width - left) * 4;
    for (let at = (y * width + left) * 4; at < end; at += 4) {
      const red = (one.rgba[at] ?? 0) - (other.rgba[at] ?? 0);
      const green = (one.rgba[at + 1] ?? 0) - (other.rgba[at + 1] ?? 0);
      const blue = (one.rgba[at + 2] ?? 0) - (other.rgba[at + 2] ?? 0);
      sum += red * red + green * green + blue * blue;
    }
  }
  const count = (width - 2 * left) * (height - 2 * top) * 3;
  return sum === 0
    ? HIGHEST_DECIBELS
    : Math.min(HIGHEST_DECIBELS, 10 * Math.log10((PEAK_SQUARED * count) / sum));
}

const WINDOW = 8;
const WINDOW_STEP = 4;
/** The constants of the paper, for 8 bits. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** Mean structural similarity of brightness (Wang et al. 2004) over 8 x 8 windows every 4 pixels: 1 for equal pictures. */
export function ssim(one: Picture, other: Picture): number {
  const a = lumaPlane(one);
  const b = lumaPlane(other);
  if (a.width !== b.width || a.height !== b.height) throw new RangeError('pictures of different sizes');
  let total = 0;
  let windows = 0;
  for (let y = 0; y + WINDOW <= a.height; y += WINDOW_STEP) {
    for (let x = 0; x + WINDOW <= a.width; x += WINDOW_STEP) {
      total += windowSimilarity(a.values, b.values, y * a.width + x, a.width);
      windows++;
    }
  }
  return windows === 0 ? 1 : total / windows;
}

function windowSimilarity(a: Uint8Array, b: Uint8Array, corner: number, stride: number): number {
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let row = 0; row < WINDOW; row++) {
    const start = corner + row * stride;
    for (let at = start; at < start + WINDOW; at++) {
      const valueA = a[at] ?? 0;
      const valueB = b[at] ?? 0;
      sumA += valueA;
      sumB += valueB;
      squaresA += valueA * valueA;
      squaresB += valueB * valueB;
      products += valueA * valueB;
    }
  }
  const count = WINDOW * WINDOW;
  const meanA = sumA / count;
  const meanB = sumB / count;
  const varianceA = squaresA / count - meanA * meanA;
  const varianceB = squaresB / count - meanB * meanB;
  const covariance = products / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2))
  );
}
