import { clamp, smoothstep } from '../maths/curves.ts';
import { LANDMARKS } from '../vision/vision.ts';
import { landmarkAt } from './film-poses.ts';
import type { FilmPoses } from './film-poses.ts';
import { JOINT_LANDMARKS } from './pose-skeleton.ts';
import { quantile, smoothSeries } from './series.ts';
import type { Series } from './series.ts';
import { JOINTS, JOINT_COUNT, LIMBS, LIMB_NAMES, isLeg } from './skeleton.ts';
import type { LimbName } from './skeleton.ts';

/** What the driver does, in its own pixels, by frame of the film. */
export interface DriverMotion {
  readonly frameCount: number;
  readonly fps: number;
  /** `frameCount * JOINT_COUNT` points. */
  readonly points: Float64Array;
  /** Length in pixels of the line to each joint from its parent when it lies across the view; by joint. */
  readonly fullLengths: Float64Array;
  /** Width of the shoulders against their width from the front: 1 facing us, 0 side-on, -1 from behind. */
  readonly turn: Series;
  /** 0..1: how far a limb is really seen. */
  readonly seen: Readonly<Record<LimbName, Series>>;
  /** Depth of an arm's lower half against the shoulders, in trunk lengths; negative towards us. For legs: of the knee against the hips. */
  readonly depth: Readonly<Record<LimbName, Series>>;
  /** Depth of the limb's root against that of its twin, in trunk lengths; positive when it is the far one. */
  readonly farness: Readonly<Record<LimbName, Series>>;
  /** Angle of the line through both ears as seen, from the left of the picture to the right; trusted only from the front. */
  readonly headRoll: Series;
  /** Nose against the middle of the ears, in ear distances (see FacePose). */
  readonly faceYaw: Series;
  readonly facePitch: Series;
  /** Trunk length in pixels: the yardstick for all that follows. */
  readonly trunk: number;
  /** Whether both legs are seen for most of the time. */
  readonly hasLegs: boolean;
}

/** By joint: the joint that it hangs from. */
export const PARENTS: Readonly<Record<number, number>> = {
  [JOINTS.neck]: JOINTS.pelvis,
  [JOINTS.head]: JOINTS.neck,
  ...Object.fromEntries(
    Object.values(LIMBS).flatMap(([root, middle, end, tip]) => [
      [middle, root],
      [end, middle],
      [tip, end],
    ]),
  ),
};

/**
 * Least full length of a bone in trunk lengths (Drillis and Contini's body proportions, rounded down): an arm that points
 * at the camera for the whole clip is still known to be longer than it looks.
 */
const LEAST_LENGTHS: Readonly<Record<number, number>> = {
  [JOINTS.leftElbow]: 0.5,
  [JOINTS.rightElbow]: 0.5,
  [JOINTS.leftWrist]: 0.42,
  [JOINTS.rightWrist]: 0.42,
  [JOINTS.leftKnee]: 0.65,
  [JOINTS.rightKnee]: 0.65,
  [JOINTS.leftAnkle]: 0.65,
  [JOINTS.rightAnkle]: 0.65,
};
const LEAST_SHOULDERS = 0.5;

const LIMB_LANDMARKS = {
  leftArm: [LANDMARKS.leftShoulder, LANDMARKS.leftElbow, LANDMARKS.leftWrist, LANDMARKS.rightShoulder],
  rightArm: [LANDMARKS.rightShoulder, LANDMARKS.rightElbow, LANDMARKS.rightWrist, LANDMARKS.leftShoulder],
  leftLeg: [LANDMARKS.leftHip, LANDMARKS.leftKnee, LANDMARKS.leftAnkle, LANDMARKS.rightHip],
  rightLeg: [LANDMARKS.rightHip, LANDMARKS.rightKnee, LANDMARKS.rightAnkle, LANDMARKS.leftHip],
} as const satisfies Record<LimbName, readonly number[]>;

/** Turns landmarks into joints and measures the driver: how long its bones are, which way it faces, what is seen of it. */
export function readDriverMotion(poses: FilmPoses): DriverMotion {
  const { frameCount, fps } = poses;
  const points = jointsOf(poses);
  const lengthOf = (a: number, b: number): Series => lengthSeries(points, frameCount, a, b);
  const trunk = Math.max(1, quantile(lengthOf(JOINTS.pelvis, JOINTS.neck), 0.93));
  const fullLengths = new Float64Array(JOINT_COUNT);
  for (const [joint, parent] of Object.entries(PARENTS)) {
    const twin = twinOf(Number(joint));
    const own = quantile(lengthOf(parent, Number(joint)), 0.93);
    const other = quantile(lengthOf(PARENTS[twin] ?? parent, twin), 0.93);
    fullLengths[Number(joint)] = Math.max(own, other, (LEAST_LENGTHS[Number(joint)] ?? 0) * trunk, 1);
  }
  const series = (of: (frame: number) => number): Series =>
    Float64Array.from({ length: frameCount }, (_, f) => of(f));
  const at = (frame: number, landmark: number, axis: 0 | 1 | 2 | 3): number =>
    poses.values[landmarkAt(frame, landmark) + axis] ?? 0;
  const across = series(
    (f) =>
      0.6 * (at(f, LANDMARKS.leftShoulder, 0) - at(f, LANDMARKS.rightShoulder, 0)) +
      0.4 * 1.5 * (at(f, LANDMARKS.leftHip, 0) - at(f, LANDMARKS.rightHip, 0)),
  );
  const full = Math.max(quantile(across.map(Math.abs), 0.93), LEAST_SHOULDERS * trunk);
  const limbSeries = (
    of: (limb: LimbName, frame: number) => number,
    sigma: number,
  ): Record<LimbName, Series> => {
    const make = (limb: LimbName): Series =>
      smoothSeries(
        series((f) => of(limb, f)),
        sigma * fps,
      );
    return {
      leftArm: make('leftArm'),
      rightArm: make('rightArm'),
      leftLeg: make('leftLeg'),
      rightLeg: make('rightLeg'),
    };
  };
  const seen = limbSeries((limb, f) => limbSeen(poses, limb, f), 0.2);
  return {
    frameCount,
    fps,
    points,
    fullLengths,
    turn: smoothSeries(across, 0.1 * fps).map((width) => clamp(width / full, -1, 1)),
    seen,
    depth: limbSeries((limb, f) => limbDepth(poses, limb, f) / trunk, 0.08),
    farness: limbSeries(
      (limb, f) => (at(f, LIMB_LANDMARKS[limb][0], 2) - at(f, LIMB_LANDMARKS[limb][3], 2)) / trunk,
      0.15,
    ),
    ...readFace(poses, series),
    trunk,
    hasLegs: LIMB_NAMES.every((limb) => !isLeg(limb) || quantile(seen[limb], 0.4) > 0.5),
  };
}

function readFace(
  poses: FilmPoses,
  series: (of: (frame: number) => number) => Series,
): Pick<DriverMotion, 'headRoll' | 'faceYaw' | 'facePitch'> {
  const { values, fps } = poses;
  const ear = (f: number, axis: 0 | 1, side: 1 | -1): number => {
    const left = values[landmarkAt(f, LANDMARKS.leftEar) + axis] ?? 0;
    const right = values[landmarkAt(f, LANDMARKS.rightEar) + axis] ?? 0;
    return side < 0 ? (left + right) / 2 : left - right;
  };
  const spans = series((f) => Math.hypot(ear(f, 0, 1), ear(f, 1, 1)));
  const span = Math.max(1, quantile(spans, 0.8));
  const roll = smoothSeries(
    series((f) => Math.atan2(ear(f, 1, 1) * Math.sign(ear(f, 0, 1) || 1), Math.abs(ear(f, 0, 1)))),
    0.05 * fps,
  );
  const nose = (f: number, along: boolean): number => {
    const dx = (values[landmarkAt(f, LANDMARKS.nose)] ?? 0) - ear(f, 0, -1);
    const dy = (values[landmarkAt(f, LANDMARKS.nose) + 1] ?? 0) - ear(f, 1, -1);
    const angle = roll[f] ?? 0;
    const across = dx * Math.cos(angle) + dy * Math.sin(angle);
    return clamp((along ? dy * Math.cos(angle) - dx * Math.sin(angle) : across) / span, -1, 1);
  };
  return {
    headRoll: roll,
    faceYaw: smoothSeries(
      series((f) => nose(f, false)),
      0.05 * fps,
    ),
    facePitch: smoothSeries(
      series((f) => nose(f, true)),
      0.05 * fps,
    ),
  };
}

function jointsOf({ values, frameCount }: FilmPoses): Float64Array {
  const points = new Float64Array(frameCount * JOINT_COUNT * 2);
  for (let frame = 0; frame < frameCount; frame++)
    for (const [joint, a, b] of JOINT_LANDMARKS)
      for (let axis = 0; axis < 2; axis++)
        points[(frame * JOINT_COUNT + joint) * 2 + axis] =
          ((values[landmarkAt(frame, a) + axis] ?? 0) + (values[landmarkAt(frame, b) + axis] ?? 0)) / 2;
  return points;
}

function lengthSeries(points: Float64Array, frameCount: number, a: number, b: number): Series {
  return Float64Array.from({ length: frameCount }, (_, frame) => {
    const from = (frame * JOINT_COUNT + a) * 2;
    const to = (frame * JOINT_COUNT + b) * 2;
    return Math.hypot(
      (points[to] ?? 0) - (points[from] ?? 0),
      (points[to + 1] ?? 0) - (points[from + 1] ?? 0),
    );
  });
}

/** The same joint of the other side; the joint itself on the middle line. */
function twinOf(joint: number): number {
  for (const [one, other] of [
    [LIMBS.leftArm, LIMBS.rightArm],
    [LIMBS.leftLeg, LIMBS.rightLeg],
  ] as const) {
    const a = one.findIndex((own) => own === joint);
    if (a >= 0) return other[a] ?? joint;
    const b = other.findIndex((own) => own === joint);
    if (b >= 0) return one[b] ?? joint;
  }
  return joint;
}

/** A limb counts as seen when its middle and end are scored well and lie in the picture (networks guess beyond the border). */
function limbSeen({ values, width, height }: FilmPoses, limb: LimbName, frame: number): number {
  let least = 1;
  for (const landmark of LIMB_LANDMARKS[limb].slice(1, 3)) {
    const at = landmarkAt(frame, landmark);
    const x = values[at] ?? 0;
    const y = values[at + 1] ?? 0;
    const outside = Math.max(-x, x - width, -y, y - height) / height;
    least = Math.min(least, smoothstep(0.15, 0.45, values[at + 3] ?? 0) * smoothstep(0.06, 0, outside));
  }
  return least;
}

function limbDepth({ values }: FilmPoses, limb: LimbName, frame: number): number {
  const [root, middle, end, twin] = LIMB_LANDMARKS[limb];
  const z = (landmark: number): number => values[landmarkAt(frame, landmark) + 2] ?? 0;
  const lower = isLeg(limb) ? z(middle) : (z(middle) + z(end)) / 2;
  return lower - (z(root) + z(twin)) / 2;
}
