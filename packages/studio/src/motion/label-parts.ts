import type { Picture, Plane } from '../pixels/picture.ts';
import { createPlane } from '../pixels/picture.ts';
import { resizePicture, resizePlane } from '../pixels/resize.ts';
import { gaussianBlur } from '../pixels/blur.ts';
import { dilate, maskPieces } from '../pixels/morphology.ts';
import { smoothFill } from '../pixels/smooth-fill.ts';
import { walkInside } from './geodesic.ts';
import type { GeodesicSeed } from './geodesic.ts';
import { measureLimbs } from './limb-widths.ts';
import type { LimbWidths } from './limb-widths.ts';
import { JOINTS, LIMBS, LIMB_NAMES, distanceBetween, isLeg } from './skeleton.ts';
import type { JointPoints, LimbName, LimbPoint, Skeleton } from './skeleton.ts';
import { trimRags } from './trim-rags.ts';

export type PartName = 'trunk' | LimbName;
/** A part's number in the labels is its place here. */
export const PART_NAMES = ['trunk', ...LIMB_NAMES] as const satisfies readonly PartName[];

const PART_NUMBERS = { trunk: 0, leftArm: 1, rightArm: 2, leftLeg: 3, rightLeg: 4 } as const satisfies Record<
  PartName,
  number
>;

export interface PartLabels {
  /** By part: 1 where the figure's pixels belong to it, 0 elsewhere, soft on the cuts; at the picture's size. */
  readonly planes: Readonly<Record<PartName, Plane>>;
  readonly widths: LimbWidths;
}

/** Height of the figure in pixels of the grid on which parts are told apart. */
const WORKING_HEIGHT = 340;
/** What lies farther from every bone than so many trunk lengths is not part of the figure. */
const FARTHEST = 0.95;
/** How far beyond its thickness a limb may reach, in thicknesses of its upper bone. */
const LIMB_SLACK = 0.4;
/** Hands and feet are wider than what they hang on, and of another colour. */
const EXTREMITY_SLACK = 1.6;
/** Added to a part's number while its hand or foot is told from the rest of it. */
const EXTREMITY = 8;
/** Pixels of detour for one level of difference in a colour's three channels, and what is grain or shading. */
const EDGE_COST = 0.04;
const EDGE_NOISE = 24;
/** Pixels of the grid beyond a bone's thickness, and the sum of three channels' differences, for {@link leaveBackground}. */
const CLEAR_OF_BONES = 2.5;
const LIKE_BACKGROUND = 60;
/** Pixels of the grid over which the line between two parts is rounded. */
const CUT_ROUNDING = 2.5;

/**
 * Cuts a figure into trunk and limbs. Every pixel goes to the part whose surface it is nearest to, walking inside the
 * figure: an arm that only touches the hip stays whole, and where arm and trunk lie on each other the cut runs where the
 * arm's own thickness ends.
 */
export function labelParts(picture: Picture, alpha: Plane, skeleton: Skeleton): PartLabels {
  const { points } = skeleton;
  let top = Infinity;
  let bottom = -Infinity;
  for (let joint = 0; joint < points.length / 2; joint++) {
    top = Math.min(top, points[joint * 2 + 1] ?? 0);
    bottom = Math.max(bottom, points[joint * 2 + 1] ?? 0);
  }
  const scale = Math.min(1, WORKING_HEIGHT / Math.max(1, bottom - top));
  const width = Math.max(1, Math.round(alpha.width * scale));
  const height = Math.max(1, Math.round(alpha.height * scale));
  const small = resizePlane(alpha, width, height);
  const scaled: Skeleton = {
    ...skeleton,
    points: points.map((value, at) => value * (at % 2 === 0 ? width / alpha.width : height / alpha.height)),
    headRadius: skeleton.headRadius * scale,
    limbLines: scaleLines(skeleton, scale),
  };
  const { widths, centred } = measureLimbs(small, scaled);
  const seeds = seedsOf(small, { ...scaled, points: centred }, widths);
  const smallPicture = resizePicture(picture, width, height);
  const { label, distance } = walkInside(small, seeds, edgeCost(smallPicture));
  giveBackToTrunk(label, distance, small, scaled, widths);
  for (let i = 0; i < label.length; i++)
    if ((label[i] ?? 0) >= EXTREMITY) label[i] = (label[i] ?? 0) - EXTREMITY;
  // A portrait without limbs moves as one: all that stands out goes along, the helmet under the arm too.
  const hasLimbs = skeleton.limbs.length > 0;
  if (skeleton.source === 'pose' && hasLimbs) leaveBackground(label, distance, smallPicture, small);
  smoothCuts(label, width, height);
  // A drawing's ink is as thin as a rag.
  if (skeleton.source === 'pose') trimRags(label, width, height, scaled, widths, PART_NUMBERS);
  for (const part of PART_NAMES) settleIslands(label, PART_NAMES.indexOf(part), width, height);
  const farthest = hasLimbs
    ? FARTHEST * distanceBetween(scaled.points, JOINTS.pelvis, JOINTS.neck)
    : Infinity;
  const planeOf = (part: PartName): Plane => {
    const own = createPlane(width, height);
    const number = PART_NAMES.indexOf(part);
    for (let i = 0; i < label.length; i++)
      own.values[i] = label[i] === number && (distance[i] ?? 0) < farthest ? 1 : 0;
    spread(own, small);
    // The labels' steps are rounded off; what stands two pixels proud of the figure makes up for what that takes.
    return resizePlane(gaussianBlur(own, 1), alpha.width, alpha.height);
  };
  return {
    planes: {
      trunk: planeOf('trunk'),
      leftArm: planeOf('leftArm'),
      rightArm: planeOf('rightArm'),
      leftLeg: planeOf('leftLeg'),
      rightLeg: planeOf('rightLeg'),
    },
    widths: scaleWidths(widths, 1 / scale),
  };
}

/** A step across a colour edge is a long one: sleeve and skirt, arm and shirt are told apart where they touch. */
function edgeCost({ rgba }: Picture): (to: number, from: number) => number {
  return (to, from) => {
    const red = Math.abs((rgba[to * 4] ?? 0) - (rgba[from * 4] ?? 0));
    const green = Math.abs((rgba[to * 4 + 1] ?? 0) - (rgba[from * 4 + 1] ?? 0));
    const blue = Math.abs((rgba[to * 4 + 2] ?? 0) - (rgba[from * 4 + 2] ?? 0));
    return 1 + EDGE_COST * Math.max(0, red + green + blue - EDGE_NOISE);
  };
}

/**
 * Mattes close the gap between arm and trunk. What lies clear of every bone and has the colour that the background around
 * suggests for its place stays in the background. `label` becomes -1 there.
 */
function leaveBackground(label: Int16Array, distance: Float64Array, picture: Picture, mask: Plane): void {
  const solid = createPlane(mask.width, mask.height);
  for (let i = 0; i < solid.values.length; i++) solid.values[i] = (mask.values[i] ?? 0) > 0.05 ? 1 : 0;
  const behind = smoothFill(picture, dilate(solid, 2)).rgba;
  const { rgba } = picture;
  for (let i = 0; i < label.length; i++) {
    if ((label[i] ?? -1) < 0 || (distance[i] ?? 0) < CLEAR_OF_BONES) continue;
    let difference = 0;
    for (let channel = i * 4; channel < i * 4 + 3; channel++)
      difference += Math.abs((rgba[channel] ?? 0) - (behind[channel] ?? 0));
    if (difference < LIKE_BACKGROUND) label[i] = -1;
  }
}

/**
 * A limb ends where its thickness ends: what lies farther from its bones and hangs together with the trunk is trunk (a wide
 * body, a skirt); what does not (fingers, a shoe) stays with the limb.
 */
function giveBackToTrunk(
  label: Int16Array,
  distance: Float64Array,
  mask: Plane,
  skeleton: Skeleton,
  widths: LimbWidths,
): void {
  const open = createPlane(mask.width, mask.height);
  for (let i = 0; i < label.length; i++) {
    const isExtremity = (label[i] ?? 0) >= EXTREMITY;
    const part = PART_NAMES[(label[i] ?? -1) - (isExtremity ? EXTREMITY : 0)];
    if (!part) continue;
    const slack =
      part === 'trunk'
        ? Infinity
        : Math.max(1, (isExtremity ? EXTREMITY_SLACK : LIMB_SLACK) * widths[part][0]);
    open.values[i] = (distance[i] ?? 0) <= slack && part !== 'trunk' ? 0 : 1;
  }
  const spine: GeodesicSeed[] = [];
  for (const [from, to] of [
    [JOINTS.pelvis, JOINTS.neck],
    [JOINTS.neck, JOINTS.head],
  ] as const)
    alongLine(skeleton.points, from, to, 1, (x, y) => {
      const index = Math.floor(y) * mask.width + Math.floor(x);
      if (x >= 0 && x < mask.width && label[index] === 0) spine.push({ index, distance: 0, label: 0 });
    });
  const reached = walkInside(open, spine).label;
  for (let i = 0; i < label.length; i++) if (reached[i] === 0) label[i] = 0;
}

/** Rounds the lines between parts off: a pixel goes to the part that most of its neighbourhood belongs to. */
function smoothCuts(label: Int16Array, width: number, height: number): void {
  const most = new Float32Array(label.length);
  const winner = Int16Array.from(label);
  for (const number of PART_NAMES.keys()) {
    const own = createPlane(width, height);
    for (let i = 0; i < label.length; i++) own.values[i] = label[i] === number ? 1 : 0;
    const { values } = gaussianBlur(own, CUT_ROUNDING);
    for (let i = 0; i < label.length; i++) {
      if ((label[i] ?? -1) < 0 || (values[i] ?? 0) <= (most[i] ?? 0)) continue;
      most[i] = values[i] ?? 0;
      winner[i] = number;
    }
  }
  label.set(winner);
}

/**
 * A part is one piece. A splinter that lies inside another part goes over to it; one that lies between parts and
 * background is dropped (-1), and the background's fill covers its place.
 */
function settleIslands(label: Int16Array, part: number, width: number, height: number): void {
  const own = createPlane(width, height);
  for (let i = 0; i < label.length; i++) own.values[i] = label[i] === part ? 1 : 0;
  const { labels, pieces } = maskPieces(own);
  const largest = pieces[0]?.pixelCount ?? 0;
  for (const piece of pieces.slice(1)) {
    if (piece.pixelCount > 0.25 * largest) continue;
    const touching = new Map<number, number>();
    let border = 0;
    for (let y = Math.max(1, piece.top); y <= Math.min(height - 2, piece.bottom); y++)
      for (let x = Math.max(1, piece.left); x <= Math.min(width - 2, piece.right); x++) {
        const i = y * width + x;
        if (labels[i] !== piece.label) continue;
        for (const beside of [i - 1, i + 1, i - width, i + width]) {
          if (labels[beside] === piece.label) continue;
          const other = label[beside] ?? -1;
          touching.set(other, (touching.get(other) ?? 0) + 1);
          border++;
        }
      }
    const [most = [-1, 0]] = [...touching].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const heir = most[1] >= 0.6 * border ? most[0] : -1;
    for (let i = 0; i < label.length; i++) if (labels[i] === piece.label) label[i] = heir;
  }
}

/** Grows a part by two pixels out of the figure (not into other parts), so that the soft rim of the matte belongs to somebody. */
function spread(own: Plane, figure: Plane): void {
  const { width, height, values } = own;
  for (let round = 0; round < 2; round++) {
    const before = Float32Array.from(values);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const i = y * width + x;
        if (before[i] === 1 || (figure.values[i] ?? 0) >= 0.5) continue;
        const touches =
          (x > 0 && before[i - 1] === 1) ||
          (x + 1 < width && before[i + 1] === 1) ||
          (y > 0 && before[i - width] === 1) ||
          (y + 1 < height && before[i + width] === 1);
        if (touches) values[i] = 1;
      }
  }
}

function scaleWidths(widths: LimbWidths, by: number): LimbWidths {
  const scaled = (limb: LimbName): readonly [number, number, number] => {
    const [upper, lower, last] = widths[limb];
    return [upper * by, lower * by, last * by];
  };
  return {
    leftArm: scaled('leftArm'),
    rightArm: scaled('rightArm'),
    leftLeg: scaled('leftLeg'),
    rightLeg: scaled('rightLeg'),
  };
}

function scaleLines({ limbs, limbLines }: Skeleton, by: number): Skeleton['limbLines'] {
  const out: Partial<Record<LimbName, readonly LimbPoint[]>> = {};
  for (const limb of limbs) {
    const line = limbLines[limb];
    if (line) out[limb] = line.map(({ x, y, radius }) => ({ x: x * by, y: y * by, radius: radius * by }));
  }
  return out;
}

/** Bones as starting places: limbs begin at minus their thickness, the trunk is a filled shape and begins at 0. */
function seedsOf(mask: Plane, skeleton: Skeleton, widths: LimbWidths): GeodesicSeed[] {
  const { points, limbs } = skeleton;
  const seeds: GeodesicSeed[] = [];
  const add = (x: number, y: number, distance: number, part: PartName, isExtremity = false): void => {
    const px = Math.floor(x);
    const py = Math.floor(y);
    if (px < 0 || py < 0 || px >= mask.width || py >= mask.height) return;
    const label = PART_NAMES.indexOf(part) + (isExtremity ? EXTREMITY : 0);
    seeds.push({ index: py * mask.width + px, distance, label });
  };
  for (const limb of limbs) {
    const line = skeleton.limbLines[limb];
    for (const { x, y, radius } of line ?? []) add(x, y, -radius, limb);
    if (line) continue;
    const chain = LIMBS[limb];
    for (let link = 1; link < chain.length; link++) {
      const radius = widths[limb][link - 1] ?? 0;
      // Hands and feet go on beyond their last point.
      const end = link === 3 ? 1.3 : 1;
      alongLine(points, chain[link - 1] ?? 0, chain[link] ?? 0, end, (x, y, k) => {
        if (link === 1 && k < 0.08 && isLeg(limb)) return;
        add(x, y, -radius, limb, link === 3);
      });
    }
  }
  const { headRadius } = skeleton;
  const headX = points[JOINTS.head * 2] ?? 0;
  const headY = points[JOINTS.head * 2 + 1] ?? 0;
  alongLine(points, JOINTS.neck, JOINTS.head, 1, (x, y) => add(x, y, 0, 'trunk'));
  for (let y = -headRadius; y <= headRadius; y++)
    for (let x = -headRadius; x <= headRadius; x++)
      if (x * x + y * y <= headRadius * headRadius) add(headX + x, headY + y, 0, 'trunk');
  const corners = trunkCorners(points, widths, -0.8);
  for (let y = 0; y < mask.height; y++)
    for (let x = 0; x < mask.width; x++) if (isInside(corners, x + 0.5, y + 0.5)) add(x, y, 0, 'trunk');
  return seeds;
}

/**
 * The trunk as a four-cornered shape (x, y of two shoulders, two hips, in turn). `reach` moves the shoulders out (in, when
 * negative) by so many arm thicknesses; the hips always take in half of the thighs.
 */
export function trunkCorners(
  points: JointPoints,
  widths: LimbWidths,
  reach: number,
): readonly (readonly [number, number])[] {
  const corner = (own: number, other: number, by: number): readonly [number, number] => {
    const dx = (points[own * 2] ?? 0) - (points[other * 2] ?? 0);
    const dy = (points[own * 2 + 1] ?? 0) - (points[other * 2 + 1] ?? 0);
    const length = Math.hypot(dx, dy) || 1;
    // Never over the middle, however thick the arms.
    const k = Math.max(by / length, -0.42);
    return [(points[own * 2] ?? 0) + dx * k, (points[own * 2 + 1] ?? 0) + dy * k];
  };
  const { leftShoulder, rightShoulder, leftHip, rightHip } = JOINTS;
  return [
    corner(leftShoulder, rightShoulder, reach * widths.leftArm[0]),
    corner(rightShoulder, leftShoulder, reach * widths.rightArm[0]),
    corner(rightHip, leftHip, 0.5 * widths.rightLeg[0]),
    corner(leftHip, rightHip, 0.5 * widths.leftLeg[0]),
  ];
}

export function isInside(corners: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [ax, ay] = corners[i] ?? [0, 0];
    const [bx, by] = corners[j] ?? [0, 0];
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
  }
  return inside;
}

function alongLine(
  points: JointPoints,
  a: number,
  b: number,
  end: number,
  visit: (x: number, y: number, k: number) => void,
): void {
  const x = points[a * 2] ?? 0;
  const y = points[a * 2 + 1] ?? 0;
  const dx = ((points[b * 2] ?? 0) - x) * end;
  const dy = ((points[b * 2 + 1] ?? 0) - y) * end;
  const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) * 1.5));
  for (let step = 0; step <= steps; step++)
    visit(x + (dx * step) / steps, y + (dy * step) / steps, step / steps);
}
