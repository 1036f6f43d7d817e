import { clamp } from '../maths/curves.ts';
import type { Plane } from '../pixels/picture.ts';
import { LANDMARKS } from '../vision/vision.ts';
import type { Pose } from '../vision/vision.ts';
import { measureLimbs } from './limb-widths.ts';
import { JOINTS, JOINT_COUNT, LIMBS, LIMB_NAMES, angleBetween, distanceBetween } from './skeleton.ts';
import type { JointPoints, LimbName, Skeleton } from './skeleton.ts';

/** Which landmarks make a joint: one, or the middle of two. */
export const JOINT_LANDMARKS: readonly (readonly [joint: number, a: number, b: number])[] = [
  [JOINTS.pelvis, LANDMARKS.leftHip, LANDMARKS.rightHip],
  [JOINTS.neck, LANDMARKS.leftShoulder, LANDMARKS.rightShoulder],
  [JOINTS.head, LANDMARKS.leftEar, LANDMARKS.rightEar],
  [JOINTS.leftShoulder, LANDMARKS.leftShoulder, LANDMARKS.leftShoulder],
  [JOINTS.leftElbow, LANDMARKS.leftElbow, LANDMARKS.leftElbow],
  [JOINTS.leftWrist, LANDMARKS.leftWrist, LANDMARKS.leftWrist],
  [JOINTS.leftHand, LANDMARKS.leftIndex, LANDMARKS.leftPinky],
  [JOINTS.rightShoulder, LANDMARKS.rightShoulder, LANDMARKS.rightShoulder],
  [JOINTS.rightElbow, LANDMARKS.rightElbow, LANDMARKS.rightElbow],
  [JOINTS.rightWrist, LANDMARKS.rightWrist, LANDMARKS.rightWrist],
  [JOINTS.rightHand, LANDMARKS.rightIndex, LANDMARKS.rightPinky],
  [JOINTS.leftHip, LANDMARKS.leftHip, LANDMARKS.leftHip],
  [JOINTS.leftKnee, LANDMARKS.leftKnee, LANDMARKS.leftKnee],
  [JOINTS.leftAnkle, LANDMARKS.leftAnkle, LANDMARKS.leftAnkle],
  [JOINTS.leftToe, LANDMARKS.leftFoot, LANDMARKS.leftFoot],
  [JOINTS.rightHip, LANDMARKS.rightHip, LANDMARKS.rightHip],
  [JOINTS.rightKnee, LANDMARKS.rightKnee, LANDMARKS.rightKnee],
  [JOINTS.rightAnkle, LANDMARKS.rightAnkle, LANDMARKS.rightAnkle],
  [JOINTS.rightToe, LANDMARKS.rightFoot, LANDMARKS.rightFoot],
];

const LEAST_SCORE = 0.5;
const LEAST_LIMB_SCORE = 0.25;
/** Share of a bone that must lie on the figure: the network also answers for drawings, and then often beside them. */
const LEAST_ON_FIGURE = 0.6;

const LEAST_NECK = 0.2;
/** Half the thickness of an upper bone in trunk lengths from which it is no limb of its own, but a line inside the body. */
const THICKEST = 0.29;

/**
 * The skeleton that the pose network sees in the picture, or null when it does not fit the figure that was cut out. `alpha`
 * is the picture's matte.
 */
export function poseSkeleton(pose: Pose, alpha: Plane): Skeleton | null {
  if (pose.score < LEAST_SCORE) return null;
  const points = new Float64Array(JOINT_COUNT * 2);
  const coordinate = (landmark: number, axis: 'x' | 'y'): number => pose.landmarks[landmark]?.[axis] ?? 0;
  for (const [joint, a, b] of JOINT_LANDMARKS) {
    points[joint * 2] = (coordinate(a, 'x') + coordinate(b, 'x')) / 2;
    points[joint * 2 + 1] = (coordinate(a, 'y') + coordinate(b, 'y')) / 2;
  }
  const trunk = distanceBetween(points, JOINTS.pelvis, JOINTS.neck);
  if (trunk < 0.04 * alpha.height || shareOn(alpha, points, JOINTS.pelvis, JOINTS.neck) < LEAST_ON_FIGURE)
    return null;
  if (shareOn(alpha, points, JOINTS.neck, JOINTS.head) < LEAST_ON_FIGURE || !hasHeadOnTop(points, trunk))
    return null;
  const seen = LIMB_NAMES.filter((limb) => isInPicture(pose, alpha, points, limb));
  const { widths } = measureLimbs(alpha, { points, source: 'pose', limbLines: {} });
  const onFigure = seen.filter((limb) => {
    const [root, middle, end] = LIMBS[limb];
    return (
      (shareOn(alpha, points, root, middle) + shareOn(alpha, points, middle, end)) / 2 >= LEAST_ON_FIGURE
    );
  });
  // Limbs beside the figure: this is another shape than a person's, or another person.
  if (onFigure.length < 0.75 * seen.length) return null;
  // In a portrait the network makes up legs inside the body.
  const limbs = onFigure.filter((limb) => widths[limb][0] < THICKEST * trunk);
  const ears = distanceBetween(
    Float64Array.of(
      coordinate(LANDMARKS.leftEar, 'x'),
      coordinate(LANDMARKS.leftEar, 'y'),
      coordinate(LANDMARKS.rightEar, 'x'),
      coordinate(LANDMARKS.rightEar, 'y'),
    ),
    0,
    1,
  );
  const headRadius = Math.max(0.62 * ears, 0.42 * distanceBetween(points, JOINTS.neck, JOINTS.head));
  const noseX = coordinate(LANDMARKS.nose, 'x') - (points[JOINTS.head * 2] ?? 0);
  const noseY = coordinate(LANDMARKS.nose, 'y') - (points[JOINTS.head * 2 + 1] ?? 0);
  return {
    points,
    limbs,
    headRadius,
    face: { yaw: clamp(noseX / (1.5 * headRadius), -1, 1), pitch: clamp(noseY / (1.5 * headRadius), -1, 1) },
    isFacingUs: coordinate(LANDMARKS.leftShoulder, 'x') >= coordinate(LANDMARKS.rightShoulder, 'x'),
    source: 'pose',
    limbLines: {},
  };
}

/** With a toy whose head is half of it the network takes the chin for the head. */
function hasHeadOnTop(points: JointPoints, trunk: number): boolean {
  const lean =
    angleBetween(points, JOINTS.neck, JOINTS.head) - angleBetween(points, JOINTS.pelvis, JOINTS.neck);
  return distanceBetween(points, JOINTS.neck, JOINTS.head) > LEAST_NECK * trunk && Math.cos(lean) > 0;
}

/** A limb that leaves the picture cannot be moved: the rest of it is not there. */
function isInPicture(pose: Pose, { width, height }: Plane, points: JointPoints, limb: LimbName): boolean {
  return LIMBS[limb].slice(1, 3).every((joint) => {
    const landmark = JOINT_LANDMARKS.find(([own]) => own === joint)?.[1] ?? 0;
    const x = points[joint * 2] ?? 0;
    const y = points[joint * 2 + 1] ?? 0;
    const isInside = x > 0 && y > 0 && x < width && y < height * 0.985;
    return isInside && (pose.landmarks[landmark]?.score ?? 0) >= LEAST_LIMB_SCORE;
  });
}

function shareOn({ values, width, height }: Plane, points: JointPoints, a: number, b: number): number {
  let on = 0;
  const steps = 16;
  for (let step = 0; step <= steps; step++) {
    const k = step / steps;
    const x = Math.floor((points[a * 2] ?? 0) * (1 - k) + (points[b * 2] ?? 0) * k);
    const y = Math.floor((points[a * 2 + 1] ?? 0) * (1 - k) + (points[b * 2 + 1] ?? 0) * k);
    // Beyond the lower border nothing speaks against it: a portrait's trunk goes on there.
    if (y >= height || (x >= 0 && y >= 0 && x < width && (values[y * width + x] ?? 0) >= 0.4)) on++;
  }
  return on / (steps + 1);
}
