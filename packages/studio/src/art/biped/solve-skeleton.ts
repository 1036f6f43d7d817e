import { legLength, standingHipHeight, type Build } from './build.ts';
import { STANDING, hang, type ArmPose, type LegPose, type PoseFrame } from './pose.ts';
import {
  UPRIGHT,
  add,
  dot,
  length,
  normalise,
  perpendicular,
  scale,
  subtract,
  turn,
  vec,
  within,
  type Axes,
  type Vec3,
} from './vec3.ts';

export interface Arm {
  readonly shoulder: Vec3;
  readonly elbow: Vec3;
  readonly wrist: Vec3;
}

export interface Leg {
  readonly hip: Vec3;
  readonly knee: Vec3;
  readonly ankle: Vec3;
  readonly toe: Vec3;
}

/** Where every joint is, in heights of the figure, with the origin on the ground where it stands. */
export interface Skeleton {
  readonly hips: Vec3;
  /** Between the shoulders. */
  readonly chest: Vec3;
  readonly head: Vec3;
  readonly hipAxes: Axes;
  readonly chestAxes: Axes;
  readonly headAxes: Axes;
  readonly rightArm: Arm;
  readonly leftArm: Arm;
  readonly rightLeg: Leg;
  readonly leftLeg: Leg;
}

/** Sides as signs of x: the figure's left is positive. */
type Side = 1 | -1;

/** Arms of this length and hips of this height are what the poses are written for. */
const WRITTEN_ARM = 0.254;
const ELBOWS = {
  down: { out: 0.5, up: -1, forward: -0.35 },
  out: { out: 1, up: -0.15, forward: -0.1 },
  back: { out: 0.25, up: -0.2, forward: -1 },
  up: { out: 0.5, up: 1, forward: 0 },
} as const;

/** Poses the joints of a build. Every bone keeps its length whatever the pose asks for. */
export function solveSkeleton(frame: PoseFrame, build: Build): Skeleton {
  const ratio = standingHipHeight(build) / (STANDING + 0.006);
  const air = frame.air ?? 0;
  const hipAxes = turn(UPRIGHT, frame.yaw ?? 0, frame.pitch ?? 0, frame.roll ?? 0);
  const wanted = vec(frame.left ?? 0, (frame.hips ?? STANDING) * ratio, frame.forward ?? 0);
  const sides = [
    { side: -1, pose: frame.rightLeg ?? DEFAULT_LEG },
    { side: 1, pose: frame.leftLeg ?? DEFAULT_LEG },
  ] as const;
  let height = wanted.y;
  for (const { side, pose } of sides)
    if (pose.kind === 'step')
      height = Math.min(height, reachableHeight(wanted, hipAxes, pose, side, build, ratio));
  const hips = vec(wanted.x, height + air, wanted.z);

  const chestAxes = turn(hipAxes, frame.twist ?? 0, frame.bend ?? 0, frame.sideBend ?? 0);
  const spine = normalise(add(hipAxes.up, chestAxes.up), chestAxes.up);
  const chest = add(hips, scale(spine, build.torso));
  const headAxes = turn(chestAxes, frame.look ?? 0, frame.nod ?? 0, frame.tilt ?? 0);
  // The neck follows the chest, the skull turns on it: a nod moves the head forward only half as much as it turns it.
  const neckUp = normalise(add(chestAxes.up, headAxes.up), chestAxes.up);
  const head = add(chest, scale(neckUp, build.neck));
  const body = { hips, chest, head, hipAxes, chestAxes, headAxes, air, ratio };
  return {
    hips,
    chest,
    head,
    hipAxes,
    chestAxes,
    headAxes,
    rightArm: solveArm(frame.rightArm ?? hang(), -1, body, build),
    leftArm: solveArm(frame.leftArm ?? hang(), 1, body, build),
    rightLeg: solveLeg(sides[0].pose, -1, body, build),
    leftLeg: solveLeg(sides[1].pose, 1, body, build),
  };
}

const DEFAULT_LEG: LegPose = { kind: 'step', out: 0.062, up: 0.034, forward: 0, toe: 0 };

interface Body {
  readonly hips: Vec3;
  readonly chest: Vec3;
  readonly head: Vec3;
  readonly hipAxes: Axes;
  readonly chestAxes: Axes;
  readonly headAxes: Axes;
  readonly air: number;
  readonly ratio: number;
}

type Step = Extract<LegPose, { kind: 'step' }>;

function ankleOf(step: Step, side: Side, build: Build, ratio: number): Vec3 {
  const lifted = (step.up - 0.034) * ratio;
  return vec(
    step.out * side * Math.max(1, build.pelvisHalfWidth / 0.052),
    lifted + build.ankle,
    step.forward * ratio,
  );
}

function reachableHeight(
  hips: Vec3,
  axes: Axes,
  step: Step,
  side: Side,
  build: Build,
  ratio: number,
): number {
  const socket = scale(axes.left, side * build.pelvisHalfWidth);
  const ankle = ankleOf(step, side, build, ratio);
  const dx = ankle.x - hips.x - socket.x;
  const dz = ankle.z - hips.z - socket.z;
  const reach = legLength(build) * 0.998;
  return ankle.y - socket.y + Math.sqrt(Math.max(0, reach * reach - dx * dx - dz * dz));
}

function solveLeg(pose: LegPose, side: Side, body: Body, build: Build): Leg {
  const hip = add(body.hips, scale(body.hipAxes.left, side * build.pelvisHalfWidth));
  if (pose.kind === 'step') {
    const target = add(ankleOf(pose, side, build, body.ratio), vec(0, body.air, 0));
    const pole = within(body.hipAxes, vec(side * 0.18, 0.1, 1));
    const { middle, end } = bendTowards(hip, target, build.thigh, build.shin, pole);
    const heading = normalise(
      vec(body.hipAxes.forward.x + side * 0.22, 0, body.hipAxes.forward.z),
      UPRIGHT.forward,
    );
    const direction = vec(
      heading.x * Math.cos(pose.toe),
      -Math.sin(pose.toe),
      heading.z * Math.cos(pose.toe),
    );
    return { hip, knee: middle, ankle: end, toe: add(end, scale(direction, build.foot)) };
  }
  const thighAxes = turn(body.hipAxes, 0, -pose.raise, -side * pose.spread);
  const shinAxes = turn(thighAxes, 0, pose.bend, 0);
  const knee = subtract(hip, scale(thighAxes.up, build.thigh));
  const ankle = subtract(knee, scale(shinAxes.up, build.shin));
  // Off the ground the foot hangs halfway between flat and stretched.
  const direction = normalise(subtract(shinAxes.forward, scale(shinAxes.up, 0.5)), shinAxes.forward);
  return { hip, knee, ankle, toe: add(ankle, scale(direction, build.foot)) };
}

function solveArm(pose: ArmPose, side: Side, body: Body, build: Build): Arm {
  const shoulder = add(body.chest, scale(body.chestAxes.left, side * build.shoulderHalfWidth));
  if (pose.kind === 'angles') {
    const upperAxes = turn(body.chestAxes, 0, -pose.raise, -side * pose.spread);
    const foreAxes = turn(upperAxes, 0, -pose.bend, 0);
    const elbow = subtract(shoulder, scale(upperAxes.up, build.upperArm));
    return { shoulder, elbow, wrist: subtract(elbow, scale(foreAxes.up, build.forearm)) };
  }
  const pole = ELBOWS[pose.elbow];
  const target = armTarget(pose, side, body, build);
  const direction = within(body.chestAxes, vec(pole.out * side, pole.up, pole.forward));
  const { middle, end } = bendTowards(shoulder, target, build.upperArm, build.forearm, direction);
  return { shoulder, elbow: middle, wrist: end };
}

function armTarget(pose: Extract<ArmPose, { kind: 'reach' }>, side: Side, body: Body, build: Build): Vec3 {
  const local = vec(pose.out * side, pose.up, pose.forward);
  if (pose.from === 'ground') return add(scale(local, body.ratio), vec(0, body.air, 0));
  if (pose.from === 'head') return add(body.head, within(body.headAxes, scale(local, build.headRadius)));
  const size = (build.upperArm + build.forearm) / WRITTEN_ARM;
  // Bellies differ: what is held before the chest stays before it.
  const clearance = pose.forward > 0.05 ? Math.max(0, build.radius.belly - 0.08) : 0;
  return add(body.chest, within(body.chestAxes, add(scale(local, size), vec(0, 0, clearance))));
}

/** Two bones from `root` to `target` (or as near as they reach), the joint between them pushed towards `pole`. */
function bendTowards(
  root: Vec3,
  target: Vec3,
  first: number,
  second: number,
  pole: Vec3,
): { middle: Vec3; end: Vec3 } {
  const offset = subtract(target, root);
  const along = normalise(offset, vec(0, -1, 0));
  const longest = (first + second) * 0.9995;
  const shortest = Math.abs(first - second) + 0.02;
  const span = Math.min(longest, Math.max(shortest, length(offset)));
  const onto = (first * first + span * span - second * second) / (2 * span);
  const aside = Math.sqrt(Math.max(0, first * first - onto * onto));
  const sideways = Math.abs(dot(pole, along)) > 0.999 * length(pole) ? vec(along.y, along.z, along.x) : pole;
  const away = normalise(perpendicular(sideways, along), vec(0, 0, 1));
  return {
    middle: add(root, add(scale(along, onto), scale(away, aside))),
    end: add(root, scale(along, span)),
  };
}
