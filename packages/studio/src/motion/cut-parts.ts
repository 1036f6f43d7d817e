import { createPicture, createPlane } from '../pixels/picture.ts';
import type { Picture, Plane } from '../pixels/picture.ts';
import { smoothFill } from '../pixels/smooth-fill.ts';
import { distanceToMask } from '../pixels/morphology.ts';
import { PART_NAMES, isInside, labelParts, trunkCorners } from './label-parts.ts';
import type { PartLabels, PartName } from './label-parts.ts';
import type { LimbWidths } from './limb-widths.ts';
import { LIMBS, isLeg } from './skeleton.ts';
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

/**
 * Cuts the figure out in parts. Limbs keep a round end under the trunk, so that no gap opens when they turn; the trunk
 * goes on beneath the arms, in colours drawn from around; pixels at the rim take the colour of the figure's inside, so
 * that no line of old background travels along.
 */
export function cutParts(picture: Picture, alpha: Plane, found: Skeleton): CutFigure {
  const labels = labelParts(picture, alpha, found);
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
        Math.min(1, (plane.values[i] ?? 0) * 2) * (alpha.values[i] ?? 0),
      );
  }
  for (const name of PART_NAMES) {
    if (name !== 'trunk' && !skeleton.limbs.includes(name)) continue;
    const coverage =
      name === 'trunk' ? trunkCoverage(alpha, skeleton, labels) : limbCoverage(alpha, skeleton, labels, name);
    if (name === 'leftArm' || name === 'rightArm') clearForeign(coverage, colours, labels.planes[name]);
    const filled = name === 'trunk' ? smoothFill(colours, fillPlane(labels, alpha)) : colours;
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
  for (let i = 0; i < hole.values.length; i++) {
    if ((coverage.values[i] ?? 0) === 0 || (own.values[i] ?? 0) > 0.5) continue;
    let difference = 0;
    for (let at = i * 4; at < i * 4 + 3; at++)
      difference += Math.abs((expected.rgba[at] ?? 0) - (colours.rgba[at] ?? 0));
    if (difference > OTHER_MATTER) coverage.values[i] = 0;
  }
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
  const corners = trunkCorners(skeleton.points, labels.widths, 0);
  const away = distanceToMask(trunk).values;
  const rim = Math.max(3, 0.15 * Math.max(labels.widths.leftArm[0], labels.widths.rightArm[0]));
  for (let py = 0, i = 0; py < alpha.height; py++)
    for (let px = 0; px < alpha.width; px++, i++) {
      const share = trunk.values[i] ?? 0;
      let cover = cutEdge(share);
      const arm = Math.max(leftArm.values[i] ?? 0, rightArm.values[i] ?? 0);
      if (arm > 0 && ((away[i] ?? 0) < rim || isInside(corners, px + 0.5, py + 0.5)))
        cover = Math.max(cover, Math.min(1, 2 * (share + arm)));
      out.values[i] = cover * (alpha.values[i] ?? 0);
    }
  return out;
}

/** 1 where the trunk's colour is not known: outside of it, beneath the arms. */
function fillPlane(labels: PartLabels, alpha: Plane): Plane {
  const hole = createPlane(alpha.width, alpha.height);
  const { trunk, leftLeg, rightLeg } = labels.planes;
  for (let i = 0; i < hole.values.length; i++) {
    const own = Math.max(trunk.values[i] ?? 0, leftLeg.values[i] ?? 0, rightLeg.values[i] ?? 0);
    hole.values[i] = own > 0.75 && (alpha.values[i] ?? 0) >= 0.5 ? 0 : 1;
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
