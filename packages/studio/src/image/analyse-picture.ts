import { clamp, mix, smoothstep } from '../maths/curves.ts';
import { boxBlur } from '../pixels/blur.ts';
import { lumaOf } from '../pixels/luma.ts';
import { type MaskPiece, dilate, maskPieces } from '../pixels/morphology.ts';
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
  /** All that was cut out, the subject itself first: what stands apart from it has a distance of its own. */
  readonly pieces: readonly SubjectPiece[];
  /** Pixels of the full picture: the subject itself. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Share of the picture. */
  readonly share: number;
  /** Whether its foot is cut off by the lower border. */
  readonly isCutBelow: boolean;
}

/** One piece of the matte. Columns and rows of a quarter of the size, `right` and `bottom` the last inside. */
export interface SubjectPiece {
  /** 1 inside, else 0. */
  readonly mask: Plane;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Below this a matte is not to be cut along (see `Matte.confidence`). */
const LEAST_CONFIDENCE = 0.5;
const LEAST_SHARE = 0.006;
const LARGEST_SHARE = 0.78;
/** A piece of this share of the largest is a thing by itself; smaller ones are rags, and belong to it. */
const OWN_PIECE_SHARE = 0.1;
const MOST_PIECES = 6;
/** Rags may be so much of the matte: more, and the network was not sure what it saw. */
const LARGEST_RAGS = 0.25;
/** What is cut off at a side or above frames the picture: it is the subject only when it is so many times as large. */
const FRAMING_HANDICAP = 0.3;
/** Horizon as a share of the height when nothing tells: cameras are held level, or tilted down a little. */
const USUAL_HORIZON = 0.44;
const HORIZON_RANGE = [0.08, 0.72] as const;
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

/** Null unless the subject can be cut out: sure, of a fair size, and not in rags. */
function subjectOf(matte: Matte, picture: Picture, width: number, height: number): SubjectFacts | null {
  if (matte.confidence < LEAST_CONFIDENCE) return null;
  const alpha = resizePlane(matte.alpha, width, height);
  const { labels, pieces: all } = maskPieces(alpha);
  const [largest] = all;
  if (!largest) return null;
  const own = all
    .filter(({ pixelCount }) => pixelCount >= OWN_PIECE_SHARE * largest.pixelCount)
    .slice(0, MOST_PIECES);
  const total = pixelsIn(all);
  const share = total / alpha.values.length;
  if (share < LEAST_SHARE || share > LARGEST_SHARE || pixelsIn(own) < (1 - LARGEST_RAGS) * total) return null;
  const weight = (piece: MaskPiece): number =>
    piece.pixelCount *
    (piece.left === 0 || piece.top === 0 || piece.right === width - 1 ? FRAMING_HANDICAP : 1);
  const [main = largest, ...others] = own.toSorted((a, b) => weight(b) - weight(a));
  const scaleX = picture.width / width;
  const scaleY = picture.height / height;
  return {
    alpha,
    pieces: [main, ...others].map((piece) => ({ ...piece, mask: maskOf(labels, piece.label, alpha) })),
    left: main.left * scaleX,
    top: main.top * scaleY,
    right: (main.right + 1) * scaleX,
    bottom: (main.bottom + 1) * scaleY,
    share,
    isCutBelow: main.bottom >= height - 2,
  };
}

function pixelsIn(pieces: readonly MaskPiece[]): number {
  return pieces.reduce((sum, { pixelCount }) => sum + pixelCount, 0);
}

function maskOf(labels: Int32Array, label: number, { width, height }: Plane): Plane {
  const mask = createPlane(width, height);
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) mask.values[i] = 1;
  return mask;
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

/**
 * As a share of the height. A flat skyline is the horizon; over a ragged one stand mountains, trees or houses, and the
 * horizon is at its foot: there, and without a sky, an edge that crosses the picture tells, as far as it is level.
 */
function horizonOf(sky: Plane | null, luma: Plane, subject: SubjectFacts | null): number {
  const edge = levelEdge(luma, subject?.alpha ?? null);
  const level = edge ? mix(USUAL_HORIZON, edge.row, edge.trust) : USUAL_HORIZON;
  const skyline = sky ? skylineOf(sky) : null;
  if (!skyline) return clamp(level, ...HORIZON_RANGE);
  const horizon = mix(Math.max(skyline.row, level), skyline.row, skyline.flatness);
  return clamp(horizon, HORIZON_RANGE[0], LOWEST_SKYLINE);
}

/** Difference of the skyline's upper and lower fifths, as a share of the height, at which it is ragged and flat. */
const SKYLINE_SPREAD = [0.12, 0.03] as const;

/** The row above which three in five columns that begin with sky still show it, and how flat the sky's end is, 0..1. */
function skylineOf({
  width,
  height,
  values,
}: Plane): { readonly row: number; readonly flatness: number } | null {
  const ends: number[] = [];
  for (let x = 0; x < width; x++) {
    let y = 0;
    while (y < height && values[y * width + x] === 1) y++;
    if (y > 0) ends.push(y / height);
  }
  if (ends.length === 0) return null;
  ends.sort((a, b) => a - b);
  const at = (share: number): number => ends[Math.floor(ends.length * share)] ?? 0;
  return { row: at(0.6), flatness: smoothstep(...SKYLINE_SPREAD, at(0.8) - at(0.2)) };
}

/** Change of luma over four rows that is an edge in a column. */
const LEAST_STEP = 0.03;
/** Share of the columns, all growing darker or all brighter, from which on an edge may be, and is, the horizon. */
const LEVEL_SHARES = [0.7, 0.95] as const;
/** Of edges that cross the picture about as well the uppermost is it: a beach has its own. */
const ALIKE_SHARE = 0.06;

/** The most level edge beside the subject. */
function levelEdge(
  { width, height, values }: Plane,
  subject: Plane | null,
): { readonly row: number; readonly trust: number } | null {
  let best = 0;
  let found = 0;
  for (let y = Math.round(height * 0.15); y < height * HORIZON_RANGE[1]; y++) {
    let brighter = 0;
    let darker = 0;
    let count = 0;
    for (let x = 0; x < width; x++) {
      if ((subject?.values[y * width + x] ?? 0) > 0.3) continue;
      const step = (values[(y + 2) * width + x] ?? 0) - (values[(y - 2) * width + x] ?? 0);
      if (step > LEAST_STEP) brighter++;
      else if (step < -LEAST_STEP) darker++;
      count++;
    }
    const share = count > width * 0.3 ? Math.max(brighter, darker) / count : 0;
    // Within the width of one edge its clearest row counts, farther down only a clearly better one.
    if (share <= best + (y > found + 4 ? ALIKE_SHARE : 0)) continue;
    best = share;
    found = y;
  }
  const trust = smoothstep(...LEVEL_SHARES, best);
  return trust > 0 ? { row: found / height, trust } : null;
}
