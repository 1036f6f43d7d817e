import type { ActionId } from '../../vocabulary/actions.ts';
import { arms, foot, hand, hang, keyed, swell, toHead, wave, type Pose, type PoseFrame } from './pose.ts';

function waving(phase: number): PoseFrame {
  const k = wave(2 * phase);
  return { tilt: -0.06 + 0.04 * wave(phase), roll: 0.03, ...waveHand(k) };
}

/** The hand goes to and fro beside the head while the elbow stays. */
function waveHand(k: number): Pick<PoseFrame, 'rightArm'> {
  return { rightArm: hand(0.26 + 0.05 * k, 0.15 - 0.02 * Math.abs(k), 0.05, 'out') };
}

function cheer(phase: number): PoseFrame {
  const k = Math.abs(wave(phase));
  return {
    air: 0.09 * k,
    hips: 0.325,
    nod: -0.18,
    tilt: 0.08 * wave(phase),
    rightArm: hand(0.22, 0.15 + 0.04 * k, 0.05, 'out'),
    leftArm: hand(0.22, 0.15 + 0.04 * k, 0.05, 'out'),
    rightLeg: foot(0.08, 0.03 * k, 0, k),
    leftLeg: foot(0.08, 0.03 * k, 0, k),
  };
}

function bow(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0], [0.35, 1], [0.6, 1], [0.9, 0]);
  return {
    hips: 0.328,
    forward: -0.06 * k,
    pitch: 0.85 * k,
    bend: 0.25 * k,
    nod: 0.1 * k,
    rightArm: hand(0.02, -0.15, 0.13),
    leftArm: hand(0.05, -0.17, -0.11, 'out'),
  };
}

/** Close up to the partner: the arms go past both sides of the other's chest. */
function hug(phase: number): PoseFrame {
  const squeeze = swell(phase);
  return {
    forward: 0.1 + 0.008 * squeeze,
    pitch: 0.1,
    tilt: 0.14,
    nod: 0.04,
    left: 0.01 * wave(phase),
    rightArm: hand(0.115 - 0.02 * squeeze, -0.015, 0.26, 'out'),
    leftArm: hand(0.105 - 0.02 * squeeze, -0.075, 0.26, 'out'),
    rightLeg: foot(0.062, 0, 0.08),
    leftLeg: foot(0.062, 0, 0.1),
  };
}

function laugh(phase: number): PoseFrame {
  const shake = wave(4 * phase);
  return {
    hips: 0.32 + 0.005 * shake,
    bend: 0.1 * wave(phase) - 0.05 + 0.02 * shake,
    nod: -0.22 + 0.05 * shake,
    tilt: 0.1 * wave(phase),
    ...arms(hand(0.05, -0.15, 0.15, 'out')),
  };
}

function cry(phase: number): PoseFrame {
  const sob = 0.02 * wave(3 * phase);
  return { hips: 0.315, bend: 0.18 + sob, nod: 0.25 + sob, ...arms(toHead(0.38, -0.05 + sob, 1.02, 'out')) };
}

function sneeze(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0], [0.4, -1], [0.5, 1], [0.65, 0.8], [0.9, 0]);
  return {
    bend: 0.3 * k,
    nod: 0.3 * k,
    hips: 0.322,
    rightArm: toHead(0.1, -0.45, 1.15, 'out'),
    leftArm: hang(0.2, 0.3, 0.5),
  };
}

export const SOCIAL_POSES = {
  wave: { seconds: 1.5, grounded: true, at: waving },
  clap: {
    seconds: 1,
    grounded: true,
    at: (phase) => ({
      nod: -0.05,
      tilt: 0.05 * wave(phase),
      ...arms(hand(0.02 + 0.09 * swell(2 * phase), -0.04, 0.19, 'out')),
    }),
  },
  bow: { seconds: 3, grounded: true, turned: 0.6, at: bow },
  salute: {
    seconds: 3,
    grounded: true,
    at: (phase) => ({
      hips: 0.332,
      nod: -0.05,
      look: 0.03 * wave(phase),
      rightArm: toHead(0.85, 0.42, 0.62, 'out'),
      leftArm: hang(0, 0.1, 0.08),
    }),
  },
  point: {
    seconds: 2.4,
    grounded: true,
    turned: 0.2,
    at: (phase) => ({
      look: -0.3,
      tilt: 0.04 * wave(phase),
      rightArm: hand(0.32, 0.04 + 0.012 * wave(2 * phase), 0.13, 'down'),
    }),
  },
  cheer: { seconds: 1, grounded: false, at: cheer },
  hug: { seconds: 3, grounded: true, turned: 0.7, at: hug },
  kiss: {
    seconds: 3,
    grounded: true,
    turned: 0.75,
    at: (phase) => ({
      pitch: 0.12 + 0.05 * swell(phase),
      nod: 0.04,
      ...arms(hand(0.09, -0.06, 0.2, 'down')),
    }),
  },
  shake_hands: {
    seconds: 1,
    grounded: true,
    turned: 0.75,
    at: (phase) => ({
      pitch: 0.06,
      rightArm: hand(0.02, -0.1 + 0.02 * wave(2 * phase), 0.24),
      leftArm: hang(0, 0.2, 0.2),
    }),
  },
  laugh: { seconds: 1.3, grounded: true, at: laugh },
  cry: { seconds: 1.6, grounded: true, at: cry },
  yawn: {
    seconds: 3.4,
    grounded: true,
    at: (phase) => {
      const k = keyed(phase, [0, 0], [0.35, 1], [0.65, 1], [0.95, 0]);
      return {
        nod: -0.28 * k,
        bend: -0.1 * k,
        rightArm: toHead(0.12 + 0.4 * (1 - k), -0.5 - 0.8 * (1 - k), 1.1, 'out'),
        leftArm: hang(0.1, 0.2 + 1.9 * k, 0.6),
      };
    },
  },
  sneeze: { seconds: 2, grounded: true, turned: 0.4, at: sneeze },
  blow: {
    seconds: 2.2,
    grounded: true,
    turned: 0.5,
    at: (phase) => ({
      pitch: 0.1 * swell(phase),
      nod: 0.05,
      rightArm: toHead(0.1, -0.75, 1.3, 'out'),
      leftArm: hang(0.1, 0.2, 0.3),
    }),
  },
  comb_hair: {
    seconds: 1.5,
    grounded: true,
    at: (phase) => ({ tilt: 0.1, look: 0.15, rightArm: toHead(0.82, 0.62 - 0.4 * swell(phase), 0.5, 'out') }),
  },
  brush_teeth: {
    seconds: 1,
    grounded: true,
    at: (phase) => ({
      rightArm: toHead(0.3 + 0.14 * wave(2 * phase), -0.52, 1.1, 'out'),
      tilt: 0.05 * wave(phase),
    }),
  },
  apply_makeup: {
    seconds: 2,
    grounded: true,
    at: (phase) => ({
      tilt: -0.06,
      rightArm: toHead(0.5 + 0.06 * wave(2 * phase), -0.2 + 0.08 * wave(2 * phase, 0.25), 1, 'out'),
      leftArm: hand(0.12, 0.02, 0.19),
    }),
  },
  smoke: {
    seconds: 3.6,
    grounded: true,
    at: (phase) => {
      const k = keyed(phase, [0.05, 0], [0.3, 1], [0.55, 1], [0.85, 0]);
      return {
        nod: -0.08 * k,
        rightArm: hand(0.12 - 0.07 * k, -0.12 + 0.2 * k, 0.16 + 0.04 * k, 'out'),
        leftArm: hang(0.05, 0.2, 0.3),
      };
    },
  },
  shake_head: {
    seconds: 1,
    grounded: true,
    at: (phase) => ({ look: 0.5 * wave(phase), ...arms(hang(0.25, 0.4, 0.5)) }),
  },
  nod: {
    seconds: 0.9,
    grounded: true,
    at: (phase) => ({ nod: 0.08 + 0.22 * wave(phase), rightLeg: foot(0.065), leftLeg: foot(0.065) }),
  },
} as const satisfies Partial<Record<ActionId, Pose>>;
