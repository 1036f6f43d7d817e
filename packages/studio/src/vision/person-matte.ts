import { clamp } from '../maths/curves.ts';
import { type Picture, type Plane, createPlane } from '../pixels/picture.ts';
import { poseBox } from './find-people.ts';
import type { Networks } from './networks.ts';
import { bodyUnit } from './plausible-pose.ts';
import { type Square, sampleSquare } from './sample-square.ts';
import { LANDMARKS, type Landmark, type Pose } from './vision.ts';

const SIDE = 256;
const ROOM = 1.3;
/** Flesh and clothes reach so far from the bones, in body units; beyond, the network sees ghosts in busy rooms. */
const REACH = 0.35;
const LEAST_SCORE = 0.4;

const BONES = [
  ['leftShoulder', 'rightShoulder'],
  ['leftShoulder', 'leftHip'],
  ['rightShoulder', 'rightHip'],
  ['leftHip', 'rightHip'],
  ['leftShoulder', 'leftElbow'],
  ['rightShoulder', 'rightElbow'],
  ['leftElbow', 'leftIndex'],
  ['rightElbow', 'rightIndex'],
  ['leftHip', 'leftKnee'],
  ['rightHip', 'rightKnee'],
  ['leftKnee', 'leftFoot'],
  ['rightKnee', 'rightFoot'],
  ['leftEar', 'rightEar'],
  ['nose', 'leftShoulder'],
  ['nose', 'rightShoulder'],
] as const;

/**
 * Adds a person to a coarse matte of the whole picture, where MediaPipe's selfie segmentation sees one close to the
 * bones of the pose: what stands out most in a picture is not always all of the person in it.
 */
export async function addPerson(
  networks: Networks,
  picture: Picture,
  matte: Plane,
  pose: Pose,
): Promise<Plane> {
  const box = poseBox(pose);
  const square = {
    centreX: (box.left + box.right) / 2,
    centreY: (box.top + box.bottom) / 2,
    size: ROOM * Math.max(box.right - box.left, box.bottom - box.top),
    angle: 0,
  };
  const input = new Float32Array(SIDE * SIDE * 3);
  sampleSquare(picture, square, SIDE, input, 1 / 255);
  const [person] = await networks.run('selfie-segmentation', input);
  if (!person) throw new Error('the person network gave nothing');
  const bones = bonesOf(pose);
  const reach = REACH * bodyUnit(pose);
  const out = createPlane(matte.width, matte.height);
  for (let row = 0; row < matte.height; row++)
    for (let column = 0; column < matte.width; column++) {
      const i = row * matte.width + column;
      const known = matte.values[i] ?? 0;
      out.values[i] = known;
      if (known > 0.95) continue;
      const x = ((column + 0.5) * picture.width) / matte.width;
      const y = ((row + 0.5) * picture.height) / matte.height;
      const value = valueAt(person, square, x, y);
      if (value <= known) continue;
      const near = clamp(2 - distanceToBones(bones, x, y) / reach);
      out.values[i] = Math.max(known, value * near);
    }
  return out;
}

function bonesOf({ landmarks }: Pose): (readonly [Landmark, Landmark])[] {
  const bones: (readonly [Landmark, Landmark])[] = [];
  for (const [from, to] of BONES) {
    const a = landmarks[LANDMARKS[from]];
    const b = landmarks[LANDMARKS[to]];
    if (a && b && a.score >= LEAST_SCORE && b.score >= LEAST_SCORE) bones.push([a, b]);
  }
  return bones;
}

/** Nearest value of the network's picture; 0 outside it. */
function valueAt(values: Float32Array, { centreX, centreY, size }: Square, x: number, y: number): number {
  const u = Math.floor(((x - centreX) / size + 0.5) * SIDE);
  const v = Math.floor(((y - centreY) / size + 0.5) * SIDE);
  return u < 0 || v < 0 || u >= SIDE || v >= SIDE ? 0 : (values[v * SIDE + u] ?? 0);
}

function distanceToBones(bones: readonly (readonly [Landmark, Landmark])[], x: number, y: number): number {
  let nearest = Infinity;
  for (const [a, b] of bones) {
    const alongX = b.x - a.x;
    const alongY = b.y - a.y;
    const length = alongX * alongX + alongY * alongY;
    const k = length > 0 ? clamp(((x - a.x) * alongX + (y - a.y) * alongY) / length) : 0;
    nearest = Math.min(nearest, (x - a.x - k * alongX) ** 2 + (y - a.y - k * alongY) ** 2);
  }
  return Math.sqrt(nearest);
}
