import { add, scale, subtract, vec, within } from '../../art/biped/vec3.ts';
import type { Vec3 } from '../../art/biped/vec3.ts';
import { LANDMARKS } from '../../vision/vision.ts';
import type { Landmark, LandmarkName } from '../../vision/vision.ts';
import { project } from './lens.ts';
import type { Lens } from './lens.ts';
import { BODY } from './solve-body.ts';
import type { Limbs, SolvedBody } from './solve-body.ts';

/** Points of the face in halves of the head's width, height and width, from the middle of the head. */
export const FACE = {
  nose: [0, -0.12, 1.12],
  leftEyeInner: [0.22, 0.1, 0.9],
  leftEye: [0.4, 0.1, 0.86],
  leftEyeOuter: [0.56, 0.1, 0.76],
  rightEyeInner: [-0.22, 0.1, 0.9],
  rightEye: [-0.4, 0.1, 0.86],
  rightEyeOuter: [-0.56, 0.1, 0.76],
  leftEar: [1, -0.02, -0.05],
  rightEar: [-1, -0.02, -0.05],
  mouthLeft: [0.26, -0.5, 0.8],
  mouthRight: [-0.26, -0.5, 0.8],
} as const satisfies Partial<Record<LandmarkName, readonly [number, number, number]>>;

/** The 33 points of BlazePose on a solved body, in pixels of the lens; every score is 1. */
export function trueLandmarks(body: SolvedBody, lens: Lens): Landmark[] {
  const points: Readonly<Record<LandmarkName, Vec3>> = {
    ...facePoints(body),
    ...sidePoints(body.left, body.right),
  };
  const order = Object.entries(LANDMARKS).toSorted(([, a], [, b]) => a - b);
  return order.map(([name]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of LANDMARKS
    const point = points[name as LandmarkName];
    const { x, y } = project(lens, point);
    return { x, y, z: (body.pelvis.z - point.z) * lens.pixelsPerMetre, score: 1 };
  });
}

function facePoints({ head, headAxes }: SolvedBody): Record<keyof typeof FACE, Vec3> {
  const at = ([x, y, z]: readonly [number, number, number]): Vec3 =>
    add(
      head,
      within(headAxes, vec(x * BODY.headHalfWidth, y * BODY.headHalfHeight, z * BODY.headHalfWidth * 1.15)),
    );
  return {
    nose: at(FACE.nose),
    leftEyeInner: at(FACE.leftEyeInner),
    leftEye: at(FACE.leftEye),
    leftEyeOuter: at(FACE.leftEyeOuter),
    rightEyeInner: at(FACE.rightEyeInner),
    rightEye: at(FACE.rightEye),
    rightEyeOuter: at(FACE.rightEyeOuter),
    leftEar: at(FACE.leftEar),
    rightEar: at(FACE.rightEar),
    mouthLeft: at(FACE.mouthLeft),
    mouthRight: at(FACE.mouthRight),
  };
}

function sidePoints(left: Limbs, right: Limbs): Record<Exclude<LandmarkName, keyof typeof FACE>, Vec3> {
  return {
    leftShoulder: left.shoulder,
    rightShoulder: right.shoulder,
    leftElbow: left.elbow,
    rightElbow: right.elbow,
    leftWrist: left.wrist,
    rightWrist: right.wrist,
    leftPinky: alongHand(left, 0.55),
    rightPinky: alongHand(right, 0.55),
    leftIndex: alongHand(left, 0.62),
    rightIndex: alongHand(right, 0.62),
    leftThumb: alongHand(left, 0.4),
    rightThumb: alongHand(right, 0.4),
    leftHip: left.hip,
    rightHip: right.hip,
    leftKnee: left.knee,
    rightKnee: right.knee,
    leftAnkle: left.ankle,
    rightAnkle: right.ankle,
    leftHeel: left.heel,
    rightHeel: right.heel,
    leftFoot: left.toe,
    rightFoot: right.toe,
  };
}

function alongHand({ wrist, fingers }: Limbs, share: number): Vec3 {
  return add(wrist, scale(subtract(fingers, wrist), share));
}
