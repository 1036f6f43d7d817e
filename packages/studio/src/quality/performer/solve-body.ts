import { UPRIGHT, add, normalise, perpendicular, scale, turn, vec, within } from '../../art/biped/vec3.ts';
import type { Axes, Vec3 } from '../../art/biped/vec3.ts';
import type { Posture, Side, Swing } from './posture.ts';

/** Lengths of an adult of 1.75 m, in metres. */
export const BODY = {
  height: 1.75,
  hipHalf: 0.09,
  shoulderHalf: 0.162,
  trunk: 0.5,
  neck: 0.07,
  upperArm: 0.29,
  forearm: 0.255,
  hand: 0.17,
  thigh: 0.43,
  shin: 0.42,
  ankle: 0.075,
  foot: 0.17,
  heel: 0.05,
  headHalfWidth: 0.083,
  headHalfHeight: 0.124,
} as const;

/** The joints of one side, in metres: x to the figure's own left, y up from the floor, z to the camera. */
export interface Limbs {
  readonly shoulder: Vec3;
  readonly elbow: Vec3;
  readonly wrist: Vec3;
  readonly fingers: Vec3;
  readonly hip: Vec3;
  readonly knee: Vec3;
  readonly ankle: Vec3;
  readonly heel: Vec3;
  readonly toe: Vec3;
}

/** Where every joint is, and which way trunk and head look. */
export interface SolvedBody {
  readonly pelvis: Vec3;
  readonly neck: Vec3;
  readonly head: Vec3;
  readonly trunkAxes: Axes;
  readonly headAxes: Axes;
  readonly left: Limbs;
  readonly right: Limbs;
}

/** Forward kinematics from the hips; then the lowest foot is put on the floor, or `lift` above it. */
export function solveBody(posture: Posture): SolvedBody {
  const root = turn(UPRIGHT, radians(posture.turn), 0, 0);
  const trunkAxes = turn(root, radians(posture.twist), radians(posture.bow), radians(posture.lean));
  const headAxes = turn(
    trunkAxes,
    radians(posture.headTurn),
    radians(posture.headNod),
    radians(posture.headTilt),
  );
  const pelvis = vec(posture.sway, 0, 0);
  const neck = add(pelvis, scale(trunkAxes.up, BODY.trunk));
  const head = add(neck, within(headAxes, vec(0, BODY.neck + BODY.headHalfHeight * 0.72, 0.018)));
  const left = limbsOf(posture.left, 1, pelvis, neck, root, trunkAxes);
  const right = limbsOf(posture.right, -1, pelvis, neck, root, trunkAxes);
  const lowest = Math.min(left.heel.y, left.toe.y, right.heel.y, right.toe.y);
  const rise = vec(0, posture.lift - lowest, 0);
  return {
    pelvis: add(pelvis, rise),
    neck: add(neck, rise),
    head: add(head, rise),
    trunkAxes,
    headAxes,
    left: moved(left, rise),
    right: moved(right, rise),
  };
}

function limbsOf(
  { upperArm, forearm, thigh, shin }: Side,
  own: 1 | -1,
  pelvis: Vec3,
  neck: Vec3,
  root: Axes,
  trunk: Axes,
): Limbs {
  const shoulder = add(neck, within(trunk, vec(own * BODY.shoulderHalf, -0.07, 0)));
  const elbow = add(shoulder, scale(directionOf(upperArm, own, root), BODY.upperArm));
  const along = directionOf(forearm, own, root);
  const wrist = add(elbow, scale(along, BODY.forearm));
  const hip = add(pelvis, scale(root.left, own * BODY.hipHalf));
  const knee = add(hip, scale(directionOf(thigh, own, root), BODY.thigh));
  const down = directionOf(shin, own, root);
  const ankle = add(knee, scale(down, BODY.shin));
  const outwards = normalise(within(root, vec(own * 0.3, 0, 1)), root.forward);
  // A foot that hangs back follows its shin; one that stands is flat.
  const hangs = within(root, vec(0, 0, 1)).z * down.z < -0.35;
  const ahead = hangs ? normalise(perpendicular(outwards, down), outwards) : outwards;
  const below = hangs ? down : vec(0, -1, 0);
  return {
    shoulder,
    elbow,
    wrist,
    fingers: add(wrist, scale(along, BODY.hand)),
    hip,
    knee,
    ankle,
    heel: add(ankle, add(scale(below, BODY.ankle * 0.8), scale(ahead, -BODY.heel))),
    toe: add(ankle, add(scale(below, BODY.ankle), scale(ahead, BODY.foot))),
  };
}

/** The unit direction of a bone of the left (1) or right (-1) side. */
function directionOf({ raise, forward }: Swing, own: 1 | -1, root: Axes): Vec3 {
  const level = Math.cos(radians(forward));
  return within(
    root,
    vec(
      own * Math.sin(radians(raise)) * level,
      -Math.cos(radians(raise)) * level,
      Math.sin(radians(forward)),
    ),
  );
}

function moved(limbs: Limbs, by: Vec3): Limbs {
  return {
    shoulder: add(limbs.shoulder, by),
    elbow: add(limbs.elbow, by),
    wrist: add(limbs.wrist, by),
    fingers: add(limbs.fingers, by),
    hip: add(limbs.hip, by),
    knee: add(limbs.knee, by),
    ankle: add(limbs.ankle, by),
    heel: add(limbs.heel, by),
    toe: add(limbs.toe, by),
  };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
