import { smoothstep } from '../maths/curves.ts';
import { maskPieces } from '../pixels/morphology.ts';
import { type Picture, type Plane, createPlane } from '../pixels/picture.ts';
import { resizePicture } from '../pixels/resize.ts';

const LONGEST_SIDE = 320;
const CLUSTERS = 6;
const CLUSTER_ROUNDS = 8;
/** Share of the width or height that counts as border: the background is assumed to be there. */
const BORDER = 0.06;
/** A border colour of fewer pixels than this share belongs to something that touches the border. */
const RARE = 0.12;
/** Of the border's colours: how far they stray from their clusters, and from their middle. Paper has 0.02, a wall 0.05. */
const CLEAN = 0.03;
const FRAYED = 0.055;
const ONE_COLOUR = 0.15;
const MANY_COLOURS = 0.35;
const LEAST_CONTRAST = 0.08;

/** What a picture's border says of its background. */
export interface Backdrop {
  /** The picture at the size of the planes: at most 320 a side. */
  readonly small: Picture;
  /** Distance of every pixel's colour to the nearest of the border's. */
  readonly contrast: Plane;
  /** 0..1: how plain the background is. */
  readonly plainness: number;
  /** 1 where a pixel is not joined to the border through the border's colours, else 0. Good before a plain background. */
  readonly island: Plane;
}

export function describeBackdrop(picture: Picture): Backdrop {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(8, Math.round(picture.width * scale));
  const height = Math.max(8, Math.round(picture.height * scale));
  const small = resizePicture(picture, width, height);
  const colours = opponentColours(small);
  const border: number[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (
        x < width * BORDER ||
        x >= width * (1 - BORDER) ||
        y < height * BORDER ||
        y >= height * (1 - BORDER)
      )
        border.push(y * width + x);
  const centres = clusterColours(colours, border);
  const contrast = createPlane(width, height);
  for (let i = 0; i < contrast.values.length; i++)
    contrast.values[i] = Math.sqrt(nearestCentre(colours, i, centres).distance);
  const spread = most(border.map((pixel) => contrast.values[pixel] ?? 0));
  const range = rangeOf(colours, border);
  return {
    small,
    contrast,
    plainness: smoothstep(FRAYED, CLEAN, spread) * smoothstep(MANY_COLOURS, ONE_COLOUR, range),
    island: notJoinedToBorder(contrast, Math.max(LEAST_CONTRAST, spread * 2)),
  };
}

/** The value that four fifths keep below: a subject may reach the border. */
function most(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.8)] ?? 1;
}

function rangeOf(colours: Float32Array, border: readonly number[]): number {
  const middle = [0, 1, 2].map((k) => {
    const values = border.map((pixel) => colours[pixel * 3 + k] ?? 0).toSorted((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  });
  return most(
    border.map((pixel) => Math.hypot(...middle.map((value, k) => value - (colours[pixel * 3 + k] ?? 0)))),
  );
}

function notJoinedToBorder(contrast: Plane, limit: number): Plane {
  const { width, height } = contrast;
  const alike = createPlane(width, height);
  for (let i = 0; i < alike.values.length; i++) alike.values[i] = (contrast.values[i] ?? 0) < limit ? 1 : 0;
  const { labels, pieces } = maskPieces(alike);
  const joined = new Set(
    pieces
      .filter(
        ({ left, top, right, bottom }) =>
          left === 0 || top === 0 || right === width - 1 || bottom === height - 1,
      )
      .map(({ label }) => label),
  );
  const out = createPlane(width, height);
  for (let i = 0; i < labels.length; i++) out.values[i] = joined.has(labels[i] ?? 0) ? 0 : 1;
  return out;
}

/** Brightness and two opponent colours, so that a distance means about the same in every direction. */
function opponentColours({ rgba }: Picture): Float32Array {
  const colours = new Float32Array((rgba.length / 4) * 3);
  for (let i = 0, at = 0; i < colours.length; i += 3, at += 4) {
    const red = (rgba[at] ?? 0) / 255;
    const green = (rgba[at + 1] ?? 0) / 255;
    const blue = (rgba[at + 2] ?? 0) / 255;
    colours[i] = 0.3 * red + 0.59 * green + 0.11 * blue;
    colours[i + 1] = (red - green) * 1.4;
    colours[i + 2] = (blue - (red + green) / 2) * 1.4;
  }
  return colours;
}

/** k-means; the first centres are spread evenly along the border, so that the same picture gives the same clusters. */
function clusterColours(colours: Float32Array, pixels: readonly number[]): Float32Array {
  const centres = new Float32Array(CLUSTERS * 3);
  for (let cluster = 0; cluster < CLUSTERS; cluster++) {
    const pixel = pixels[Math.floor(((cluster + 0.5) / CLUSTERS) * pixels.length)] ?? 0;
    centres.set(colours.subarray(pixel * 3, pixel * 3 + 3), cluster * 3);
  }
  for (let round = 0; round < CLUSTER_ROUNDS; round++) {
    const sums = new Float64Array(CLUSTERS * 4);
    for (const pixel of pixels) {
      const { cluster } = nearestCentre(colours, pixel, centres);
      for (let k = 0; k < 3; k++)
        sums[cluster * 4 + k] = (sums[cluster * 4 + k] ?? 0) + (colours[pixel * 3 + k] ?? 0);
      sums[cluster * 4 + 3] = (sums[cluster * 4 + 3] ?? 0) + 1;
    }
    for (let cluster = 0; cluster < CLUSTERS; cluster++) {
      const count = sums[cluster * 4 + 3] ?? 0;
      if (count > 0)
        for (let k = 0; k < 3; k++) centres[cluster * 3 + k] = (sums[cluster * 4 + k] ?? 0) / count;
    }
  }
  return withoutRare(colours, pixels, centres);
}

/** The clusters without those that hold few pixels: what reaches the border in one place is not background. */
function withoutRare(colours: Float32Array, pixels: readonly number[], centres: Float32Array): Float32Array {
  const counts = new Float64Array(CLUSTERS);
  for (const pixel of pixels) {
    const { cluster } = nearestCentre(colours, pixel, centres);
    counts[cluster] = (counts[cluster] ?? 0) + 1;
  }
  const least = Math.min(pixels.length * RARE, Math.max(...counts));
  return centres.filter((_, i) => (counts[Math.floor(i / 3)] ?? 0) >= least);
}

function nearestCentre(
  colours: Float32Array,
  pixel: number,
  centres: Float32Array,
): { readonly cluster: number; readonly distance: number } {
  let cluster = 0;
  let distance = Infinity;
  for (let k = 0; k * 3 < centres.length; k++) {
    const a = (colours[pixel * 3] ?? 0) - (centres[k * 3] ?? 0);
    const b = (colours[pixel * 3 + 1] ?? 0) - (centres[k * 3 + 1] ?? 0);
    const c = (colours[pixel * 3 + 2] ?? 0) - (centres[k * 3 + 2] ?? 0);
    const squared = a * a + b * b + c * c;
    if (squared < distance) {
      distance = squared;
      cluster = k;
    }
  }
  return { cluster, distance };
}
