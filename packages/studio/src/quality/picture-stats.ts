import { lumaPlane } from './picture.ts';
import type { Picture } from '../pixels/picture.ts';
import type { LumaPlane } from './picture.ts';

/** Figures that tell a picture from test bars, flat colour and noise. */
export interface PictureStats {
  readonly entropyBits: number;
  readonly colourfulness: number;
  readonly laplacianVariance: number;
}

export function pictureStats(picture: Picture): PictureStats {
  const luma = lumaPlane(picture);
  return {
    entropyBits: entropyBits(luma),
    colourfulness: colourfulness(picture),
    laplacianVariance: laplacianVariance(luma),
  };
}

/** Shannon entropy of the brightness histogram. */
export function entropyBits(luma: LumaPlane): number {
  const histogram = new Uint32Array(256);
  for (const value of luma.values) histogram[value] = (histogram[value] ?? 0) + 1;
  let bits = 0;
  for (const count of histogram) {
    if (count === 0) continue;
    const share = count / luma.values.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/** Hasler and Suesstrunk: spread and mean of the two opponent-colour axes. */
export function colourfulness({ rgba }: Picture): number {
  const pixels = rgba.length / 4;
  let redGreen = 0;
  let redGreenSquares = 0;
  let yellowBlue = 0;
  let yellowBlueSquares = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const red = rgba[at] ?? 0;
    const green = rgba[at + 1] ?? 0;
    const rg = red - green;
    const yb = (red + green) / 2 - (rgba[at + 2] ?? 0);
    redGreen += rg;
    redGreenSquares += rg * rg;
    yellowBlue += yb;
    yellowBlueSquares += yb * yb;
  }
  const meanRg = redGreen / pixels;
  const meanYb = yellowBlue / pixels;
  const spread = redGreenSquares / pixels - meanRg ** 2 + yellowBlueSquares / pixels - meanYb ** 2;
  return Math.sqrt(Math.max(0, spread)) + 0.3 * Math.hypot(meanRg, meanYb);
}

/** Variance of the 4-neighbour Laplacian: low for blur and flat colour, very high for noise. */
export function laplacianVariance({ width, height, values }: LumaPlane): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around =
        (values[at - 1] ?? 0) + (values[at + 1] ?? 0) + (values[at - width] ?? 0) + (values[at + width] ?? 0);
      const edge = 4 * (values[at] ?? 0) - around;
      sum += edge;
      squares += edge * edge;
      count++;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
