import { clamp } from '../maths/curves.ts';
import { boxBlur } from '../pixels/blur.ts';
import { lumaOf } from '../pixels/luma.ts';
import { dilate, maskPieces } from '../pixels/morphology.ts';
import { type Picture, type Plane, createPlane } from '../pixels/picture.ts';
import { resizePicture, resizePlane } from '../pixels/resize.ts';
import type { Matte } from '../vision/vision.ts';
import { findSky } from './find-sky.ts';

/** What a picture looks like, as far as it can be told without knowing what is in it. */
export interface PictureFacts {
  /** The picture at a quarter of its size; all planes are of that size. */
  readonly small: Picture;
  readonly luma: Plane;
  /** Mean difference to the neighbours in the full picture, 0..1: fine texture, and what is in focus. */
  readonly texture: Plane;
  /** 0 or 1, behind the subject too; null when no sky was found. */
  readonly sky: Plane | null;
  /** Rows of the full picture. */
  readonly horizon: number;
  readonly subject: SubjectFacts | null;
  /** Mean luma 0..1. */
  readonly brightness: number;
}

export interface SubjectFacts {
  /** 0..1, a quarter of the size. */
  readonly alpha: Plane;
  /** Pixels of the full picture. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Share of the picture. */
  readonly share: number;
  /** Whether its foot is cut off by the lower border. */
  readonly isCutBelow: boolean;
}

/** Below this a matte is not to be cut along (see `Matte.confidence`). */
const LEAST_CONFIDENCE = 0.5;
const LEAST_SHARE = 0.006;
const LARGEST_SHARE = 0.78;
/** A subject in several pieces is one when the largest is at least so much of it. */
const MAIN_PIECE_SHARE = 0.6;
/** Horizon as a share of the height when nothing tells. */
const USUAL_HORIZON = 0.32;
const HORIZON_RANGE = [0.08, 0.62] as const;
/** Under a sky that was seen the land may be a narrow strip. */
const LOWEST_SKYLINE = 0.84;

export function analysePicture(picture: Picture, matte: Matte): PictureFacts {
  const width = Math.round(picture.width / 4);
  const height = Math.round(picture.height / 4);
  const small = resizePicture(picture, width, height);
  const luma = lumaOf(small);
  const texture = textureOf(picture, width, height);
  const subject = subjectOf(matte, picture, width, height);
  const sky = findSky(small, luma, boxBlur(texture, 2), subject?.alpha ?? null);
  let brightness = 0;
  for (const value of luma.values) brightness += value / luma.values.length;
  return {
    small,
    luma,
    texture,
    sky: sky && subject ? behindSubject(sky, subject.alpha) : sky,
    horizon: horizonOf(sky, luma, subject) * picture.height,
    subject,
    brightness,
  };
}

/** Null unless the subject can be cut out: sure, of a fair size, and mostly one piece. */
function subjectOf(matte: Matte, picture: Picture, width: number, height: number): SubjectFacts | null {
  if (matte.confidence < LEAST_CONFIDENCE) return null;
  const alpha = resizePlane(matte.alpha, width, height);
  const { pieces } = maskPieces(alpha);
  const [main] = pieces;
  if (!main) return null;
  const total = pieces.reduce((sum, piece) => sum + piece.pixelCount, 0);
  const share = total / alpha.values.length;
  if (share < LEAST_SHARE || share > LARGEST_SHARE || main.pixelCount < MAIN_PIECE_SHARE * total) return null;
  const scaleX = picture.width / width;
  const scaleY = picture.height / height;
  return {
    alpha,
    left: main.left * scaleX,
    top: main.top * scaleY,
    right: (main.right + 1) * scaleX,
    bottom: (main.bottom + 1) * scaleY,
    share,
    isCutBelow: main.bottom >= height - 2,
  };
}

/** The sky goes on behind a subject that has it on both sides. */
function behindSubject(sky: Plane, alpha: Plane): Plane {
  const { width, height } = sky;
  const covered = dilate(alpha, 4);
  const out = createPlane(width, height);
  out.values.set(sky.values);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let start = 0; start < width; start++) {
      if ((covered.values[row + start] ?? 0) < 0.5) continue;
      let end = start;
      while (end < width && (covered.values[row + end] ?? 0) >= 0.5) end++;
      const left = start === 0 ? 1 : (sky.values[row + start - 1] ?? 0);
      const right = end === width ? 1 : (sky.values[row + end] ?? 0);
      // A run from border to border tells nothing.
      out.values.fill(end - start < width ? left * right : 0, row + start, row + end);
      start = end;
    }
  }
  return out;
}

/** Means over 4 x 4 pixels of the Laplacian of green: high where something fine is in focus. */
function textureOf(picture: Picture, width: number, height: number): Plane {
  const out = createPlane(width, height);
  const { rgba } = picture;
  const stride = picture.width * 4;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let sample = 0; sample < 8; sample++) {
        const column = clamp(x * 4 + (sample & 3), 1, picture.width - 2);
        const row = clamp(y * 4 + (sample & 4 ? 1 : 3), 1, picture.height - 2);
        const at = row * stride + column * 4 + 1;
        sum += Math.abs(
          4 * (rgba[at] ?? 0) -
            (rgba[at - 4] ?? 0) -
            (rgba[at + 4] ?? 0) -
            (rgba[at - stride] ?? 0) -
            (rgba[at + stride] ?? 0),
        );
      }
      out.values[y * width + x] = sum / (8 * 255);
    }
  return out;
}

/** As a share of the height: where the sky ends, else the strongest level edge behind the subject, else a guess. */
function horizonOf(sky: Plane | null, luma: Plane, subject: SubjectFacts | null): number {
  const found = sky ? skyEnd(sky) : levelEdge(luma, subject?.alpha ?? null);
  return clamp(found ?? USUAL_HORIZON, HORIZON_RANGE[0], sky ? LOWEST_SKYLINE : HORIZON_RANGE[1]);
}

/** The row above which three in five columns that begin with sky still show it. */
function skyEnd(sky: Plane): number | null {
  const { width, height, values } = sky;
  const ends: number[] = [];
  for (let x = 0; x < width; x++) {
    let y = 0;
    while (y < height && values[y * width + x] === 1) y++;
    if (y > 0) ends.push(y / height);
  }
  ends.sort((a, b) => a - b);
  return ends[Math.floor(ends.length * 0.6)] ?? null;
}

const LEAST_EDGE = 0.06;

function levelEdge({ width, height, values }: Plane, subject: Plane | null): number | null {
  let best = LEAST_EDGE;
  let found: number | null = null;
  for (let y = Math.round(height * 0.15); y < height * 0.6; y++) {
    let sum = 0;
    let count = 0;
    for (let x = 0; x < width; x++) {
      if ((subject?.values[y * width + x] ?? 0) > 0.3) continue;
      sum += (values[(y + 2) * width + x] ?? 0) - (values[(y - 2) * width + x] ?? 0);
      count++;
    }
    const edge = count > width * 0.3 ? Math.abs(sum) / count : 0;
    if (edge <= best) continue;
    best = edge;
    found = y / height;
  }
  return found;
}
