import { boxBlurValues } from './blur.ts';
import { type Picture, type Plane, createPlane } from './picture.ts';
import { resizePicture, resizePlane } from './resize.ts';

export interface GuidedFilterOptions {
  /** Half side of the window, in pixels of the full size. */
  readonly radius: number;
  /** Colour variance (colours 0..1) below which the window counts as flat and is smoothed: 1e-4 crisp .. 1e-2 soft. */
  readonly epsilon: number;
}

/** Window radius that the coarse planes keep at least: fewer samples fit no line. */
const LEAST_COARSE_RADIUS = 2;
const LARGEST_STEP = 4;

/**
 * Smooths `input` without crossing the colour edges of `guide` (same size), and pulls its edges onto them: in every
 * window the output is an affine function of the guide's colour. He, Sun and Tang, "Guided image filtering", 2010, with
 * a colour guide; the coefficients are fitted on a coarser grid ("Fast guided filter", 2015). May overshoot the input's
 * range a little.
 */
export function guidedFilter(guide: Picture, input: Plane, options: GuidedFilterOptions): Plane {
  const step = Math.max(1, Math.min(LARGEST_STEP, Math.floor(options.radius / LEAST_COARSE_RADIUS)));
  const width = Math.max(1, Math.round(guide.width / step));
  const height = Math.max(1, Math.round(guide.height / step));
  const coarse = channelsOf(resizePicture(guide, width, height));
  const values = resizePlane(input, width, height).values;
  const radius = Math.max(1, Math.round(options.radius / step));
  const fit = fitLines(coarse, values, width, height, radius, options.epsilon);
  const [red, green, blue, rest] = fit.map((plane) => {
    boxBlurValues(plane, plane, width, height, radius);
    return resizePlane({ width, height, values: plane }, guide.width, guide.height).values;
  });
  const out = createPlane(guide.width, guide.height);
  if (!red || !green || !blue || !rest) return out;
  const { rgba } = guide;
  for (let i = 0, at = 0; i < out.values.length; i++, at += 4)
    out.values[i] =
      ((red[i] ?? 0) * (rgba[at] ?? 0) +
        (green[i] ?? 0) * (rgba[at + 1] ?? 0) +
        (blue[i] ?? 0) * (rgba[at + 2] ?? 0)) *
        (1 / 255) +
      (rest[i] ?? 0);
  return out;
}

type Channels = readonly [Float32Array, Float32Array, Float32Array];

function channelsOf(picture: Picture): Channels {
  const count = picture.width * picture.height;
  const take = (channel: number): Float32Array => {
    const plane = new Float32Array(count);
    for (let i = 0; i < count; i++) plane[i] = (picture.rgba[i * 4 + channel] ?? 0) * (1 / 255);
    return plane;
  };
  return [take(0), take(1), take(2)];
}

/** Slope by red, green and blue, and the constant, of the best affine fit in the window around every pixel. */
function fitLines(
  guide: Channels,
  input: Float32Array,
  width: number,
  height: number,
  radius: number,
  epsilon: number,
): Float32Array[] {
  const count = width * height;
  const meanOf = (plane: Float32Array): Float32Array => {
    const out = new Float32Array(count);
    boxBlurValues(plane, out, width, height, radius);
    return out;
  };
  const meanOfProduct = (a: Float32Array, b: Float32Array): Float32Array => {
    const product = new Float32Array(count);
    for (let i = 0; i < count; i++) product[i] = (a[i] ?? 0) * (b[i] ?? 0);
    boxBlurValues(product, product, width, height, radius);
    return product;
  };
  const [r, g, b] = guide;
  return solveLines(
    [meanOf(r), meanOf(g), meanOf(b), meanOf(input)],
    [meanOfProduct(r, input), meanOfProduct(g, input), meanOfProduct(b, input)],
    [
      meanOfProduct(r, r),
      meanOfProduct(r, g),
      meanOfProduct(r, b),
      meanOfProduct(g, g),
      meanOfProduct(g, b),
      meanOfProduct(b, b),
    ],
    epsilon,
  );
}

/** Solves the symmetric 3 x 3 system (covariance + epsilon) a = cross covariance at every pixel, by cofactors. */
function solveLines(
  [mr, mg, mb, mp]: readonly [Float32Array, Float32Array, Float32Array, Float32Array],
  [pr, pg, pb]: Channels,
  [rr, rg, rb, gg, gb, bb]: readonly [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ],
  epsilon: number,
): Float32Array[] {
  const count = mr.length;
  const out = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  const [slopeR, slopeG, slopeB, rest] = out;
  if (!slopeR || !slopeG || !slopeB || !rest) return out;
  for (let i = 0; i < count; i++) {
    const r = mr[i] ?? 0;
    const g = mg[i] ?? 0;
    const b = mb[i] ?? 0;
    const p = mp[i] ?? 0;
    const cr = (pr[i] ?? 0) - r * p;
    const cg = (pg[i] ?? 0) - g * p;
    const cb = (pb[i] ?? 0) - b * p;
    const xx = (rr[i] ?? 0) - r * r + epsilon;
    const xy = (rg[i] ?? 0) - r * g;
    const xz = (rb[i] ?? 0) - r * b;
    const yy = (gg[i] ?? 0) - g * g + epsilon;
    const yz = (gb[i] ?? 0) - g * b;
    const zz = (bb[i] ?? 0) - b * b + epsilon;
    const c00 = yy * zz - yz * yz;
    const c01 = xz * yz - xy * zz;
    const c02 = xy * yz - xz * yy;
    const c11 = xx * zz - xz * xz;
    const c12 = xy * xz - xx * yz;
    const c22 = xx * yy - xy * xy;
    const scale = 1 / Math.max(1e-12, xx * c00 + xy * c01 + xz * c02);
    const a0 = (c00 * cr + c01 * cg + c02 * cb) * scale;
    const a1 = (c01 * cr + c11 * cg + c12 * cb) * scale;
    const a2 = (c02 * cr + c12 * cg + c22 * cb) * scale;
    slopeR[i] = a0;
    slopeG[i] = a1;
    slopeB[i] = a2;
    rest[i] = p - a0 * r - a1 * g - a2 * b;
  }
  return out;
}
