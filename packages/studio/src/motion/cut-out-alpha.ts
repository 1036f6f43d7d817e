import { createPlane } from '../pixels/picture.ts';
import type { Picture, Plane } from '../pixels/picture.ts';
import { resizePlane } from '../pixels/resize.ts';

const CLEAR = 16;
const SOLID = 240;
/** Shares of the picture that must be clear and solid: a logo's soft corner is no outline. */
const LEAST_CLEAR = 0.05;
const LEAST_SOLID = 0.02;

/** The outline that a cut-out picture brings along in its alpha, at the film's size; null for an opaque picture. */
export function cutOutAlpha(
  { width, height, rgba }: Picture,
  film: { readonly width: number; readonly height: number },
): Plane | null {
  const alpha = createPlane(width, height);
  let clear = 0;
  let solid = 0;
  for (let i = 0; i < alpha.values.length; i++) {
    const value = rgba[i * 4 + 3] ?? 255;
    if (value < CLEAR) clear++;
    else if (value > SOLID) solid++;
    alpha.values[i] = value / 255;
  }
  const size = width * height;
  return clear > LEAST_CLEAR * size && solid > LEAST_SOLID * size
    ? resizePlane(alpha, film.width, film.height)
    : null;
}
