import { clamp } from '../maths/curves.ts';
import { createPicture, createPlane } from '../pixels/picture.ts';
import type { Picture, Plane } from '../pixels/picture.ts';
import { smoothFill } from '../pixels/smooth-fill.ts';
import { dilate, distanceToMask } from '../pixels/morphology.ts';
import { PART_NAMES, isInside, labelParts, trunkCorners } from './label-parts.ts';
import type { PartLabels, PartName } from './label-parts.ts';
import type { LimbWidths } from './limb-widths.ts';
import { sharpenFolds } from './sharpen-folds.ts';
import { JOINTS, LIMBS, isLeg } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

/** One piece of the figure as cut out of the picture. */
export interface CutPart {
  readonly name: PartName;
  /** Colour multiplied by alpha, with a clear rim. */
  readonly texture: Picture;
  /** Where the texture's left upper corner lies in the picture. */
  readonly left: number;
  readonly top: number;
}

export interface CutFigure {
  readonly parts: readonly CutPart[];
  readonly widths: LimbWidths;
  /** As given, with the arms hung where their pixels begin. */
  readonly skeleton: Skeleton;
  /** Everything that was cut out, 0..1, at the picture's size. */
  readonly taken: Plane;
}

/** Matte values from which a pixel's colour is the figure's own, without background shining through. */
const PURE = 0.92;
const CLEAR_RIM = 2;
/** Sum of three channels' differences from which a pixel is something else than the arm. */
const OTHER_MATTER = 120;
/** An arm that begins farther down its upper bone than that was cut wrongly, and stays where it hangs. */
const MOST_SEATING = 0.45;
/** Most depth, half width and soft rim of the seat between the legs, in thicknesses of a thigh. */
const SEAT_DEPTH = 2;
const SEAT_WIDTH = 0.75;
const SEAT_SOFTNESS = 0.35;
/** Radius of a shoulder's ball in thicknesses of its arm. */
const SHOULDER_BALL = 0.95;

/**
 * Cuts the figure out in parts. Limbs keep a round end under the trunk, so that no gap opens when they turn; the trunk
 * goes on beneath the arms, in colours drawn from around; pixels at the rim take the colour of the figure's inside, so
 * that no line of old background travels along.
 */
export function cutParts(picture: Picture, matte: Plane, found: Skeleton): CutFigure {
  const labels = labelParts(picture, matte, found);
  const alpha = found.source === 'pose' ? sharpenFolds(matte, found, labels.widths) : matte;
  const skeleton = seatArms(found, labels);
  const colours = ownColours(picture, alpha);
  const taken = createPlane(alpha.width, alpha.height);
  const parts: CutPart[] = [];
  for (const name of PART_NAMES) {
    if (name !== 'trunk' && !skeleton.limbs.includes(name)) continue;
    const plane = labels.planes[name];
    for (let i = 0; i < plane.values.length; i++)
      taken.values[i] = Math.max(
        taken.values[i] ?? 0,
        Math.min(1, (plane.values[i] ?? 0) * 2) * (matte.values[i] ?? 0),
      );
  }
  for (const name of PART_NAMES) {
    if (name !== 'trunk' && !skeleton.limbs.includes(name)) continue;
    const coverage =
      name === 'trunk' ? trunkCoverage(alpha, skeleton, labels) : limbCoverage(alpha, skeleton, labels, name);
    if (name === 'leftArm' || name === 'rightArm') clearForeign(coverage, colours, labels.planes[name]);
    const filled = name === 'trunk' ? smoothFill(colours, fillPlane(labels, alpha, skeleton)) : colours;
    const part = crop(name, filled, coverage);
    if (part) parts.push(part);
  }
  return { parts, skeleton, widths: labels.widths, taken };
}

/** The picture where it is the figure's own; elsewhere what the figure's inside suggests. */
function ownColours(picture: Picture, alpha: Plane): Picture {
  const mixed = createPlane(alpha.width, alpha.height);
  for (let i = 0; i < mixed.values.length; i++) mixed.values[i] = (alpha.values[i] ?? 0) < PURE ? 1 : 0;
  return smoothFill(picture, mixed);
}

function limbCoverage(
  alpha: Plane,
  skeleton: Skeleton,
  labels: PartLabels,
  name: Exclude<PartName, 'trunk'>,
): Plane {
  const own = labels.planes[name];
  const out = createPlane(alpha.width, alpha.height);
  const root = LIMBS[name][0];
  const x = skeleton.points[root * 2] ?? 0;
  const y = skeleton.points[root * 2 + 1] ?? 0;
  const radius = labels.widths[name][0] * (isLeg(name) ? 1.1 : 1);
  const other =
    name === 'leftLeg' ? labels.planes.rightLeg : name === 'rightLeg' ? labels.planes.leftLeg : null;
  const reach = radius + 0.5;
  // Legs lie side by side: each reaches under the other's rim, or the background would shine through the cut.
  const overlap = isLeg(name) ? 0.3 : 0;
  for (let py = 0, i = 0; py < alpha.height; py++)
    for (let px = 0; px < alpha.width; px++, i++) {
      const share = own.values[i] ?? 0;
      const dx = px + 0.5 - x;
      const dy = py + 0.5 - y;
      const isNear = dx * dx + dy * dy < reach * reach;
      if (share === 0 && !isNear) continue;
      // The cut is one pixel soft, in the middle of where the coarse labels change.
      let cover = cutEdge(share + overlap);
      // The cap of one leg holds nothing of the other.
      if (isNear && (other?.values[i] ?? 0) < 0.5)
        cover = Math.max(cover, Math.min(1, reach - Math.sqrt(dx * dx + dy * dy)));
      out.values[i] = cover * (alpha.values[i] ?? 0);
    }
  return out;
}

/** Takes out of an arm's round end what is not the arm's: hair or a collar over the shoulder. */
function clearForeign(coverage: Plane, colours: Picture, own: Plane): void {
  const hole = createPlane(own.width, own.height);
  for (let i = 0; i < hole.values.length; i++) hole.values[i] = (own.values[i] ?? 0) > 0.75 ? 0 : 1;
  const expected = smoothFill(colours, hole);
  const foreign = createPlane(own.width, own.height);
  for (let i = 0; i < hole.values.length; i++) {
    if ((coverage.values[i] ?? 0) === 0 || (own.values[i] ?? 0) > 0.5) continue;
    let difference = 0;
    for (let at = i * 4; at < i * 4 + 3; at++)
      difference += Math.abs((expected.rgba[at] ?? 0) - (colours.rgba[at] ?? 0));
    if (difference > OTHER_MATTER) foreign.values[i] = 1;
  }
  // What lies between two such pixels is a crumb.
  const around = dilate(foreign, 2).values;
  for (let i = 0; i < around.length; i++)
    if ((around[i] ?? 0) >= 0.5 && (own.values[i] ?? 0) <= 0.5) coverage.values[i] = 0;
}

/**
 * The skeleton with its arms hung where their pixels begin: of a figure with a big head the network sees the shoulders in
 * the hair, and an arm that turned there would come off.
 */
function seatArms(skeleton: Skeleton, labels: PartLabels): Skeleton {
  const points = Float64Array.from(skeleton.points);
  for (const limb of ['leftArm', 'rightArm'] as const) {
    const [root, middle] = LIMBS[limb];
    const { values, width } = labels.planes[limb];
    const x = points[root * 2] ?? 0;
    const y = points[root * 2 + 1] ?? 0;
    const dx = (points[middle * 2] ?? 0) - x;
    const dy = (points[middle * 2 + 1] ?? 0) - y;
    let k = 0;
    while (k < MOST_SEATING && (values[Math.floor(y + dy * k) * width + Math.floor(x + dx * k)] ?? 0) < 0.5)
      k += 0.02;
    if (k === 0 || k >= MOST_SEATING || !skeleton.limbs.includes(limb)) continue;
    points[root * 2] = x + dx * k;
    points[root * 2 + 1] = y + dy * k;
  }
  return { ...skeleton, points };
}

/** The trunk's own pixels, those of its shape that an arm hides, and a few under the arms' cuts. */
function trunkCoverage(alpha: Plane, skeleton: Skeleton, labels: PartLabels): Plane {
  const out = createPlane(alpha.width, alpha.height);
  const { trunk, leftArm, rightArm } = labels.planes;
  const corners = trunkCorners(skeleton.points, labels.widths, skeleton.source === 'pose' ? -0.9 : 0);
  const away = distanceToMask(trunk).values;
  const rim = Math.max(3, 0.15 * Math.max(labels.widths.leftArm[0], labels.widths.rightArm[0]));
  for (let py = 0, i = 0; py < alpha.height; py++)
    for (let px = 0; px < alpha.width; px++, i++) {
      const share = trunk.values[i] ?? 0;
      let cover = cutEdge(share);
      const arm = Math.max(leftArm.values[i] ?? 0, rightArm.values[i] ?? 0);
      const isBehind = isInside(corners, px + 0.5, py + 0.5);
      // The rim fades out, so that it does not end in a step where arm and trunk part.
      const under = isBehind ? 1 : 1 - (away[i] ?? 0) / rim;
      if (arm > 0 && under > 0) cover = Math.max(cover, Math.min(1, 2 * (share + arm)) * under);
      if (arm > 0) cover = Math.max(cover, Math.min(1, shoulderDepth(skeleton, labels, px, py)));
      out.values[i] = cover * (alpha.values[i] ?? 0);
    }
  if (skeleton.source === 'pose') coverCrotch(out, alpha, labels);
  return out;
}

/**
 * Lets the trunk keep the seat: what lies between the thighs down to where they part, with a soft rim. Legs that spread
 * would tear it in two.
 */
function coverCrotch(out: Plane, alpha: Plane, { planes, widths }: PartLabels): void {
  const { width, height } = alpha;
  const { leftLeg, rightLeg } = planes;
  const thigh = Math.min(widths.leftLeg[0], widths.rightLeg[0]);
  // By row the place where one leg borders on the other.
  let first = -1;
  let last = -1;
  const middles = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    let count = 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if ((alpha.values[i] ?? 0) < 0.5 || Math.min(leftLeg.values[i] ?? 0, rightLeg.values[i] ?? 0) < 0.12)
        continue;
      sum += x;
      count++;
    }
    if (count === 0) continue;
    middles[y] = sum / count;
    if (first < 0) first = y;
    if (y - first <= SEAT_DEPTH * thigh && (last < 0 || y - last < 3)) last = y;
  }
  if (first < 0) return;
  const soft = Math.max(2, SEAT_SOFTNESS * thigh);
  for (let y = Math.max(0, first - Math.ceil(thigh)); y <= last; y++) {
    const middle = middles[Math.max(first, y)] ?? 0;
    const half = SEAT_WIDTH * thigh;
    for (let x = Math.max(0, Math.floor(middle - half)); x < Math.min(width, middle + half); x++) {
      const i = y * width + x;
      const legs = Math.max(leftLeg.values[i] ?? 0, rightLeg.values[i] ?? 0);
      if (legs === 0) continue;
      const cover = Math.min(1, (half - Math.abs(x + 0.5 - middle)) / soft);
      out.values[i] = Math.max(out.values[i] ?? 0, cover * (alpha.values[i] ?? 0));
    }
  }
}

/**
 * How deep a pixel lies in one of the shoulders, from the neck to the ball of the arm. Trunk and arm share them: whichever way the arm turns, its
 * round end lies on a shoulder of the same shape, and an outline drawn around it goes on.
 */
function shoulderDepth(skeleton: Skeleton, { widths }: PartLabels, x: number, y: number): number {
  let depth = 0;
  for (const limb of ['leftArm', 'rightArm'] as const) {
    if (!skeleton.limbs.includes(limb)) continue;
    const { points } = skeleton;
    const neckX = points[JOINTS.neck * 2] ?? 0;
    const neckY = points[JOINTS.neck * 2 + 1] ?? 0;
    const wayX = (points[LIMBS[limb][0] * 2] ?? 0) - neckX;
    const wayY = (points[LIMBS[limb][0] * 2 + 1] ?? 0) - neckY;
    const dx = x + 0.5 - neckX;
    const dy = y + 0.5 - neckY;
    const k = clamp((dx * wayX + dy * wayY) / Math.max(1e-6, wayX * wayX + wayY * wayY));
    depth = Math.max(depth, SHOULDER_BALL * widths[limb][0] - Math.hypot(dx - wayX * k, dy - wayY * k));
  }
  return depth;
}

/** 1 where the trunk's colour is not known: outside of it, beneath the arms but for the shoulders' balls. */
function fillPlane(labels: PartLabels, alpha: Plane, skeleton: Skeleton): Plane {
  const hole = createPlane(alpha.width, alpha.height);
  const { trunk, leftLeg, rightLeg } = labels.planes;
  for (let y = 0, i = 0; y < hole.height; y++)
    for (let x = 0; x < hole.width; x++, i++) {
      const own = Math.max(trunk.values[i] ?? 0, leftLeg.values[i] ?? 0, rightLeg.values[i] ?? 0);
      const isKnown = own > 0.75 || shoulderDepth(skeleton, labels, x, y) > 0;
      hole.values[i] = isKnown && (alpha.values[i] ?? 0) >= 0.5 ? 0 : 1;
    }
  return hole;
}

function cutEdge(share: number): number {
  return Math.max(0, Math.min(1, (share - 0.5) * 3 + 0.5));
}

function crop(name: PartName, colours: Picture, coverage: Plane): CutPart | null {
  const { width, height, values } = coverage;
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if ((values[i] ?? 0) < 0.02) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  if (right < left || right - left < 2 || bottom - top < 2) return null;
  const texture = createPicture(right - left + 1 + 2 * CLEAR_RIM, bottom - top + 1 + 2 * CLEAR_RIM);
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const from = y * width + x;
      const cover = values[from] ?? 0;
      if (cover < 0.02) continue;
      const to = ((y - top + CLEAR_RIM) * texture.width + x - left + CLEAR_RIM) * 4;
      for (let channel = 0; channel < 3; channel++)
        texture.rgba[to + channel] = (colours.rgba[from * 4 + channel] ?? 0) * cover;
      texture.rgba[to + 3] = 255 * cover;
    }
  return { name, texture, left: left - CLEAR_RIM, top: top - CLEAR_RIM };
}
