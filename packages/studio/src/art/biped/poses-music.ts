import type { ActionId } from '../../vocabulary/actions.ts';
import { arms, foot, hand, keyed, seated, toHead, wave, type Pose, type PoseFrame } from './pose.ts';

/** Standing and moving with the beat. */
function onTheBeat(phase: number): PoseFrame {
  return {
    hips: 0.322 + 0.006 * wave(2 * phase),
    left: 0.012 * wave(phase),
    sideBend: 0.05 * wave(phase, 0.1),
    tilt: 0.09 * wave(phase, 0.2),
    rightLeg: foot(0.075),
    leftLeg: foot(0.075),
  };
}

function guitar(phase: number): PoseFrame {
  return {
    ...onTheBeat(phase),
    yaw: 0.12,
    nod: 0.12 + 0.06 * wave(2 * phase),
    rightArm: hand(0.045, -0.135 + 0.035 * wave(4 * phase), 0.16, 'out'),
    leftArm: hand(0.185, -0.02 + 0.012 * keyed(phase, [0.2, -1], [0.45, 1], [0.7, 0]), 0.15),
  };
}

function violin(phase: number): PoseFrame {
  const bow = wave(2 * phase);
  return {
    ...onTheBeat(phase),
    sideBend: 0.06 + 0.05 * wave(phase, 0.1),
    tilt: 0.2,
    look: 0.3,
    leftArm: hand(0.205, 0.055, 0.14),
    rightArm: hand(0.06 + 0.07 * bow, 0.01 - 0.055 * bow, 0.18, 'out'),
  };
}

function piano(phase: number): PoseFrame {
  return {
    ...seated(0.205),
    pitch: 0.1,
    nod: 0.2 + 0.05 * wave(phase),
    tilt: 0.05 * wave(phase),
    rightArm: hand(0.08 + 0.05 * wave(phase), -0.125 + 0.018 * wave(5 * phase), 0.2, 'back'),
    leftArm: hand(0.09 + 0.04 * wave(phase, 0.3), -0.125 + 0.018 * wave(5 * phase, 0.5), 0.2, 'back'),
  };
}

function drums(phase: number): PoseFrame {
  const hit = (offset: number): number => 0.11 * Math.abs(wave(2 * phase, offset));
  return {
    ...seated(0.215),
    nod: 0.1 * wave(4 * phase),
    sideBend: 0.05 * wave(phase),
    rightArm: hand(0.09, -0.12 + hit(0), 0.2, 'out'),
    leftArm: hand(0.09, -0.12 + hit(0.25), 0.2, 'out'),
  };
}

function harp(phase: number): PoseFrame {
  return {
    ...seated(0.2),
    tilt: 0.08 * wave(phase),
    rightArm: hand(-0.02, 0.02 + 0.05 * wave(2 * phase), 0.2, 'out'),
    leftArm: hand(0.1, 0 - 0.05 * wave(2 * phase, 0.2), 0.22, 'out'),
  };
}

function accordion(phase: number): PoseFrame {
  const stretch = 0.05 * wave(phase);
  return { ...onTheBeat(phase), ...arms(hand(0.15 + stretch, -0.1, 0.13, 'out')) };
}

export const MUSIC_POSES = {
  play_guitar: { seconds: 1.6, grounded: true, at: guitar },
  play_violin: { seconds: 2, grounded: true, at: violin },
  play_piano: { seconds: 2, grounded: false, turned: 0.9, seat: 'stool', at: piano },
  play_drums: { seconds: 1.2, grounded: false, seat: 'stool', at: drums },
  play_flute: {
    seconds: 2.4,
    grounded: true,
    at: (phase) => ({
      ...onTheBeat(phase),
      look: 0.25,
      rightArm: toHead(0.85, -0.42, 0.85 + 0.04 * wave(5 * phase), 'out'),
      leftArm: toHead(-0.05, -0.42, 1.15, 'out'),
    }),
  },
  play_trumpet: {
    seconds: 2,
    grounded: true,
    turned: 0.45,
    at: (phase) => ({
      ...onTheBeat(phase),
      nod: -0.14 - 0.05 * wave(phase),
      rightArm: toHead(0.12, -0.5, 1.35 + 0.03 * wave(4 * phase), 'out'),
      leftArm: toHead(0.08, -0.55, 1.5, 'out'),
    }),
  },
  play_harp: { seconds: 2.4, grounded: false, turned: 0.6, seat: 'stool', at: harp },
  play_accordion: { seconds: 1.8, grounded: true, at: accordion },
  sing: {
    seconds: 2.2,
    grounded: true,
    at: (phase) => ({
      ...onTheBeat(phase),
      nod: -0.14 + 0.07 * wave(2 * phase),
      rightArm: toHead(0.22, -1.0, 1.0, 'out'),
      leftArm: hand(0.2 + 0.03 * wave(phase), -0.03 + 0.06 * wave(phase, 0.2), 0.1, 'down'),
    }),
  },
  conduct: {
    seconds: 1.6,
    grounded: true,
    at: (phase) => ({
      ...onTheBeat(phase),
      rightArm: hand(0.15 + 0.06 * wave(phase), 0.1 + 0.08 * wave(2 * phase), 0.14, 'out'),
      leftArm: hand(0.18 + 0.03 * wave(phase), 0.04 + 0.06 * wave(phase, 0.3), 0.13, 'out'),
    }),
  },
  dance: { seconds: 1.7, grounded: true, at: dance },
  ballet: { seconds: 3, grounded: false, at: ballet },
} as const satisfies Partial<Record<ActionId, Pose>>;

function dance(phase: number): PoseFrame {
  const k = wave(phase);
  const lift = (side: number): number => 0.07 * Math.max(0, side * k);
  return {
    hips: 0.305 + 0.018 * wave(2 * phase, 0.1),
    left: 0.035 * k,
    roll: -0.07 * k,
    sideBend: 0.2 * k,
    twist: 0.3 * k,
    tilt: 0.14 * k,
    rightArm: hand(0.19, 0.06 - 0.15 * k, 0.08 + 0.05 * wave(2 * phase), 'out'),
    leftArm: hand(0.19, 0.06 + 0.15 * k, 0.08 - 0.05 * wave(2 * phase), 'out'),
    rightLeg: foot(0.085, lift(1), 0.02, 4 * lift(1)),
    leftLeg: foot(0.085, lift(-1), 0.02, 4 * lift(-1)),
  };
}

/** On one pointed foot, the other leg to the side at the knee, arms in a wide arc; a turn each cycle. */
function ballet(phase: number): PoseFrame {
  const whirl = keyed(phase, [0, 0], [0.45, 0], [0.7, 1], [0.999, 1]);
  const open = keyed(phase, [0, 0], [0.25, 1], [0.45, 1], [0.6, 0]);
  return {
    hips: 0.375,
    yaw: Math.PI * 2 * whirl,
    nod: -0.08,
    tilt: 0.08 * wave(phase),
    ...arms(
      open > 0.5
        ? hand(0.13 + 0.11 * open, 0.17 - 0.12 * open, 0.06, 'out')
        : hand(0.13 + 0.11 * open, 0.17 - 0.12 * open, 0.06, 'out'),
    ),
    rightLeg: foot(0.012, 0.052, 0, 1.25),
    leftLeg: { kind: 'angles', raise: 0.75 - 0.4 * open, spread: 0.95, bend: 1.75 - 1.2 * open },
  };
}
