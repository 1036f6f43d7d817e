import { clamp } from '../maths/curves.ts';
import { guidedFilter } from '../pixels/guided-filter.ts';
import { dilate, distanceToMask, maskPieces } from '../pixels/morphology.ts';
import { type Picture, type Plane, createPlane } from '../pixels/picture.ts';
import { resizePicture, resizePlane } from '../pixels/resize.ts';

/** Longest side at which edges are sought; a larger picture's matte is enlarged from there. */
const LARGEST_SIDE = 1920;
/** Window of the first fit in pixels of the coarse matte: its edges are off by about that much. */
const COARSE_REACH = 2.5;
const FINE_RADIUS = 3;
/** Pieces smaller than this share of the largest are specks. */
const LEAST_PIECE = 0.08;
/** Holes smaller than this share of the largest piece are flaws; larger ones up to the second, when the coarse matte doubts. */
const TINY_FLAW = 0.003;
const LARGEST_FLAW = 0.06;
const DOUBT = 0.2;
/** The ramps that are kept as soft edge: the guided fit leaves a veil below and a thin spot above. */
const FIRST_RAMP = [0.1, 0.9] as const;
const LAST_RAMP = [0.18, 0.82] as const;
/** From so many pixels inside the outline on, the subject is solid. */
const SOFT_RIM = 6;

/**
 * A coarse matte (any size, 0..1) at the picture's size, its edges moved onto the picture's: a wide guided fit finds
 * them, a narrow one sharpens. Specks and veils go, flaws inside are closed.
 */
export function refineMatte(picture: Picture, coarse: Plane): Plane {
  const scale = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const guide = scale < 1 ? resizePicture(picture, width, height) : picture;
  const cell = Math.max(width / coarse.width, height / coarse.height);
  const raised = resizePlane(coarse, width, height);
  const wide = guidedFilter(guide, raised, { radius: Math.max(3, cell * COARSE_REACH), epsilon: 1e-4 });
  stretch(wide, FIRST_RAMP);
  const fine = guidedFilter(guide, wide, { radius: FINE_RADIUS, epsilon: 1e-4 });
  stretch(fine, LAST_RAMP);
  tidyMatte(fine, raised);
  return scale < 1 ? resizePlane(fine, picture.width, picture.height) : fine;
}

function stretch({ values }: Plane, [low, high]: readonly [number, number]): void {
  const scale = 1 / (high - low);
  for (let i = 0; i < values.length; i++) values[i] = clamp(((values[i] ?? 0) - low) * scale);
}

/** Leaves the large pieces with their soft rims, solid inside; everything apart from them becomes background. */
function tidyMatte(matte: Plane, coarse: Plane): void {
  const { values, width, height } = matte;
  const { labels, pieces } = maskPieces(matte);
  const [largest] = pieces;
  if (!largest) return;
  const least = largest.pixelCount * LEAST_PIECE;
  const kept = new Set(pieces.filter(({ pixelCount }) => pixelCount >= least).map(({ label }) => label));
  const inside = createPlane(width, height);
  for (let i = 0; i < labels.length; i++) inside.values[i] = kept.has(labels[i] ?? 0) ? 1 : 0;
  const outside = createPlane(width, height);
  for (let i = 0; i < labels.length; i++) outside.values[i] = 1 - (inside.values[i] ?? 0);
  closeFlaws(outside, coarse, largest.pixelCount);
  for (let i = 0; i < labels.length; i++) inside.values[i] = 1 - (outside.values[i] ?? 0);
  const near = dilate(inside, Math.max(3, Math.max(width, height) / 200));
  const depth = distanceToMask(outside);
  for (let i = 0; i < values.length; i++) {
    const solid = clamp(((depth.values[i] ?? 0) - 1) / SOFT_RIM);
    values[i] = Math.max((values[i] ?? 0) * (near.values[i] ?? 0), solid);
  }
}

/** Takes the pieces out of the background that do not reach the picture's border and do not look meant. */
function closeFlaws(outside: Plane, coarse: Plane, subjectSize: number): void {
  const { labels, pieces } = maskPieces(outside);
  const sums = new Float64Array(pieces.length + 1);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    if (label > 0) sums[label] = (sums[label] ?? 0) + (coarse.values[i] ?? 0);
  }
  const flaws = new Set<number>();
  for (const { label, pixelCount, left, top, right, bottom } of pieces) {
    const isEnclosed = left > 0 && top > 0 && right < outside.width - 1 && bottom < outside.height - 1;
    const isDoubtful = (sums[label] ?? 0) / pixelCount > DOUBT && pixelCount <= subjectSize * LARGEST_FLAW;
    if (isEnclosed && (isDoubtful || pixelCount <= subjectSize * TINY_FLAW)) flaws.add(label);
  }
  if (flaws.size === 0) return;
  for (let i = 0; i < labels.length; i++) if (flaws.has(labels[i] ?? 0)) outside.values[i] = 0;
}
