import type { Picture, Plane } from '../pixels/picture.ts';

/** 6 steps of red, green and blue each. */
const STEPS = 6;

/** Shares of colours in a picture, weighted by `alpha` (0..1, the picture's size) when given. Sums to 1, or is all 0. */
export function colourHistogram({ width, height, rgba }: Picture, alpha: Plane | null): Float64Array {
  const histogram = new Float64Array(STEPS ** 3);
  let total = 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const weight = alpha === null ? 1 : (alpha.values[pixel] ?? 0);
    if (weight === 0) continue;
    const bin =
      stepOf(rgba[pixel * 4]) * STEPS * STEPS +
      stepOf(rgba[pixel * 4 + 1]) * STEPS +
      stepOf(rgba[pixel * 4 + 2]);
    histogram[bin] = (histogram[bin] ?? 0) + weight;
    total += weight;
  }
  return total === 0 ? histogram : histogram.map((sum) => sum / total);
}

function stepOf(value = 0): number {
  return Math.min(STEPS - 1, Math.floor((value * STEPS) / 256));
}

/** Pearson's correlation of two histograms, -1..1: 1 for the same colours in the same shares. */
export function histogramCorrelation(one: Float64Array, other: Float64Array): number {
  const count = one.length;
  const meanOne = one.reduce((sum, value) => sum + value, 0) / count;
  const meanOther = other.reduce((sum, value) => sum + value, 0) / count;
  let products = 0;
  let squaresOne = 0;
  let squaresOther = 0;
  for (const [bin, value] of one.entries()) {
    const a = value - meanOne;
    const b = (other[bin] ?? 0) - meanOther;
    products += a * b;
    squaresOne += a * a;
    squaresOther += b * b;
  }
  const norm = Math.sqrt(squaresOne * squaresOther);
  return norm === 0 ? 0 : products / norm;
}
