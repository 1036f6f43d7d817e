import type { Rgb } from '../../../vocabulary/figure.ts';

const SIDE = 32;

/** Every colour's nearest paint, looked up by its upper five bits: index `cubeIndex`, three bytes each. */
export type ColourCube = Uint8Array;

/**
 * Mixes a cube from few paints. `sharpness` says how quickly one paint passes into the next: with hard borders slowly
 * moving gradients would crawl. `own` (0..1) is how much of a colour itself stays.
 */
export function mixColourCube(paints: readonly Rgb[], sharpness: number, own: number): ColourCube {
  const cube = new Uint8Array(SIDE ** 3 * 3);
  for (let i = 0; i < SIDE ** 3; i++) {
    const red = middleOf(i >> 10);
    const green = middleOf((i >> 5) & 31);
    const blue = middleOf(i & 31);
    let nearest = Infinity;
    for (const paint of paints) nearest = Math.min(nearest, distance(paint, red, green, blue));
    let weight = 0;
    let sumRed = 0;
    let sumGreen = 0;
    let sumBlue = 0;
    for (const paint of paints) {
      const share = Math.exp((nearest - distance(paint, red, green, blue)) * sharpness);
      weight += share;
      sumRed += paint[0] * share;
      sumGreen += paint[1] * share;
      sumBlue += paint[2] * share;
    }
    const rest = (1 - own) / weight;
    cube[i * 3] = sumRed * rest + red * own;
    cube[i * 3 + 1] = sumGreen * rest + green * own;
    cube[i * 3 + 2] = sumBlue * rest + blue * own;
  }
  return cube;
}

/** Where a colour (0..255, rounded down) stands in a cube. */
export function cubeIndex(red: number, green: number, blue: number): number {
  return (((levelOf(red) << 10) | (levelOf(green) << 5) | levelOf(blue)) * 3) | 0;
}

function levelOf(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? SIDE - 1 : value >> 3;
}

function middleOf(level: number): number {
  return (level * 255) / (SIDE - 1);
}

/** Squared distance in which brightness and the two colour axes count as the eye counts them. */
function distance(paint: Rgb, red: number, green: number, blue: number): number {
  const dr = paint[0] - red;
  const dg = paint[1] - green;
  const db = paint[2] - blue;
  const luma = dr * 0.2126 + dg * 0.7152 + db * 0.0722;
  return luma * luma * 1.4 + (dr - luma) ** 2 * 0.9 + (db - luma) ** 2 * 0.6;
}
