import { TAU, smoothstep } from '../../maths/curves.ts';
import type { ActionId } from '../../vocabulary/actions.ts';
import {
  arms,
  foot,
  hand,
  hang,
  keyed,
  leg,
  legs,
  swell,
  toGround,
  wave,
  type LegPose,
  type Pose,
  type PoseFrame,
} from './pose.ts';

/**
 * One foot of a gait: on the ground for `duty` of the cycle, moving back exactly as fast as the body moves on, then
 * swung forward. `phase` 0 is the moment it touches down.
 */
function stride(phase: number, stridden: number, duty: number, clearance: number, heelUp: number): LegPose {
  const now = phase - Math.floor(phase);
  const half = (stridden * duty) / 2;
  if (now < duty) {
    const k = now / duty;
    return foot(
      0.05,
      0,
      half - stridden * now,
      heelUp * 0.8 * smoothstep(0.7, 1, k) - 0.25 * smoothstep(0.15, 0, k),
    );
  }
  const k = (now - duty) / (1 - duty);
  const eased = k * k * (3 - 2 * k);
  // The foot rises early in its swing, as the heel leaves first.
  const rise = Math.sin(Math.PI * k ** 0.75);
  return foot(
    0.05,
    clearance * rise,
    -half + 2 * half * eased,
    heelUp * (1 - k) * (1 - k * 0.4) - 0.25 * smoothstep(0.8, 1, k),
  );
}

const WALK_STRIDE = 0.62;
const RUN_STRIDE = 0.98;

function walk(phase: number): PoseFrame {
  const swing = wave(phase, 0.25);
  return {
    hips: 0.327 - 0.006 * (1 - Math.cos(2 * TAU * (phase - 0.05))),
    left: 0.008 * wave(phase, -0.08),
    pitch: 0.04,
    twist: 0.14 * swing,
    yaw: -0.09 * swing,
    nod: -0.03,
    tilt: 0.03 * wave(phase),
    rightArm: hang(-0.62 * swing, 0.16, 0.32 + 0.2 * Math.max(0, -swing)),
    leftArm: hang(0.62 * swing, 0.16, 0.32 + 0.2 * Math.max(0, swing)),
    rightLeg: stride(phase, WALK_STRIDE, 0.6, 0.055, 0.75),
    leftLeg: stride(phase + 0.5, WALK_STRIDE, 0.6, 0.055, 0.75),
  };
}

function run(phase: number): PoseFrame {
  const swing = wave(phase, 0.31);
  return {
    hips: 0.316,
    air: 0.045 * swell(2 * phase, -0.18),
    pitch: 0.26,
    bend: 0.06,
    twist: 0.22 * swing,
    yaw: -0.14 * swing,
    nod: -0.2,
    rightArm: hang(0.1 - 1.05 * swing, 0.2, 1.45),
    leftArm: hang(0.1 + 1.05 * swing, 0.2, 1.45),
    rightLeg: stride(phase, RUN_STRIDE, 0.32, 0.15, 1.2),
    leftLeg: stride(phase + 0.5, RUN_STRIDE, 0.32, 0.15, 1.2),
  };
}

function march(phase: number): PoseFrame {
  const lifted = (offset: number): LegPose => {
    const k = Math.max(0, wave(phase, offset));
    return k > 0.02 ? foot(0.055, 0.13 * k, 0.1 * k, 0.5 * k) : foot(0.055);
  };
  const swing = wave(phase);
  return {
    hips: 0.332,
    rightArm: hang(-0.85 * swing, 0.1, 0.12),
    leftArm: hang(0.85 * swing, 0.1, 0.12),
    rightLeg: lifted(0),
    leftLeg: lifted(0.5),
  };
}

function jump(phase: number): PoseFrame {
  const air = 0.34 * keyed(phase, [0.26, 0], [0.5, 1], [0.74, 0]);
  const crouch = keyed(phase, [0.0, 0.25], [0.16, 1], [0.3, 0], [0.7, 0], [0.84, 0.9]);
  const reach = keyed(phase, [0.14, 0], [0.4, 1], [0.6, 1], [0.86, 0]);
  const tuck = air * 0.22;
  return {
    hips: 0.332 - 0.1 * crouch,
    air,
    pitch: 0.3 * crouch,
    nod: -0.25 * reach,
    ...arms(hang(-0.7 + 3.2 * reach, 0.3 + 0.35 * reach, 0.25)),
    rightLeg: foot(0.06 + tuck * 0.4, tuck * 0.6, -tuck * 0.7, air * 2.4),
    leftLeg: foot(0.06 + tuck * 0.4, tuck * 1.3, tuck * 0.4, air * 2.4),
  };
}

function skip(phase: number): PoseFrame {
  const swing = wave(phase);
  const raised = (offset: number): LegPose => {
    const k = Math.max(0, wave(phase, offset));
    return foot(0.055, 0.13 * k, 0.12 * k, 0.7 * k);
  };
  return {
    hips: 0.33,
    air: 0.07 * Math.abs(wave(phase)),
    tilt: 0.1 * swing,
    rightArm: hang(-1 * swing, 0.3, 0.4),
    leftArm: hang(1 * swing, 0.3, 0.4),
    rightLeg: raised(0),
    leftLeg: raised(0.5),
  };
}

function crawl(phase: number): PoseFrame {
  const step = (offset: number): number => 0.075 * wave(phase, offset);
  const rise = (offset: number): number => 0.035 * Math.max(0, wave(phase, offset + 0.25));
  return {
    hips: 0.2,
    pitch: 1.38,
    nod: -0.95,
    rightArm: toGround(0.09, 0.035 + rise(0), 0.25 + step(0)),
    leftArm: toGround(0.09, 0.035 + rise(0.5), 0.25 + step(0.5)),
    rightLeg: leg(1.42 + 2.2 * step(0.5), 1.5),
    leftLeg: leg(1.42 + 2.2 * step(0), 1.5),
  };
}

function climb(phase: number): PoseFrame {
  const up = wave(phase);
  return {
    hips: 0.36,
    air: 0.03 * wave(2 * phase),
    pitch: 0.08,
    nod: -0.35,
    sideBend: 0.1 * up,
    rightArm: hand(0.11, 0.14 + 0.09 * up, 0.15, 'out'),
    leftArm: hand(0.11, 0.14 - 0.09 * up, 0.15, 'out'),
    rightLeg: foot(0.08, 0.1 - 0.08 * up, 0.1, 0.2),
    leftLeg: foot(0.08, 0.1 + 0.08 * up, 0.1, 0.2),
  };
}

function frontCrawl(phase: number): PoseFrame {
  const kick = 0.3 * wave(3 * phase);
  return {
    hips: -0.005,
    air: 0.008 * wave(2 * phase),
    pitch: 1.42,
    roll: 0.16 * wave(phase),
    nod: -0.85,
    rightArm: hang(-TAU * phase, 0.14, 0.35),
    leftArm: hang(-TAU * (phase + 0.5), 0.14, 0.35),
    rightLeg: leg(kick, 0.15 + 0.25 * Math.max(0, kick)),
    leftLeg: leg(-kick, 0.15 + 0.25 * Math.max(0, -kick)),
  };
}

/** Arms stretched ahead, body straight, down into the water and again. */
function dive(phase: number): PoseFrame {
  const down = 1.75 + 0.25 * wave(phase);
  return {
    hips: 0.34 + 0.02 * wave(phase, 0.25),
    pitch: down,
    nod: 0.15,
    ...arms(hang(3.05, 0.06, 0)),
    rightLeg: leg(-0.05 + 0.1 * wave(2 * phase), 0.08, 0.03),
    leftLeg: leg(-0.05 - 0.1 * wave(2 * phase), 0.08, 0.03),
  };
}

function floatAbout(phase: number): PoseFrame {
  return {
    hips: 0.34 + 0.015 * wave(phase),
    roll: 0.16 * wave(phase, 0.1),
    pitch: -0.14 + 0.08 * wave(phase, 0.4),
    tilt: 0.08 * wave(phase, 0.3),
    rightArm: hang(0.35 + 0.15 * wave(phase), 1.15 + 0.2 * wave(phase, 0.2), 0.4),
    leftArm: hang(0.35 + 0.15 * wave(phase, 0.4), 1.05 + 0.2 * wave(phase, 0.7), 0.4),
    rightLeg: leg(0.35 + 0.15 * wave(phase, 0.1), 0.65, 0.22),
    leftLeg: leg(0.15 + 0.15 * wave(phase, 0.6), 0.45, 0.2),
  };
}

/** Like a superhero: one fist ahead, legs trailing. */
function fly(phase: number): PoseFrame {
  return {
    hips: 0.3 + 0.02 * wave(phase),
    pitch: 1.28 + 0.06 * wave(phase, 0.2),
    roll: 0.06 * wave(phase, 0.3),
    nod: -0.9,
    rightArm: hang(3, 0.12, 0.05),
    leftArm: hang(-0.2, 0.3, 0.2),
    rightLeg: leg(-0.08 + 0.06 * wave(phase), 0.12),
    leftLeg: leg(0.18 - 0.06 * wave(phase), 0.75),
  };
}

function spin(phase: number): PoseFrame {
  return {
    hips: 0.328,
    yaw: TAU * phase,
    ...arms(hang(0.25, 1.25, 0.15)),
    rightLeg: foot(0.05),
    leftLeg: foot(0.05),
  };
}

function fall(phase: number): PoseFrame {
  return {
    hips: 0.4,
    pitch: -0.75 + 0.15 * wave(phase),
    roll: 0.25 * wave(phase, 0.3),
    nod: -0.2,
    rightArm: hang(2.2 + 0.5 * wave(2 * phase), 0.8, 0.4),
    leftArm: hang(2.2 + 0.5 * wave(2 * phase, 0.5), 0.8, 0.4),
    rightLeg: leg(1 + 0.35 * wave(2 * phase), 0.7, 0.2),
    leftLeg: leg(0.7 - 0.35 * wave(2 * phase), 0.5, 0.2),
  };
}

/** On a board: knees soft, side on, arms out for balance. */
function onBoard(phase: number, stance: number, lowered: number): PoseFrame {
  const sway = wave(phase);
  return {
    hips: 0.328 - lowered + 0.012 * wave(2 * phase),
    yaw: -0.95,
    roll: 0.07 * sway,
    bend: 0.2,
    look: 0.75,
    rightArm: hang(0.35 + 0.15 * sway, 1.0, 0.35),
    leftArm: hang(0.5 - 0.15 * sway, 1.15, 0.3),
    rightLeg: foot(stance * 0.35, 0, -stance),
    leftLeg: foot(stance * 0.35, 0, stance),
  };
}

function ski(phase: number): PoseFrame {
  const sway = wave(phase);
  return {
    hips: 0.25 + 0.01 * wave(2 * phase),
    pitch: 0.42,
    roll: 0.12 * sway,
    nod: -0.35,
    rightArm: hand(0.16, -0.14, 0.16, 'back'),
    leftArm: hand(0.16, -0.14, 0.16, 'back'),
    ...legs(foot(0.055, 0, 0.02)),
  };
}

/** A skater's foot: under the body, or pushed out and back by `k`. */
const pushed = (k: number): LegPose =>
  foot(0.055 + 0.12 * Math.max(0, k), 0.05 * Math.max(0, k), -0.14 * Math.max(0, k), 0.3 * Math.max(0, k));

/** Long sideways pushes of a skater. */
function skate(phase: number): PoseFrame {
  const push = wave(phase);
  return {
    hips: 0.29,
    pitch: 0.4,
    left: 0.02 * push,
    roll: 0.08 * push,
    nod: -0.35,
    rightArm: hang(0.2 + 0.8 * push, 0.45, 0.35),
    leftArm: hang(0.2 - 0.8 * push, 0.45, 0.35),
    rightLeg: pushed(push),
    leftLeg: pushed(-push),
  };
}

/** In the saddle: the feet go round, the hands hold the bars or the reins. */
function ride(phase: number): PoseFrame {
  const pedal = (offset: number): LegPose =>
    foot(0.07, 0.1 + 0.055 * wave(phase, offset), 0.07 + 0.055 * wave(phase, offset + 0.25), 0.15);
  return {
    hips: 0.35,
    pitch: 0.3,
    nod: -0.2,
    ...arms(hand(0.08, -0.1, 0.2, 'out')),
    rightLeg: pedal(0),
    leftLeg: pedal(0.5),
  };
}

function drive(phase: number): PoseFrame {
  const steer = 0.5 * wave(phase);
  return {
    hips: 0.19,
    pitch: -0.12,
    tilt: 0.05 * steer,
    rightArm: hand(0.08, -0.06 + 0.05 * steer, 0.2, 'out'),
    leftArm: hand(0.08, -0.06 - 0.05 * steer, 0.2, 'out'),
    ...legs(foot(0.07, 0.03, 0.2, -0.4)),
  };
}

function row(phase: number): PoseFrame {
  const pull = swell(phase);
  const circle = 0.05 * wave(phase, 0.25);
  return {
    hips: 0.12,
    forward: -0.06 * pull,
    pitch: 0.42 - 0.75 * pull,
    nod: -0.1,
    ...arms(hand(0.12, -0.1 + circle, 0.24 - 0.14 * pull, 'out')),
    ...legs(foot(0.07, 0.02, 0.24, -0.6)),
  };
}

function swing(phase: number): PoseFrame {
  const k = wave(phase);
  return {
    hips: 0.26 + 0.06 * k * k,
    forward: 0.22 * k,
    pitch: -0.5 * k - 0.05,
    ...arms(hand(0.12, 0.12, 0.08, 'out')),
    ...legs(leg(1.25 + 0.3 * k, 0.95 - 0.75 * k)),
  };
}

export const LOCOMOTION_POSES = {
  walk: { seconds: 1.05, stride: WALK_STRIDE, grounded: true, at: walk },
  run: { seconds: 0.66, stride: RUN_STRIDE, grounded: false, at: run },
  march: { seconds: 1.1, stride: 0.5, grounded: true, at: march },
  jump: { seconds: 1.25, grounded: false, at: jump },
  skip: { seconds: 0.95, stride: 0.8, grounded: false, at: skip },
  crawl: { seconds: 1.2, stride: 0.34, grounded: false, turned: 0.72, at: crawl },
  climb: { seconds: 1.4, grounded: false, at: climb },
  swim: { seconds: 1.5, grounded: false, turned: 0.8, waterline: 0, at: frontCrawl },
  dive: { seconds: 1.8, grounded: false, turned: 0.8, waterline: 0.3, at: dive },
  float: { seconds: 4.5, grounded: false, waterline: 0.5, at: floatAbout },
  fly: { seconds: 2.6, grounded: false, turned: 0.78, at: fly },
  spin: { seconds: 1.3, grounded: true, at: spin },
  fall: { seconds: 1.1, grounded: false, turned: 0.6, at: fall },
  surf: { seconds: 2.2, grounded: true, turned: 0.75, at: (phase) => onBoard(phase, 0.13, 0.075) },
  skateboard: { seconds: 1.9, grounded: true, turned: 0.75, at: (phase) => onBoard(phase, 0.1, 0.045) },
  ski: { seconds: 2.4, grounded: true, turned: 0.55, at: ski },
  skate: { seconds: 1.7, grounded: true, turned: 0.45, at: skate },
  ride: { seconds: 0.9, grounded: false, turned: 0.85, at: ride },
  drive: { seconds: 2.4, grounded: false, turned: 0.7, at: drive },
  row: { seconds: 1.9, grounded: false, turned: 0.8, at: row },
  swing: { seconds: 2.2, grounded: false, turned: 0.8, at: swing },
} as const satisfies Partial<Record<ActionId, Pose>>;
