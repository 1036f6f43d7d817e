import { clamp, smoothstep } from '../maths/curves.ts';
import { boxBlur } from '../pixels/blur.ts';
import { guidedFilter } from '../pixels/guided-filter.ts';
import { type Picture, type Plane, createPlane } from '../pixels/picture.ts';
import type { Backdrop } from './backdrop.ts';

/** Bins a colour channel of the two colour models. */
const BINS = 12;
const MODEL_ROUNDS = 4;
/** The subject is expected in the middle, a little below it. */
const CENTRE_Y = 0.56;
const SPREAD = 0.36;
/** From this plainness on the background is what is joined to the border. */
export const PLAIN = 0.5;

/**
 * What probably stands out, without a network: 0..1 at the backdrop's size. Before a plain background: all that is not
 * joined to the border through the border's colours. Before a busy one, seldom right: what is unlike the border's
 * colours and near the middle, and then, in rounds, what is more like the colours inside than outside.
 */
export function heuristicMatte(backdrop: Backdrop): Plane {
  return backdrop.plainness > PLAIN ? backdrop.island : likeTheMiddle(backdrop);
}

function likeTheMiddle({ small, contrast }: Backdrop): Plane {
  const { width, height } = contrast;
  const prior = centrePrior(width, height);
  const salient = salience(contrast, prior);
  const bins = colourBins(small);
  let matte = createPlane(width, height);
  for (let i = 0; i < matte.values.length; i++)
    matte.values[i] = smoothstep(0.25, 0.6, salient.values[i] ?? 0);
  for (let round = 0; round < MODEL_ROUNDS; round++) {
    matte = guidedFilter(small, resembling(matte, salient, prior, bins), { radius: 6, epsilon: 1e-3 });
    for (let i = 0; i < matte.values.length; i++)
      matte.values[i] = smoothstep(0.28, 0.62, matte.values[i] ?? 0);
  }
  return matte;
}

/** The contrast weighted to the middle, smoothed, its largest 1. */
function salience({ width, height, values }: Plane, prior: Plane): Plane {
  const weighted = createPlane(width, height);
  for (let i = 0; i < values.length; i++) weighted.values[i] = (values[i] ?? 0) * (prior.values[i] ?? 0);
  const smooth = boxBlur(weighted, Math.max(1, Math.round(Math.max(width, height) / 100)));
  const largest = smooth.values.reduce((most, value) => Math.max(most, value), 1e-6);
  for (let i = 0; i < smooth.values.length; i++) smooth.values[i] = (smooth.values[i] ?? 0) / largest;
  return smooth;
}

function centrePrior(width: number, height: number): Plane {
  const prior = createPlane(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const u = ((x + 0.5) / width - 0.5) / SPREAD;
      const v = ((y + 0.5) / height - CENTRE_Y) / (SPREAD * 1.2);
      prior.values[y * width + x] = Math.exp(-0.5 * (u * u + v * v));
    }
  return prior;
}

function bin(value: number): number {
  return Math.floor((value * BINS) / 256);
}

function colourBins({ rgba }: Picture): Uint16Array {
  const bins = new Uint16Array(rgba.length / 4);
  for (let i = 0, at = 0; i < bins.length; i++, at += 4)
    bins[i] = (bin(rgba[at] ?? 0) * BINS + bin(rgba[at + 1] ?? 0)) * BINS + bin(rgba[at + 2] ?? 0);
  return bins;
}

/** How much each pixel's colour is one of the inside (Bayes over two histograms), mixed with where it stands out. */
function resembling(matte: Plane, salient: Plane, prior: Plane, bins: Uint16Array): Plane {
  const inside = new Float32Array(BINS ** 3).fill(0.02);
  const outside = new Float32Array(BINS ** 3).fill(0.02);
  let insideSum = 0;
  for (let i = 0; i < bins.length; i++) {
    const bin = bins[i] ?? 0;
    const value = clamp(matte.values[i] ?? 0);
    inside[bin] = (inside[bin] ?? 0) + value;
    outside[bin] = (outside[bin] ?? 0) + 1 - value;
    insideSum += value;
  }
  const outsideSum = Math.max(1, bins.length - insideSum);
  const result = createPlane(matte.width, matte.height);
  for (let i = 0; i < bins.length; i++) {
    const like = (inside[bins[i] ?? 0] ?? 0) / Math.max(1, insideSum);
    const unlike = (outside[bins[i] ?? 0] ?? 0) / outsideSum;
    const expected = 0.6 * (prior.values[i] ?? 0) + 0.02;
    const posterior = (like * expected) / (like * expected + unlike * (1 - expected));
    result.values[i] = 0.6 * posterior + 0.4 * (salient.values[i] ?? 0);
  }
  return result;
}
