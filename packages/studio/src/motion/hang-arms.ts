import type { Plane } from '../pixels/picture.ts';
import { readBodyProfile } from './body-profile.ts';
import type { BodyProfile } from './body-profile.ts';
import { JOINTS, LIMBS } from './skeleton.ts';
import type { LimbName, LimbPoint, Skeleton } from './skeleton.ts';

/** Half the thickness of an arm that hangs at the body, in body widths, and where along it its joints lie. */
const ARM_RADIUS = 0.13;
const ARM_JOINTS = [0, 0.43, 0.8, 0.98] as const;
/** A hanging hand ends so far below the shoulders, in ways from shoulders to hips. */
const HAND_REACH = { standing: 0.95, sitting: 0.62 } as const;
/** Share of a mirrored arm that must lie on the figure. */
const LEAST_ON_FIGURE = 0.7;

/**
 * Gives a figure whose outline shows no arm (it lies at the body, as a toy's does) one nevertheless: its twin mirrored, or
 * a strip along the body's side from the shoulder down. Figures without a neck to hang it below stay as they are.
 */
export function hangArms(skeleton: Skeleton, alpha: Plane): Skeleton {
  const missing = (['leftArm', 'rightArm'] as const).filter((limb) => !skeleton.limbs.includes(limb));
  if (missing.length === 0) return skeleton;
  const points = Float64Array.from(skeleton.points);
  const limbLines: Partial<Record<LimbName, readonly LimbPoint[]>> = { ...skeleton.limbLines };
  const limbs: LimbName[] = [...skeleton.limbs];
  const middleX = points[JOINTS.pelvis * 2] ?? 0;
  const profile = readBodyProfile(alpha);
  const shoulderY = profile?.shoulderY ?? 0;
  const reach = HAND_REACH[limbs.includes('leftLeg') ? 'standing' : 'sitting'];
  const handY = shoulderY + reach * ((points[JOINTS.pelvis * 2 + 1] ?? 0) - shoulderY);
  for (const limb of missing) {
    const twin = skeleton.limbLines[limb === 'leftArm' ? 'rightArm' : 'leftArm'];
    const mirrored = twin?.map(({ x, y, radius }) => ({ x: 2 * middleX - x, y, radius }));
    const line =
      mirrored && shareOn(alpha, mirrored) >= LEAST_ON_FIGURE
        ? mirrored
        : profile && alongSide(profile, handY, limb === 'leftArm');
    if (!line || line.length < 4) continue;
    limbLines[limb] = line;
    limbs.push(limb);
    for (const [link, joint] of LIMBS[limb].entries()) {
      // Lines run from the tip to the root.
      const at = line[Math.round((1 - (ARM_JOINTS[link] ?? 0)) * (line.length - 1))];
      points[joint * 2] = at?.x ?? 0;
      points[joint * 2 + 1] = at?.y ?? 0;
    }
  }
  if (limbs.length === skeleton.limbs.length) return skeleton;
  const headRadius = profile ? placeHead(points, profile) : skeleton.headRadius;
  return { ...skeleton, points, limbs, limbLines, headRadius };
}

/** Neck and head where the rows say; returns the head's radius. */
function placeHead(points: Float64Array, { top, neckY, left, right }: BodyProfile): number {
  const middleOf = (y: number): number => ((left[Math.round(y)] ?? 0) + (right[Math.round(y)] ?? 0)) / 2;
  const headY = (top + neckY) / 2;
  points[JOINTS.neck * 2] = middleOf(neckY);
  points[JOINTS.neck * 2 + 1] = neckY;
  points[JOINTS.head * 2] = middleOf(neckY);
  points[JOINTS.head * 2 + 1] = headY;
  return 0.9 * (neckY - headY);
}

/** The middle line of an arm along one side of the body, from the hand up. */
function alongSide(profile: BodyProfile, handY: number, isRightSide: boolean): readonly LimbPoint[] {
  const radius = ARM_RADIUS * profile.bodyWidth;
  const first = Math.round(profile.shoulderY + 0.5 * radius);
  const last = Math.round(handY);
  const line: LimbPoint[] = [];
  for (let y = last; y >= first; y--) {
    const side = (isRightSide ? profile.right[y] : profile.left[y]) ?? -1;
    if (side >= 0) line.push({ x: side + (isRightSide ? -radius : radius), y: y + 0.5, radius });
  }
  return line;
}

function shareOn({ values, width }: Plane, line: readonly LimbPoint[]): number {
  let on = 0;
  for (const { x, y } of line) if ((values[Math.floor(y) * width + Math.floor(x)] ?? 0) >= 0.5) on++;
  return on / Math.max(1, line.length);
}
