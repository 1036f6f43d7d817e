import type { Picture } from '../pixels/picture.ts';
import { type Box, boxArea, type Detection, detectPeople, overlap } from './detect-people.ts';
import { type LocatedPose, locateLandmarks } from './locate-landmarks.ts';
import { SHARED_JOINTS, locateJoints } from './locate-joints.ts';
import type { Networks } from './networks.ts';
import { bodyUnit, isPlausiblePose } from './plausible-pose.ts';
import type { Square } from './sample-square.ts';
import type { Pose } from './vision.ts';

/** Drawn people and odd poses come out between the two; but so do flowers, which is why less is believed there. */
const SURE_DETECTION = 0.5;
const LEAST_DETECTION = 0.3;
/** Detector times landmark network: people have 0.8 and more, a flower had 0.45. */
const LEAST_PRODUCT = 0.5;
/** What the landmark network must say twice when the detector was not sure. */
const SURE_LANDMARKS = 0.9;
/** Joints on which the second network has to agree: closer than so many body units, and sure. */
const LEAST_AGREED = 2;
const LEAST_AGREED_UNSURE = 4;
const AGREEMENT = 0.3;
const SURE_JOINT = 0.4;
/** Room around the figure in the second network's square. */
const ROOM = 1.25;
const MOST_PEOPLE = 6;
/** Two figures whose boxes cover each other so much are one person found twice. */
const SAME_FIGURE = 0.6;

/** Side of the squares in which small people are looked for, as a share of the picture's short side. */
const CLOSER = 0.6;

interface Search {
  /** Whether to look closer when nobody is found: ten times the work, for people under a fifth of the picture. */
  readonly isThorough: boolean;
}

/** The people of a picture whose points make sense, the main one (area x score) first. */
export async function findPeople(
  networks: Networks,
  picture: Picture,
  { isThorough }: Search,
): Promise<LocatedPose[]> {
  const whole = await detectPeople(networks, picture, LEAST_DETECTION);
  const people = await locatePeople(networks, picture, whole);
  if (people.length > 0 || !isThorough) return people;
  const closer: Detection[] = [];
  for (const square of closerSquares(picture))
    closer.push(...(await detectPeople(networks, picture, LEAST_DETECTION, square)));
  return locatePeople(networks, picture, closer);
}

/** Squares that cover the picture, each half over the next. */
function closerSquares({ width, height }: Picture): Square[] {
  const size = CLOSER * Math.min(width, height);
  const columns = Math.ceil((width - size) / (size / 2)) + 1;
  const rows = Math.ceil((height - size) / (size / 2)) + 1;
  return Array.from({ length: columns * rows }, (_, k) => ({
    centreX: size / 2 + ((width - size) * (k % columns)) / (columns - 1),
    centreY: size / 2 + ((height - size) * Math.floor(k / columns)) / (rows - 1),
    size,
    angle: 0,
  }));
}

async function locatePeople(
  networks: Networks,
  picture: Picture,
  detections: readonly Detection[],
): Promise<LocatedPose[]> {
  const people: LocatedPose[] = [];
  const sure = detections.filter(({ score }) => score >= SURE_DETECTION);
  const candidates = (sure.length > 0 ? sure : detections).toSorted((a, b) => b.score - a.score);
  for (const detection of candidates.slice(0, MOST_PEOPLE)) {
    const person = await locatePerson(networks, picture, detection);
    if (person && !people.some((other) => isSameFigure(other.pose, person.pose))) people.push(person);
  }
  return people.sort((a, b) => weightOf(b.pose, picture) - weightOf(a.pose, picture));
}

/**
 * Looks twice, each look centred by the one before, as in a film the next picture would be. Where the detector was not
 * sure, two looks in a row must be, and a third is allowed.
 */
async function locatePerson(
  networks: Networks,
  picture: Picture,
  detection: Detection,
): Promise<LocatedPose | null> {
  const isSure = detection.score >= SURE_DETECTION;
  let before = await locateLandmarks(networks, picture, detection.square);
  let now = await locateLandmarks(networks, picture, before.square);
  if (!isSure && before.pose.score < SURE_LANDMARKS && now.pose.score >= SURE_LANDMARKS) {
    before = now;
    now = await locateLandmarks(networks, picture, before.square);
  }
  const best = now.pose.score >= before.pose.score ? now : before;
  const isBelieved = isSure
    ? detection.score * best.pose.score >= LEAST_PRODUCT
    : Math.min(before.pose.score, now.pose.score) >= SURE_LANDMARKS;
  if (!isBelieved || !isPlausiblePose(best.pose)) return null;
  const agreed = await agreedJoints(networks, picture, best.pose);
  return agreed >= (isSure ? LEAST_AGREED : LEAST_AGREED_UNSURE) ? best : null;
}

/**
 * On how many joints MoveNet, asked about the same place, means the same. BlazePose sees people in towers and drawings
 * and is sure of them; MoveNet then has scores under 0.3 and other places. On people it agrees on all that is in view.
 */
async function agreedJoints(networks: Networks, picture: Picture, pose: Pose): Promise<number> {
  const joints = await locateJoints(networks, picture, figureSurroundings(pose));
  const reach = AGREEMENT * bodyUnit(pose);
  return SHARED_JOINTS.filter(([landmark], which) => {
    const point = pose.landmarks[landmark];
    const joint = joints[which];
    return (
      point && joint && joint.score >= SURE_JOINT && Math.hypot(point.x - joint.x, point.y - joint.y) <= reach
    );
  }).length;
}

/** The upright square around a figure in which MoveNet is to look. */
export function figureSurroundings(pose: Pose): Square {
  const { left, top, right, bottom } = poseBox(pose);
  return {
    centreX: (left + right) / 2,
    centreY: (top + bottom) / 2,
    size: ROOM * Math.max(right - left, bottom - top),
    angle: 0,
  };
}

/** Bounds of all points. */
export function poseBox({ landmarks }: Pose): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of landmarks) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

/** How much a person is the picture's subject: the area of the figure within the picture, times the score. */
function weightOf(pose: Pose, { width, height }: Picture): number {
  const box = poseBox(pose);
  const seen = {
    left: Math.max(0, box.left),
    top: Math.max(0, box.top),
    right: Math.min(width, box.right),
    bottom: Math.min(height, box.bottom),
  };
  return seen.right > seen.left && seen.bottom > seen.top ? boxArea(seen) * pose.score : 0;
}

function isSameFigure(a: Pose, b: Pose): boolean {
  return overlap(poseBox(a), poseBox(b)) > SAME_FIGURE;
}
