import { LANDMARKS } from '../vision/vision.ts';
import type { LandmarkName } from '../vision/vision.ts';

/** A joint in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A joint that a network found, or says that it did not. */
export interface FoundPoint extends Point {
  /** 0..1. */
  readonly score: number;
}

/** The joints that every network knows and that a figure without a face still has. */
const BODY_JOINTS = [
  'leftShoulder',
  'rightShoulder',
  'leftElbow',
  'rightElbow',
  'leftWrist',
  'rightWrist',
  'leftHip',
  'rightHip',
  'leftKnee',
  'rightKnee',
  'leftAnkle',
  'rightAnkle',
] as const satisfies readonly LandmarkName[];
export type BodyJoint = (typeof BODY_JOINTS)[number];

/** Bones whose angle is compared, from joint to joint. */
const BONES = [
  ['leftShoulder', 'leftElbow'],
  ['leftElbow', 'leftWrist'],
  ['rightShoulder', 'rightElbow'],
  ['rightElbow', 'rightWrist'],
  ['leftHip', 'leftKnee'],
  ['leftKnee', 'leftAnkle'],
  ['rightHip', 'rightKnee'],
  ['rightKnee', 'rightAnkle'],
] as const satisfies readonly (readonly [BodyJoint, BodyJoint])[];

/** Joints in the order of BlazePose's 33 points; gaps are allowed for points that are not compared. */
export type Joints = readonly (Point | undefined)[];
export type FoundJoints = readonly (FoundPoint | undefined)[];

/** How far found joints lie from wanted ones, over a clip. */
export interface KeypointScore {
  /** Shares (0..1) of wanted joints found within 0.2 and 0.1 of the trunk's length. */
  readonly pck20: number;
  readonly pck10: number;
  /** Average distance of the found joints, as a share of the trunk's length. */
  readonly averageDistance: number;
  /** Share of wanted joints that were not found at all. */
  readonly missingRate: number;
}

/** A joint below this score is missing: thunder's own threshold. */
const SEEN_FROM = 0.2;

/** One entry per picture; `null` where the network saw nobody. Only `names` are compared. */
export function scoreKeypoints(
  wanted: readonly Joints[],
  found: readonly (FoundJoints | null)[],
  names: readonly BodyJoint[] = BODY_JOINTS,
): KeypointScore {
  let count = 0;
  let within20 = 0;
  let within10 = 0;
  let missing = 0;
  let distances = 0;
  for (const [index, joints] of wanted.entries()) {
    const trunk = trunkLength(joints);
    for (const name of names) {
      const want = joints[LANDMARKS[name]];
      if (want === undefined || trunk === 0) continue;
      count++;
      const have = found[index]?.[LANDMARKS[name]];
      if (have === undefined || have.score < SEEN_FROM) {
        missing++;
        continue;
      }
      const distance = Math.hypot(have.x - want.x, have.y - want.y) / trunk;
      distances += distance;
      if (distance <= 0.2) within20++;
      if (distance <= 0.1) within10++;
    }
  }
  const seen = count - missing;
  return {
    pck20: count === 0 ? 0 : within20 / count,
    pck10: count === 0 ? 0 : within10 / count,
    averageDistance: seen === 0 ? 1 : distances / seen,
    missingRate: count === 0 ? 1 : missing / count,
  };
}

/** Pixels from the middle of the shoulders to the middle of the hips; 0 when one of them is unknown. */
export function trunkLength(joints: Joints): number {
  const shoulders = middle(joints[LANDMARKS.leftShoulder], joints[LANDMARKS.rightShoulder]);
  const hips = middle(joints[LANDMARKS.leftHip], joints[LANDMARKS.rightHip]);
  return shoulders === null || hips === null ? 0 : Math.hypot(shoulders.x - hips.x, shoulders.y - hips.y);
}

function middle(a: Point | undefined, b: Point | undefined): Point | null {
  return a === undefined || b === undefined ? null : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** Bones shorter than this share of the trunk point at the camera: their angle in the picture says nothing. */
const SHORTEST_BONE = 0.28;

/** Mean difference in degrees between the angles of wanted and found bones in the picture, of those between `names`; null when no bone could be compared. */
export function meanBoneError(
  wanted: readonly Joints[],
  found: readonly (Joints | null)[],
  names: readonly BodyJoint[] = BODY_JOINTS,
): number | null {
  const bones = BONES.filter(([from, to]) => names.includes(from) && names.includes(to));
  let sum = 0;
  let count = 0;
  for (const [index, joints] of wanted.entries()) {
    const have = found[index];
    if (!have) continue;
    const shortest = trunkLength(joints) * SHORTEST_BONE;
    for (const [from, to] of bones) {
      const want = boneOf(joints, from, to);
      const got = boneOf(have, from, to);
      if (want === null || got === null || want.length < shortest) continue;
      const apart = Math.abs(want.angle - got.angle);
      sum += Math.min(apart, 2 * Math.PI - apart);
      count++;
    }
  }
  return count === 0 ? null : (sum / count) * (180 / Math.PI);
}

function boneOf(joints: Joints, from: BodyJoint, to: BodyJoint): { angle: number; length: number } | null {
  const a = joints[LANDMARKS[from]];
  const b = joints[LANDMARKS[to]];
  if (a === undefined || b === undefined) return null;
  return { angle: Math.atan2(b.y - a.y, b.x - a.x), length: Math.hypot(b.x - a.x, b.y - a.y) };
}
