import { clamp } from '../maths/curves.ts';
import { ArapSolver } from './arap-solver.ts';
import type { PartName } from './label-parts.ts';
import { BONE_COUNT, BONE_VALUES, poseBones } from './part-bones.ts';
import type { PartBinding } from './part-bones.ts';
import type { PartMesh } from './part-mesh.ts';
import type { Performance } from './performance.ts';
import { JOINTS, JOINT_COUNT } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

const ITERATIONS = 4;
/** A face moves over its head by so much of the radius at most: beyond 0.6 the mesh would fold. */
const FACE_REACH = 0.4;
/** A nose stands so many head radii of movement for one unit of yaw or pitch. */
const FACE_GAIN = 0.9;

/** Where every vertex of a part is in every frame: x, y by vertex by frame, in shared memory. */
export function deformPart(
  name: PartName,
  mesh: PartMesh,
  binding: PartBinding,
  skeleton: Skeleton,
  performance: Performance,
): Float32Array {
  const { vertexCount } = mesh;
  const solver = new ArapSolver(mesh, binding.holds);
  const bones = new Float64Array(BONE_COUNT * BONE_VALUES);
  const targets = new Float64Array(vertexCount * 2);
  const stretch = new Float64Array(vertexCount * 3);
  const solved = new Float64Array(vertexCount * 2);
  const bytes = performance.frameCount * vertexCount * 2 * Float32Array.BYTES_PER_ELEMENT;
  const out = new Float32Array(new SharedArrayBuffer(bytes));
  for (let frame = 0; frame < performance.frameCount; frame++) {
    poseBones(name, skeleton, performance, frame, bones);
    blendBones(mesh, binding, bones, targets, stretch);
    solver.solve(targets, stretch, ITERATIONS, solved);
    if (name === 'trunk' && skeleton.isFacingUs) moveFace(mesh, skeleton, performance, frame, solved);
    out.set(solved, frame * vertexCount * 2);
  }
  return out;
}

/** Where the bones alone would take each vertex (linear blend), and the change of shape there. */
function blendBones(
  { rest, vertexCount }: PartMesh,
  { shares }: PartBinding,
  bones: Float64Array,
  targets: Float64Array,
  stretch: Float64Array,
): void {
  for (let i = 0; i < vertexCount; i++) {
    let x = 0;
    let y = 0;
    let xx = 0;
    let xy = 0;
    let yy = 0;
    for (let bone = 0; bone < BONE_COUNT; bone++) {
      const share = shares[i * BONE_COUNT + bone] ?? 0;
      if (share < 1e-4) continue;
      const at = bone * BONE_VALUES;
      const dx = (rest[i * 2] ?? 0) - (bones[at] ?? 0);
      const dy = (rest[i * 2 + 1] ?? 0) - (bones[at + 1] ?? 0);
      const cos = bones[at + 4] ?? 1;
      const sin = bones[at + 5] ?? 0;
      const ex = (bones[at + 6] ?? 1) * dx + (bones[at + 7] ?? 0) * dy;
      const ey = (bones[at + 7] ?? 0) * dx + (bones[at + 8] ?? 1) * dy;
      x += share * ((bones[at + 2] ?? 0) + cos * ex - sin * ey);
      y += share * ((bones[at + 3] ?? 0) + sin * ex + cos * ey);
      xx += share * (bones[at + 6] ?? 1);
      xy += share * (bones[at + 7] ?? 0);
      yy += share * (bones[at + 8] ?? 1);
    }
    targets[i * 2] = x;
    targets[i * 2 + 1] = y;
    stretch[i * 3] = xx;
    stretch[i * 3 + 1] = xy;
    stretch[i * 3 + 2] = yy;
  }
}

/** Turns and nods the face: the middle of the head moves over it, its outline stays. */
function moveFace(
  mesh: PartMesh,
  skeleton: Skeleton,
  performance: Performance,
  frame: number,
  at: Float64Array,
): void {
  const radius = skeleton.headRadius;
  const reach = (value: number): number => clamp(value * FACE_GAIN, -FACE_REACH, FACE_REACH) * radius;
  const across = reach(performance.faceYaw[frame] ?? 0);
  const down = reach(performance.facePitch[frame] ?? 0);
  const turn = performance.headTurn[frame] ?? 0;
  const moveX = across * Math.cos(turn) - down * Math.sin(turn);
  const moveY = across * Math.sin(turn) + down * Math.cos(turn);
  for (let i = 0; i < mesh.vertexCount; i++) {
    const dx = (mesh.rest[i * 2] ?? 0) - (skeleton.points[JOINTS.head * 2] ?? 0);
    const dy = (mesh.rest[i * 2 + 1] ?? 0) - (skeleton.points[JOINTS.head * 2 + 1] ?? 0);
    const far = (dx * dx + dy * dy) / (radius * radius);
    if (far >= 1) continue;
    const share = (1 - far) * (1 - far);
    at[i * 2] = (at[i * 2] ?? 0) + moveX * share;
    at[i * 2 + 1] = (at[i * 2 + 1] ?? 0) + moveY * share;
  }
}

/** Turns the whole figure around its upright axis as a card is turned: `swing` is its width, negative when mirrored. */
export function swingPart(positions: Float32Array, vertexCount: number, performance: Performance): void {
  for (let frame = 0; frame < performance.frameCount; frame++) {
    const swing = performance.swing[frame] ?? 1;
    if (swing === 1) continue;
    const middle = performance.points[(frame * JOINT_COUNT + JOINTS.pelvis) * 2] ?? 0;
    const first = frame * vertexCount * 2;
    for (let at = first; at < first + vertexCount * 2; at += 2)
      positions[at] = middle + ((positions[at] ?? 0) - middle) * swing;
  }
}
