import type { ActionId } from '../../vocabulary/actions.ts';
import { arms, foot, hand, hang, keyed, wave, type LegPose, type Pose, type PoseFrame } from './pose.ts';

const WIDE: { readonly rightLeg: LegPose; readonly leftLeg: LegPose } = {
  rightLeg: foot(0.09, 0, -0.06),
  leftLeg: foot(0.09, 0, 0.08),
};

/** 0 wound up .. 1 followed through, quick in the middle. */
function strike(phase: number): number {
  return keyed(phase, [0, 0.1], [0.3, 0], [0.46, 1], [0.65, 1], [0.95, 0.1]);
}

function throwBall(phase: number): PoseFrame {
  const k = strike(phase);
  return {
    hips: 0.31,
    ...WIDE,
    forward: -0.03 + 0.07 * k,
    twist: -0.6 + 0.95 * k,
    look: 0.45 - 0.6 * k,
    bend: 0.2 * k,
    rightArm: hand(0.2 - 0.06 * k, 0.13 - 0.12 * k, -0.14 + 0.36 * k, 'out'),
    leftArm: hand(0.1 + 0.05 * k, 0.02 - 0.16 * k, 0.2 - 0.24 * k, 'out'),
  };
}

function catchBall(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0], [0.35, 1], [0.55, 0.55], [0.8, 0.2]);
  return { hips: 0.29, ...WIDE, nod: -0.15, ...arms(hand(0.07, -0.1 + 0.14 * k, 0.17 + 0.05 * k)) };
}

function kick(phase: number): PoseFrame {
  const k = strike(phase);
  return {
    hips: 0.32,
    pitch: -0.2 * k,
    roll: 0.08,
    rightArm: hang(-0.5 + 1.4 * k, 0.5, 0.3),
    leftArm: hang(0.6 - 1.2 * k, 0.6, 0.3),
    rightLeg: { kind: 'angles', raise: -0.65 + 1.85 * k, spread: 0.04, bend: 1.1 - 0.95 * k },
    leftLeg: foot(0.04, 0, 0),
  };
}

function boxing(phase: number): PoseFrame {
  const right = Math.max(0, wave(phase)) ** 2;
  const left = Math.max(0, -wave(phase)) ** 2;
  return {
    hips: 0.31 + 0.006 * wave(4 * phase),
    ...WIDE,
    bend: 0.1,
    twist: 0.35 * (right - left),
    rightArm: hand(0.08 - 0.04 * right, 0.02, 0.12 + 0.14 * right),
    leftArm: hand(0.08 - 0.04 * left, 0.03, 0.14 + 0.12 * left),
  };
}

function bat(phase: number): PoseFrame {
  const k = strike(phase);
  return {
    hips: 0.305,
    ...WIDE,
    twist: -0.75 + 1.6 * k,
    look: 0.5 - 1.1 * k,
    rightArm: hand(0.14 - 0.16 * k, 0.06 - 0.06 * k, 0.1 + 0.12 * k, 'out'),
    leftArm: hand(-0.1 + 0.16 * k, 0.03 - 0.03 * k, 0.12 + 0.1 * k, 'out'),
  };
}

function golf(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0.5], [0.15, 0.5], [0.4, 0], [0.55, 1], [0.8, 1]);
  const swing = (k - 0.5) * 2;
  return {
    hips: 0.315,
    pitch: 0.22,
    twist: -0.7 + 1.4 * k,
    look: 0.5 - 1.0 * k,
    nod: 0.2 - 0.3 * Math.max(0, swing),
    rightArm: hand(0.02 - 0.12 * swing, -0.19 + 0.26 * swing * swing, 0.14, 'out'),
    leftArm: hand(0.02 + 0.12 * swing, -0.17 + 0.26 * swing * swing, 0.14, 'out'),
    rightLeg: foot(0.1),
    leftLeg: foot(0.1),
  };
}

function tennis(phase: number): PoseFrame {
  const k = strike(phase);
  return {
    hips: 0.3 + 0.01 * wave(2 * phase),
    ...WIDE,
    left: -0.03 + 0.06 * k,
    twist: -0.55 + 1.0 * k,
    look: 0.4 - 0.7 * k,
    rightArm: hand(0.22 - 0.2 * k, -0.04 + 0.1 * k, -0.02 + 0.22 * k, 'out'),
    leftArm: hang(0.5 - 0.3 * k, 0.75, 0.5),
  };
}

/** When the ball of a shot leaves the hands and when it is back in them, cycles. */
const RELEASED = 0.36;
const CAUGHT = 0.8;
const TOSS_HEIGHT = 0.34;

/** How high a tossed ball is over the hands, heights. */
export function tossHeight(phase: number): number {
  const flown = (phase - Math.floor(phase) - RELEASED) / (CAUGHT - RELEASED);
  return flown <= 0 || flown >= 1 ? 0 : 4 * TOSS_HEIGHT * flown * (1 - flown);
}

/** Down into the knees, up and the ball goes; the hands wait for it and take it down again. */
function shootBall(phase: number): PoseFrame {
  const k = keyed(phase, [0.1, 0], [RELEASED - 0.02, 1], [CAUGHT + 0.02, 1]);
  const crouch = keyed(phase, [0.1, 1], [RELEASED - 0.04, 0], [CAUGHT, 0]);
  return {
    hips: 0.325 - 0.05 * crouch,
    pitch: 0.1 * crouch,
    nod: -0.06 - 0.2 * k,
    ...WIDE,
    ...arms(hand(0.06, -0.1 + 0.31 * k, 0.17 - 0.03 * k, 'out')),
  };
}

function juggle(phase: number): PoseFrame {
  return {
    hips: 0.322,
    nod: -0.25,
    rightArm: hand(0.13 + 0.025 * wave(2 * phase), -0.1 + 0.05 * wave(2 * phase, 0.25), 0.16),
    leftArm: hand(0.13 + 0.025 * wave(2 * phase, 0.5), -0.1 + 0.05 * wave(2 * phase, 0.75), 0.16),
  };
}

/** Side on: the bow arm straight at the target, the string hand drawn to the cheek, then loosed. */
function archery(phase: number): PoseFrame {
  const drawn = keyed(phase, [0, 0], [0.35, 1], [0.75, 1], [0.8, 0.5]);
  return {
    hips: 0.328,
    yaw: -0.9,
    look: 0.75,
    leftArm: hand(0.35, 0.02, 0.06, 'down'),
    rightArm: hand(0.06 - 0.18 * (1 - drawn), 0.03, 0.14, 'out'),
    rightLeg: foot(0.06, 0, -0.07),
    leftLeg: foot(0.06, 0, 0.07),
  };
}

function fence(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0], [0.25, 0], [0.42, 1], [0.6, 1], [0.85, 0]);
  return {
    hips: 0.29 - 0.06 * k,
    forward: 0.07 * k,
    pitch: 0.15 * k,
    yaw: 0.55,
    look: -0.45,
    rightArm: hand(0.1 - 0.04 * k, -0.02 + 0.03 * k, 0.13 + 0.13 * k),
    leftArm: hand(0.13, 0.12 - 0.16 * k, -0.12, 'up'),
    rightLeg: foot(0.05, 0, 0.1 + 0.12 * k, -0.1),
    leftLeg: foot(0.06, 0, -0.12),
  };
}

function bowl(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0.2], [0.3, 0], [0.55, 1], [0.75, 1]);
  return {
    hips: 0.25,
    pitch: 0.55,
    nod: -0.45,
    rightArm: hang(-1.1 + 2.3 * k, 0.08, 0.05),
    leftArm: hang(0.3 - 0.5 * k, 0.9, 0.2),
    rightLeg: foot(0.01, 0.02, -0.2, 0.7),
    leftLeg: foot(0.05, 0, 0.1),
  };
}

function brawl(phase: number): PoseFrame {
  const k = wave(phase);
  return {
    ...boxing(2 * phase),
    sideBend: 0.12 * k,
    left: 0.03 * k,
    rightArm: k > 0.5 ? hand(0.05, 0.06, 0.26) : hand(0.09, 0.03, 0.13),
    leftArm: hand(0.08, 0.04, 0.14 + 0.1 * Math.max(0, -k)),
  };
}

/** With a blade in the right hand: over the shoulder, down upon the foe, and back on guard. */
function swordplay(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0.25], [0.3, 0], [0.48, 1], [0.62, 1], [0.95, 0.25]);
  return {
    hips: 0.315 - 0.03 * k,
    forward: 0.05 * k,
    pitch: 0.14 * k - 0.04,
    twist: -0.5 + 0.85 * k,
    look: 0.35 - 0.55 * k,
    rightArm: hand(0.15 - 0.1 * k, 0.2 - 0.25 * k, -0.03 + 0.27 * k, 'out'),
    leftArm: hand(0.13, -0.03 - 0.04 * k, 0.14 - 0.08 * k, 'out'),
    rightLeg: foot(0.08, 0, -0.06 + 0.17 * k, -0.1 * k),
    leftLeg: foot(0.09, 0, 0.02 - 0.09 * k),
  };
}

/** `fight` with something to fight with. */
export const SWORDPLAY: Pose = { seconds: 1.3, grounded: true, turned: 0.65, at: swordplay };

function fish(phase: number): PoseFrame {
  const tug = 0.02 * Math.max(0, wave(3 * phase));
  return {
    hips: 0.322,
    pitch: -0.04,
    nod: 0.1,
    rightArm: hand(0.05, -0.09 + tug, 0.19),
    leftArm: hand(0.02, -0.13 + tug, 0.14),
  };
}

export const SPORT_POSES = {
  throw: { seconds: 1.6, grounded: true, turned: 0.55, at: throwBall },
  catch: { seconds: 1.6, grounded: true, turned: 0.3, at: catchBall },
  kick: { seconds: 1.5, grounded: true, turned: 0.75, at: kick },
  punch: { seconds: 0.9, grounded: true, turned: 0.6, at: boxing },
  bat: { seconds: 1.7, grounded: true, turned: 0.35, at: bat },
  golf: { seconds: 2.4, grounded: true, at: golf },
  tennis: { seconds: 1.5, grounded: true, turned: 0.25, at: tennis },
  basketball: { seconds: 2, grounded: true, turned: 0.3, at: shootBall },
  juggle: { seconds: 1.2, grounded: true, at: juggle },
  archery: { seconds: 2.8, grounded: true, turned: 0.8, at: archery },
  fence: { seconds: 1.6, grounded: true, turned: 0.8, at: fence },
  bowl: { seconds: 2, grounded: true, turned: 0.75, at: bowl },
  fight: { seconds: 1.3, grounded: true, turned: 0.65, at: brawl },
  fish: { seconds: 3, grounded: true, turned: 0.6, at: fish },
} as const satisfies Partial<Record<ActionId, Pose>>;
