/**
 * The joints of a puppet, in the order in which they lie in every array of points: x, y, x, y, ... in pixels of the
 * film. Left and right are the figure's own.
 */
export const JOINTS = {
  /** Middle of the hips. */
  pelvis: 0,
  /** Middle of the shoulders. */
  neck: 1,
  /** Middle of the head, between the ears. */
  head: 2,
  leftShoulder: 3,
  leftElbow: 4,
  leftWrist: 5,
  /** Where the fingers end. */
  leftHand: 6,
  rightShoulder: 7,
  rightElbow: 8,
  rightWrist: 9,
  rightHand: 10,
  leftHip: 11,
  leftKnee: 12,
  leftAnkle: 13,
  leftToe: 14,
  rightHip: 15,
  rightKnee: 16,
  rightAnkle: 17,
  rightToe: 18,
} as const;
export const JOINT_COUNT = 19;

/** x and y of {@link JOINT_COUNT} joints. */
export type JointPoints = Float64Array;

/** The limbs that move by themselves, each a chain of four joints from the trunk outwards. */
export const LIMBS = {
  leftArm: [JOINTS.leftShoulder, JOINTS.leftElbow, JOINTS.leftWrist, JOINTS.leftHand],
  rightArm: [JOINTS.rightShoulder, JOINTS.rightElbow, JOINTS.rightWrist, JOINTS.rightHand],
  leftLeg: [JOINTS.leftHip, JOINTS.leftKnee, JOINTS.leftAnkle, JOINTS.leftToe],
  rightLeg: [JOINTS.rightHip, JOINTS.rightKnee, JOINTS.rightAnkle, JOINTS.rightToe],
} as const satisfies Record<string, readonly [number, number, number, number]>;
export type LimbName = keyof typeof LIMBS;
export const LIMB_NAMES = [
  'leftArm',
  'rightArm',
  'leftLeg',
  'rightLeg',
] as const satisfies readonly LimbName[];

/** What the face looks like in the picture, in head sizes (distance between the ears, or a guess of it). */
export interface FacePose {
  /** Nose against the middle of the ears, across the head: -1..1, positive towards the right of the picture. */
  readonly yaw: number;
  /** The same along the head, positive downwards. */
  readonly pitch: number;
}

export interface LimbPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** The figure of a picture at rest. */
export interface Skeleton {
  readonly points: JointPoints;
  /** Limbs that the picture shows; the others have no pixels and stay with the trunk. */
  readonly limbs: readonly LimbName[];
  /** Half the width of the head. */
  readonly headRadius: number;
  readonly face: FacePose;
  /** Whether the figure's left arm is on the right of the picture, as when it looks at us. */
  readonly isFacingUs: boolean;
  readonly source: 'pose' | 'silhouette';
  /** The limbs' middle lines and half thicknesses in pixels, as read from the outline; nothing where a network gave the joints. */
  readonly limbLines: Readonly<Partial<Record<LimbName, readonly LimbPoint[]>>>;
}

export function isLeg(limb: LimbName): boolean {
  return limb === 'leftLeg' || limb === 'rightLeg';
}

export function distanceBetween(points: JointPoints, a: number, b: number): number {
  const dx = (points[b * 2] ?? 0) - (points[a * 2] ?? 0);
  const dy = (points[b * 2 + 1] ?? 0) - (points[a * 2 + 1] ?? 0);
  return Math.hypot(dx, dy);
}

/** Angle of the line from joint `a` to joint `b`: 0 to the right, positive clockwise on the screen. */
export function angleBetween(points: JointPoints, a: number, b: number): number {
  return Math.atan2(
    (points[b * 2 + 1] ?? 0) - (points[a * 2 + 1] ?? 0),
    (points[b * 2] ?? 0) - (points[a * 2] ?? 0),
  );
}
