import { type Joint, SHARED_JOINTS } from './locate-joints.ts';
import { bodyUnit } from './plausible-pose.ts';
import { type TrackPoints, VALUES, pointIndex, setPose } from './track-points.ts';
import { LANDMARK_COUNT } from './vision.ts';
import { LANDMARKS, type Pose } from './vision.ts';

/** What both networks saw of the person in one picture. */
export interface Sighting {
  readonly pose: Pose;
  /** In the order of `SHARED_JOINTS`. */
  readonly joints: readonly Joint[];
}

/** Closer than this many body units, the two networks mean the same place. */
const AGREEMENT = 0.2;
/** MoveNet's surest answers carry about this score; BlazePose's carry 1. */
const FULL_JOINT_SCORE = 0.7;
const LEAST_JOINT_SCORE = 0.25;
/** How far the nearest agreed frames may be that say where a disputed joint ought to be. */
const PREDICTION_SECONDS = 0.4;

/** Points that go where their joint goes. */
const CARRIED: ReadonlyMap<number, readonly number[]> = new Map([
  [LANDMARKS.leftWrist, [LANDMARKS.leftPinky, LANDMARKS.leftIndex, LANDMARKS.leftThumb]],
  [LANDMARKS.rightWrist, [LANDMARKS.rightPinky, LANDMARKS.rightIndex, LANDMARKS.rightThumb]],
  [LANDMARKS.leftAnkle, [LANDMARKS.leftHeel, LANDMARKS.leftFoot]],
  [LANDMARKS.rightAnkle, [LANDMARKS.rightHeel, LANDMARKS.rightFoot]],
]);

/**
 * One set of points from two networks. Where they agree on a joint, the mean by their scores, which shakes less than
 * either; where they do not, the one that lies nearer to where the joint was and will be.
 */
export function blendSightings(sightings: readonly (Sighting | null)[], fps: number): TrackPoints {
  const frameCount = sightings.length;
  const points: TrackPoints = {
    frameCount,
    fps,
    values: new Float32Array(frameCount * LANDMARK_COUNT * VALUES),
    known: new Uint8Array(frameCount * LANDMARK_COUNT),
    units: unitsOf(sightings),
  };
  for (const [frame, sighting] of sightings.entries()) if (sighting) setPose(points, frame, sighting.pose);
  for (const [which, [landmark]] of SHARED_JOINTS.entries()) {
    const shift = usualShift(sightings, points, which, landmark);
    const disputed: number[] = [];
    for (const [frame, sighting] of sightings.entries()) {
      const joint = sighting?.joints[which];
      if (!joint || joint.score < LEAST_JOINT_SCORE) continue;
      const placed = {
        ...joint,
        x: joint.x - shift.x * unitAt(points, frame),
        y: joint.y - shift.y * unitAt(points, frame),
      };
      if (gap(points, frame, landmark, placed) < AGREEMENT * unitAt(points, frame))
        blend(points, frame, landmark, placed);
      else disputed.push(frame);
    }
    settle(points, landmark, disputed, (frame) => sightings[frame]?.joints[which]);
  }
  return points;
}

function unitsOf(sightings: readonly (Sighting | null)[]): Float32Array {
  const units = new Float32Array(sightings.length);
  let last = 0;
  for (const [frame, sighting] of sightings.entries()) {
    last = sighting ? bodyUnit(sighting.pose) : last;
    units[frame] = last;
  }
  const first = units.find((unit) => unit > 0) ?? 1;
  return units.map((unit) => unit || first);
}

function unitAt(points: TrackPoints, frame: number): number {
  return points.units[frame] ?? 1;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointAt(
  { values }: TrackPoints,
  frame: number,
  landmark: number,
): Point & { readonly score: number } {
  const at = pointIndex(frame, landmark) * VALUES;
  return { x: values[at] ?? 0, y: values[at + 1] ?? 0, score: values[at + 3] ?? 0 };
}

function gap(points: TrackPoints, frame: number, landmark: number, other: Point): number {
  const point = pointAt(points, frame, landmark);
  return Math.hypot(point.x - other.x, point.y - other.y);
}

/**
 * The two were trained on different ideas of where a hip or a shoulder is. The usual difference, in body units, is taken
 * off MoveNet's, so that the weights of the mean may change without the joint moving.
 */
function usualShift(
  sightings: readonly (Sighting | null)[],
  points: TrackPoints,
  which: number,
  landmark: number,
): Point {
  const across: number[] = [];
  const down: number[] = [];
  for (const [frame, sighting] of sightings.entries()) {
    const joint = sighting?.joints[which];
    const point = pointAt(points, frame, landmark);
    if (!joint || joint.score < LEAST_JOINT_SCORE || point.score < 0.5) continue;
    if (gap(points, frame, landmark, joint) > 2 * AGREEMENT * unitAt(points, frame)) continue;
    across.push((joint.x - point.x) / unitAt(points, frame));
    down.push((joint.y - point.y) / unitAt(points, frame));
  }
  return { x: median(across), y: median(down) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function blend(points: TrackPoints, frame: number, landmark: number, joint: Joint): void {
  const point = pointAt(points, frame, landmark);
  const jointScore = Math.min(1, joint.score / FULL_JOINT_SCORE);
  const jointWeight = jointScore ** 2;
  const k = jointWeight / (jointWeight + point.score ** 2 + 1e-6);
  move(points, frame, landmark, (joint.x - point.x) * k, (joint.y - point.y) * k);
  points.values[pointIndex(frame, landmark) * VALUES + 3] = Math.max(point.score, jointScore);
}

function move({ values }: TrackPoints, frame: number, landmark: number, byX: number, byY: number): void {
  for (const moved of [landmark, ...(CARRIED.get(landmark) ?? [])]) {
    const at = pointIndex(frame, moved) * VALUES;
    values[at] = (values[at] ?? 0) + byX;
    values[at + 1] = (values[at + 1] ?? 0) + byY;
  }
}

/** Decides the frames in which the networks disagree, by the nearest frames on both sides in which they do not. */
function settle(
  points: TrackPoints,
  landmark: number,
  disputed: readonly number[],
  jointOf: (frame: number) => Joint | undefined,
): void {
  const isDisputed = new Set(disputed);
  const reach = Math.max(1, Math.round(PREDICTION_SECONDS * points.fps));
  const nearest = (frame: number, step: number): number | null => {
    for (let k = 1; k <= reach; k++) {
      const at = frame + k * step;
      if (at < 0 || at >= points.frameCount) return null;
      if (points.known[pointIndex(at, landmark)] === 1 && !isDisputed.has(at)) return at;
    }
    return null;
  };
  for (const frame of disputed) {
    const joint = jointOf(frame);
    if (!joint) continue;
    const expected = expectedAt(points, landmark, frame, nearest(frame, -1), nearest(frame, 1));
    const point = pointAt(points, frame, landmark);
    const isJointBetter = expected
      ? Math.hypot(joint.x - expected.x, joint.y - expected.y) <
        Math.hypot(point.x - expected.x, point.y - expected.y)
      : joint.score / FULL_JOINT_SCORE > point.score + 0.2;
    if (isJointBetter) move(points, frame, landmark, joint.x - point.x, joint.y - point.y);
    points.values[pointIndex(frame, landmark) * VALUES + 3] = Math.min(point.score, 0.5);
  }
}

function expectedAt(
  points: TrackPoints,
  landmark: number,
  frame: number,
  before: number | null,
  after: number | null,
): Point | null {
  if (before === null && after === null) return null;
  const from = pointAt(points, before ?? after ?? 0, landmark);
  const to = pointAt(points, after ?? before ?? 0, landmark);
  const k = before === null || after === null ? 0 : (frame - before) / (after - before);
  return { x: from.x + (to.x - from.x) * k, y: from.y + (to.y - from.y) * k };
}
