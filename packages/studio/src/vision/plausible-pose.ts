import { LANDMARKS, type Landmark, type Pose } from './vision.ts';

/** Below this the landmark network itself says that nobody is there. */
const LEAST_SCORE = 0.5;
/** A point counts as seen from here on. */
const SEEN = 0.5;
const LEAST_SEEN = 4;
/** The longest that a bone may be, in body units (about the length of the trunk). A thigh is 0.9, an upper arm 0.6. */
const LONGEST_BONE = 1.5;
const FARTHEST_HEAD = 1.3;

const BONES = [
  ['leftShoulder', 'leftElbow'],
  ['rightShoulder', 'rightElbow'],
  ['leftElbow', 'leftWrist'],
  ['rightElbow', 'rightWrist'],
  ['leftHip', 'leftKnee'],
  ['rightHip', 'rightKnee'],
  ['leftKnee', 'leftAnkle'],
  ['rightKnee', 'rightAnkle'],
] as const;

const JOINTS = [...new Set(BONES.flat())];

/**
 * Whether the points can be a person: enough of them seen, limbs no longer than limbs are, the head by the shoulders.
 * The landmark network answers something for everything, so toys, drawings and garlic need this question.
 */
export function isPlausiblePose(pose: Pose): boolean {
  if (pose.score < LEAST_SCORE) return false;
  const at = (name: keyof typeof LANDMARKS): Landmark => landmarkOf(pose, name);
  const shoulders = between(at('leftShoulder'), at('rightShoulder'));
  const hips = between(at('leftHip'), at('rightHip'));
  const unit = bodyUnit(pose);
  if (unit <= 0) return false;
  if (JOINTS.filter((name) => at(name).score >= SEEN).length < LEAST_SEEN) return false;
  if (at('leftShoulder').score < SEEN && at('rightShoulder').score < SEEN) return false;
  if (distance(shoulders, at('nose')) > FARTHEST_HEAD * unit) return false;
  if (distance(shoulders, hips) < unit * 0.15) return false;
  return BONES.every(([from, to]) => {
    const isSeen = at(from).score >= SEEN && at(to).score >= SEEN;
    return !isSeen || distance(at(from), at(to)) <= LONGEST_BONE * unit;
  });
}

/** A length that changes little with the person's turn: the trunk, or from the shoulders' width when it is foreshortened. */
export function bodyUnit(pose: Pose): number {
  const left = landmarkOf(pose, 'leftShoulder');
  const right = landmarkOf(pose, 'rightShoulder');
  const hips = between(landmarkOf(pose, 'leftHip'), landmarkOf(pose, 'rightHip'));
  return Math.max(distance(between(left, right), hips), 1.4 * distance(left, right));
}

function landmarkOf(pose: Pose, name: keyof typeof LANDMARKS): Landmark {
  const landmark = pose.landmarks[LANDMARKS[name]];
  if (!landmark) throw new Error(`the pose has no ${name}`);
  return landmark;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
