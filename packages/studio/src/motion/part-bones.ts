import { clamp, smoothstep } from '../maths/curves.ts';
import type { PartName } from './label-parts.ts';
import type { LimbWidths } from './limb-widths.ts';
import type { PartMesh } from './part-mesh.ts';
import type { Performance } from './performance.ts';
import { JOINTS, JOINT_COUNT, LIMBS, angleBetween, distanceBetween } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

/** Every part hangs on three bones: hips, shoulders and head; or upper, lower and last bone of a limb. */
export const BONE_COUNT = 3;
/** Numbers of one bone in {@link poseBones}. */
export const BONE_VALUES = 9;

/** How the vertices of a part hang on its bones. */
export interface PartBinding {
  /** Share of each of the {@link BONE_COUNT} bones in a vertex; their sum is 1. */
  readonly shares: Float64Array;
  /** How strongly a vertex is held to where its bones take it, for the solver. */
  readonly holds: Float64Array;
}

/** A vertex on a bone is held; all others follow by shape, with a thread to their bones that keeps pieces from drifting. */
const HELD = 6;
const THREAD = 0.05;

export function bindPart(
  name: PartName,
  mesh: PartMesh,
  skeleton: Skeleton,
  widths: LimbWidths,
  cell: number,
): PartBinding {
  const shares = new Float64Array(mesh.vertexCount * BONE_COUNT);
  const holds = new Float64Array(mesh.vertexCount);
  for (let i = 0; i < mesh.vertexCount; i++) {
    const x = mesh.rest[i * 2] ?? 0;
    const y = mesh.rest[i * 2 + 1] ?? 0;
    holds[i] =
      name === 'trunk'
        ? bindToTrunk(shares, i, x, y, skeleton, cell)
        : bindToLimb(shares, i, x, y, name, skeleton, widths, cell);
  }
  return { shares, holds };
}

function bindToLimb(
  shares: Float64Array,
  vertex: number,
  x: number,
  y: number,
  name: Exclude<PartName, 'trunk'>,
  { points }: Skeleton,
  widths: LimbWidths,
  cell: number,
): number {
  const chain = LIMBS[name];
  const found = [0, 1, 2].map((bone) => {
    const end = bone === 2 ? 1.4 : 1;
    return nearestOnLine(points, chain[bone] ?? 0, chain[bone + 1] ?? 0, end, x, y);
  });
  const least = Math.min(...found.map(({ distance }) => distance));
  let sum = 0;
  const weights = found.map(({ distance }, bone) => {
    const soft = Math.max(cell, 0.6 * (widths[name][bone] ?? 1));
    const weight = Math.exp((least * least - distance * distance) / (2 * soft * soft));
    sum += weight;
    return weight;
  });
  for (const [bone, weight] of weights.entries()) shares[vertex * BONE_COUNT + bone] = weight / sum;
  const held = found.some(
    ({ distance, along }, bone) =>
      (weights[bone] ?? 0) / sum > 0.93 &&
      along > (bone === 0 ? 0 : 0.12) &&
      along < 0.9 &&
      distance < Math.max(cell, 0.45 * (widths[name][bone] ?? 0)),
  );
  return held ? HELD : THREAD;
}

function bindToTrunk(
  shares: Float64Array,
  vertex: number,
  x: number,
  y: number,
  skeleton: Skeleton,
  cell: number,
): number {
  const { points, headRadius } = skeleton;
  const spine = nearestOnLine(points, JOINTS.pelvis, JOINTS.neck, 1, x, y);
  const neck = alongLine(points, JOINTS.neck, JOINTS.head, x, y);
  const headX = x - (points[JOINTS.head * 2] ?? 0);
  const headY = y - (points[JOINTS.head * 2 + 1] ?? 0);
  const fromHead = Math.hypot(headX, headY) / headRadius;
  // Shoulders may be as high as the chin, but they are beside it.
  const head = smoothstep(0.15, 0.7, neck) * smoothstep(2.6, 1.5, fromHead);
  const shoulders = smoothstep(0.15, 0.8, alongLine(points, JOINTS.pelvis, JOINTS.neck, x, y));
  shares[vertex * BONE_COUNT] = (1 - head) * (1 - shoulders);
  shares[vertex * BONE_COUNT + 1] = (1 - head) * shoulders;
  shares[vertex * BONE_COUNT + 2] = head;
  if (head > 0.95 && fromHead < 0.9) return HELD;
  const girdles = [
    nearestOnLine(points, JOINTS.leftShoulder, JOINTS.rightShoulder, 1, x, y),
    nearestOnLine(points, JOINTS.leftHip, JOINTS.rightHip, 1, x, y),
  ];
  if (girdles.some(({ distance }) => distance < cell)) return HELD;
  return spine.distance < cell && (spine.along < 0.25 || spine.along > 0.75) ? HELD / 4 : THREAD * 2;
}

/** Share of the way from joint `a` to `b` at which a point lies, unlimited. */
function alongLine(points: Float64Array, a: number, b: number, x: number, y: number): number {
  const ax = points[a * 2] ?? 0;
  const ay = points[a * 2 + 1] ?? 0;
  const dx = (points[b * 2] ?? 0) - ax;
  const dy = (points[b * 2 + 1] ?? 0) - ay;
  return ((x - ax) * dx + (y - ay) * dy) / Math.max(1e-6, dx * dx + dy * dy);
}

function nearestOnLine(
  points: Float64Array,
  a: number,
  b: number,
  end: number,
  x: number,
  y: number,
): { readonly distance: number; readonly along: number } {
  const along = alongLine(points, a, b, x, y);
  const k = clamp(along, 0, end);
  const ax = points[a * 2] ?? 0;
  const ay = points[a * 2 + 1] ?? 0;
  const px = ax + ((points[b * 2] ?? 0) - ax) * k;
  const py = ay + ((points[b * 2 + 1] ?? 0) - ay) * k;
  return { distance: Math.hypot(x - px, y - py), along };
}

/**
 * Writes how the bones of a part lie in a frame: by bone the fixed point at rest (x, y), where it is now (x, y), cosine and
 * sine of the turn, and the symmetric stretch before the turn (xx, xy, yy).
 */
export function poseBones(
  name: PartName,
  skeleton: Skeleton,
  performance: Performance,
  frame: number,
  out: Float64Array,
): void {
  const now = performance.points.subarray(frame * JOINT_COUNT * 2, (frame + 1) * JOINT_COUNT * 2);
  const { points: rest } = skeleton;
  if (name === 'trunk') {
    const axis = angleBetween(rest, JOINTS.pelvis, JOINTS.neck);
    const length = performance.trunkLength[frame] ?? 1;
    const width = performance.trunkWidth[frame] ?? 1;
    // A figure cut off by the picture's border does not shrink there.
    const isCutOff = !skeleton.limbs.includes('leftLeg') && !skeleton.limbs.includes('rightLeg');
    const hips = isCutOff ? ([1, 1] as const) : ([length, width] as const);
    setBone(out, 0, rest, now, JOINTS.pelvis, performance.hipTurn[frame] ?? 0, axis, hips[0], hips[1]);
    setBone(out, 1, rest, now, JOINTS.neck, performance.shoulderTurn[frame] ?? 0, axis, length, width);
    setBone(out, 2, rest, now, JOINTS.head, performance.headTurn[frame] ?? 0, axis, 1, 1);
    return;
  }
  const chain = LIMBS[name];
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    const a = chain[bone] ?? 0;
    const b = chain[bone + 1] ?? 0;
    const axis = angleBetween(rest, a, b);
    const stretch = distanceBetween(now, a, b) / Math.max(1e-6, distanceBetween(rest, a, b));
    setBone(out, bone, rest, now, a, angleBetween(now, a, b) - axis, axis, stretch, 1);
  }
}

function setBone(
  out: Float64Array,
  bone: number,
  rest: Float64Array,
  now: Float64Array,
  joint: number,
  turn: number,
  axis: number,
  along: number,
  across: number,
): void {
  const at = bone * BONE_VALUES;
  const c = Math.cos(axis);
  const s = Math.sin(axis);
  out[at] = rest[joint * 2] ?? 0;
  out[at + 1] = rest[joint * 2 + 1] ?? 0;
  out[at + 2] = now[joint * 2] ?? 0;
  out[at + 3] = now[joint * 2 + 1] ?? 0;
  out[at + 4] = Math.cos(turn);
  out[at + 5] = Math.sin(turn);
  out[at + 6] = along * c * c + across * s * s;
  out[at + 7] = (along - across) * c * s;
  out[at + 8] = along * s * s + across * c * c;
}
