import { clamp } from '../maths/curves.ts';
import type { Plane } from '../pixels/picture.ts';
import { quantile } from './series.ts';
import { JOINTS, LIMBS, LIMB_NAMES, distanceBetween, isLeg } from './skeleton.ts';
import type { JointPoints, LimbName, Skeleton } from './skeleton.ts';

/** Half the thickness of the upper, lower and last bone of each limb, in pixels. */
export type LimbWidths = Readonly<Record<LimbName, Widths>>;

type Widths = readonly [upper: number, lower: number, last: number];

export interface MeasuredLimbs {
  readonly widths: LimbWidths;
  /** The skeleton's joints, moved to the middle of the limbs: networks often see a bone at a limb's rim. */
  readonly centred: JointPoints;
}

/**
 * Half thickness of a person's limbs in trunk lengths, clothes included: what a limb is taken to have where it lies on the
 * trunk and shows its outer rim only. Drawings may have sticks for arms and do not get this.
 */
const USUAL = {
  leftArm: [0.12, 0.095, 0.085],
  rightArm: [0.12, 0.095, 0.085],
  leftLeg: [0.15, 0.11, 0.1],
  rightLeg: [0.15, 0.11, 0.1],
} as const satisfies LimbWidths;
/** A stretch of the mask wider than that across a bone is more than the limb. */
const WIDEST = 0.46;
const MOST = 0.3;
/** A joint beside the figure by at most so many trunk lengths is taken to mean the nearest of its pixels. */
const REACH = 0.22;
/** A limb may be so many times as thick as its twin. */
const TWIN_SLACK = 1.1;
/** And a person's upper arm so many times as thick as the lower one. */
const ARM_TAPER = 1.25;
/** A limb may be so many times as thick as its line in the outline. */
const LINE_SLACK = 1.25;

/**
 * Measures a figure's limbs square to their bones. Where the mask is no wider than a limb, its middle is the limb's middle;
 * where it is wider, the limb lies on the trunk, and its own rim is the nearer one. Neighbouring bones may differ by half
 * at most, so that one misplaced joint does not make a limb of half the trunk.
 */
export function measureLimbs(
  mask: Plane,
  skeleton: Pick<Skeleton, 'points' | 'source' | 'limbLines'>,
): MeasuredLimbs {
  const { points } = skeleton;
  const trunk = distanceBetween(points, JOINTS.pelvis, JOINTS.neck);
  const centred = Float64Array.from(points);
  const widths = (limb: LimbName): Widths => {
    const chain = LIMBS[limb];
    const bones = [0, 1, 2].map((bone) => {
      const usual = skeleton.source === 'pose' ? (USUAL[limb][bone] ?? 0) : 0;
      const measured = measureBone(
        mask,
        points,
        chain[bone] ?? 0,
        chain[bone + 1] ?? 0,
        trunk,
        usual * trunk,
      );
      return { ...measured, radius: clamp(measured.radius, Math.max(1, usual * 0.7 * trunk), MOST * trunk) };
    });
    for (let link = 1; link < chain.length; link++) {
      const before = bones[link - 1];
      const after = bones[link] ?? before;
      const joint = chain[link] ?? 0;
      for (let axis = 0; axis < 2; axis++)
        centred[joint * 2 + axis] =
          (points[joint * 2 + axis] ?? 0) + ((before?.shift[axis] ?? 0) + (after?.shift[axis] ?? 0)) / 2;
    }
    for (const joint of chain.slice(1)) pullInside(mask, centred, joint, REACH * trunk);
    // Where the outline was read as a line, what is thicker than that is the body behind it.
    const line = Math.max(0, ...(skeleton.limbLines[limb] ?? []).map(({ radius }) => radius)) * LINE_SLACK;
    const [upper = 1, lower = 1, last = 1] = bones.map(({ radius }) =>
      line > 0 ? Math.min(radius, line) : radius,
    );
    const taper = skeleton.source === 'pose' && !isLeg(limb) ? ARM_TAPER : 1.5;
    return [Math.min(upper, lower * taper), Math.min(lower, upper * 1.5), Math.min(last, lower * 1.7)];
  };
  const [leftArm, rightArm, leftLeg, rightLeg] = LIMB_NAMES.map(widths);
  const even = (own: Widths = [0, 0, 0], twin: Widths = own): Widths =>
    skeleton.source === 'pose' ? evenOut(own, twin) : own;
  return {
    widths: {
      leftArm: even(leftArm, rightArm),
      rightArm: even(rightArm, leftArm),
      leftLeg: even(leftLeg, rightLeg),
      rightLeg: even(rightLeg, leftLeg),
    },
    centred,
  };
}

/** A person's limb is hardly thicker than its twin: what is more of it is cloth of the trunk that it lies on. */
function evenOut(own: Widths, twin: Widths): Widths {
  return [
    Math.min(own[0], TWIN_SLACK * twin[0]),
    Math.min(own[1], TWIN_SLACK * twin[1]),
    Math.min(own[2], TWIN_SLACK * twin[2]),
  ];
}

/** Moves a joint that lies beside the mask to its nearest pixel, and a third farther in. */
function pullInside(
  { values, width, height }: Plane,
  points: JointPoints,
  joint: number,
  reach: number,
): void {
  const x = points[joint * 2] ?? 0;
  const y = points[joint * 2 + 1] ?? 0;
  const isIn = (px: number, py: number): boolean =>
    px >= 0 && py >= 0 && px < width && py < height && (values[py * width + px] ?? 0) >= 0.5;
  if (isIn(Math.floor(x), Math.floor(y))) return;
  let nearest = reach;
  let moveX = 0;
  let moveY = 0;
  const most = Math.ceil(reach);
  for (let dy = -most; dy <= most; dy++)
    for (let dx = -most; dx <= most; dx++) {
      const distance = Math.hypot(dx, dy);
      if (distance >= nearest || !isIn(Math.floor(x) + dx, Math.floor(y) + dy)) continue;
      nearest = distance;
      moveX = dx;
      moveY = dy;
    }
  points[joint * 2] = x + moveX * 1.33;
  points[joint * 2 + 1] = y + moveY * 1.33;
}

/** Half thickness around a bone, and where the limb's middle lies against it. */
function measureBone(
  mask: Plane,
  points: JointPoints,
  a: number,
  b: number,
  trunk: number,
  usual: number,
): { readonly radius: number; readonly shift: readonly [number, number] } {
  const ax = points[a * 2] ?? 0;
  const ay = points[a * 2 + 1] ?? 0;
  const dx = (points[b * 2] ?? 0) - ax;
  const dy = (points[b * 2 + 1] ?? 0) - ay;
  const length = Math.hypot(dx, dy) || 1;
  const acrossX = -dy / length;
  const acrossY = dx / length;
  const radii: number[] = [];
  const shifts: number[] = [];
  for (let k = 0.2; k <= 0.9; k += 0.07) {
    const one = exit(mask, ax + dx * k, ay + dy * k, acrossX, acrossY);
    const other = exit(mask, ax + dx * k, ay + dy * k, -acrossX, -acrossY);
    if (one === 0 && other === 0) continue;
    const isWhole = one + other <= WIDEST * trunk;
    const radius = isWhole ? (one + other) / 2 : Math.max(usual, Math.min(one, other));
    radii.push(radius);
    shifts.push(isWhole ? (one - other) / 2 : (radius - Math.min(one, other)) * Math.sign(one - other));
  }
  const shift = clamp(quantile(shifts, 0.5), -0.15 * trunk, 0.15 * trunk);
  return { radius: quantile(radii, 0.6), shift: [acrossX * shift, acrossY * shift] };
}

/** Steps from a point along a direction until the mask ends. */
function exit({ values, width, height }: Plane, x: number, y: number, dx: number, dy: number): number {
  const most = Math.max(width, height);
  for (let steps = 0; steps < most; steps++) {
    const px = Math.round(x + dx * steps - 0.5);
    const py = Math.round(y + dy * steps - 0.5);
    if (px < 0 || py < 0 || px >= width || py >= height || (values[py * width + px] ?? 0) < 0.5) return steps;
  }
  return most;
}
