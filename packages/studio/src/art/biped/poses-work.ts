import type { ActionId } from '../../vocabulary/actions.ts';
import {
  arms,
  foot,
  hand,
  hang,
  keyed,
  seated,
  swell,
  toHead,
  wave,
  type Pose,
  type PoseFrame,
} from './pose.ts';

/** Standing at a task that lies before the hands. */
function atTask(phase: number): PoseFrame {
  return {
    hips: 0.326,
    pitch: 0.06,
    nod: 0.22,
    tilt: 0.04 * wave(phase),
    rightLeg: foot(0.07),
    leftLeg: foot(0.07),
  };
}

function write(phase: number): PoseFrame {
  return {
    ...seated(0.2),
    pitch: 0.16,
    nod: 0.25,
    rightArm: hand(0.07 + 0.03 * wave(phase), -0.13 + 0.008 * wave(6 * phase), 0.19, 'back'),
    leftArm: hand(0.1, -0.14, 0.17, 'out'),
  };
}

function paint(phase: number): PoseFrame {
  return {
    ...atTask(phase),
    pitch: 0,
    nod: -0.02,
    rightArm: hand(0.1 + 0.05 * wave(phase), 0.07 + 0.06 * wave(2 * phase), 0.21, 'out'),
    leftArm: hand(0.1, -0.1, 0.15),
  };
}

function typing(phase: number): PoseFrame {
  return {
    ...seated(0.205),
    nod: 0.16,
    pitch: 0.06,
    rightArm: hand(0.07 + 0.02 * wave(phase), -0.13 + 0.014 * wave(7 * phase), 0.2, 'back'),
    leftArm: hand(0.07 - 0.02 * wave(phase, 0.3), -0.13 + 0.014 * wave(7 * phase, 0.5), 0.2, 'back'),
  };
}

/** The right hand goes round in a pot that the left one steadies. */
function stir(phase: number, quick: number): PoseFrame {
  return {
    ...atTask(phase),
    rightArm: hand(
      0.045 + 0.045 * wave(quick * phase),
      -0.06,
      0.19 + 0.035 * wave(quick * phase, 0.25),
      'out',
    ),
    leftArm: hand(0.11, -0.14, 0.17, 'out'),
  };
}

/** The right hand holds a pan level before the belly and shakes it; the left one stirs in it. */
function cook(phase: number): PoseFrame {
  const shake = Math.max(0, wave(phase, 0.25));
  return {
    ...atTask(phase),
    nod: 0.26,
    rightArm: hand(0.15, -0.1 + 0.015 * shake, 0.15 + 0.015 * shake, 'back'),
    leftArm: hand(
      0.075 + 0.04 * wave(2 * phase),
      -0.035 + 0.012 * wave(4 * phase),
      0.19 + 0.03 * wave(2 * phase, 0.25),
      'out',
    ),
  };
}

function chop(phase: number): PoseFrame {
  return {
    ...atTask(phase),
    rightArm: hand(0.05, -0.14 + 0.1 * Math.abs(wave(2 * phase)), 0.19, 'out'),
    leftArm: hand(0.07, -0.15, 0.18, 'out'),
  };
}

function sweep(phase: number): PoseFrame {
  const k = wave(phase);
  return {
    hips: 0.32,
    pitch: 0.2,
    twist: 0.4 * k,
    nod: 0.1,
    rightArm: hand(0.02 - 0.05 * k, -0.14, 0.19, 'out'),
    leftArm: hand(0.02 + 0.05 * k, -0.02, 0.17, 'out'),
    rightLeg: foot(0.08, 0, -0.03),
    leftLeg: foot(0.08, 0, 0.05),
  };
}

function needlework(phase: number): PoseFrame {
  return {
    ...seated(0.2),
    nod: 0.3,
    rightArm: hand(0.04 + 0.025 * wave(3 * phase), -0.1 + 0.02 * wave(3 * phase, 0.25), 0.17, 'out'),
    leftArm: hand(0.04 + 0.02 * wave(3 * phase, 0.5), -0.11, 0.17, 'out'),
  };
}

function dig(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0], [0.3, 1], [0.5, 1], [0.75, 0]);
  return {
    hips: 0.27 + 0.035 * k,
    pitch: 0.65 - 0.42 * k,
    nod: -0.1,
    twist: 0.35 * k,
    rightArm: hand(0.03, -0.2 + 0.09 * k, 0.13, 'back'),
    leftArm: hand(0.04, -0.18 + 0.14 * k, 0.19, 'out'),
    rightLeg: foot(0.08, 0, -0.08, 0.2),
    leftLeg: foot(0.08, 0, 0.11),
  };
}

function hammer(phase: number): PoseFrame {
  const k = keyed(phase, [0, 0], [0.45, 1], [0.62, 0]);
  return {
    ...atTask(phase),
    bend: 0.16 - 0.16 * k,
    rightArm: hand(0.1 + 0.04 * k, -0.12 + 0.25 * k, 0.19 - 0.1 * k, 'out'),
    leftArm: hand(0.06, -0.15, 0.17, 'out'),
  };
}

function saw(phase: number): PoseFrame {
  const k = wave(phase);
  return {
    ...atTask(phase),
    pitch: 0.3,
    rightArm: hand(0.08, -0.15 - 0.02 * k, 0.13 + 0.09 * k, 'back'),
    leftArm: hand(0.09, -0.17, 0.18, 'out'),
    rightLeg: foot(0.07, 0, -0.08),
    leftLeg: foot(0.07, 0, 0.08),
  };
}

/** Leaning into a load while the legs work. */
function shove(phase: number, lean: number): PoseFrame {
  const step = wave(phase);
  return {
    hips: 0.27,
    pitch: lean,
    nod: -0.5 * lean,
    ...arms(lean > 0 ? hand(0.09, 0.0 + 0.01 * step, 0.24, 'out') : hand(0.03, -0.07, 0.22, 'down')),
    rightLeg: foot(
      0.06,
      0.035 * Math.max(0, step),
      -0.09 * Math.sign(lean) + 0.09 * wave(phase, 0.25),
      0.4 * Math.max(0, lean),
    ),
    leftLeg: foot(
      0.06,
      0.035 * Math.max(0, -step),
      -0.09 * Math.sign(lean) - 0.09 * wave(phase, 0.25),
      0.4 * Math.max(0, lean),
    ),
  };
}

function eat(phase: number): PoseFrame {
  const k = keyed(phase, [0.05, 0], [0.35, 1], [0.6, 1], [0.9, 0]);
  return {
    nod: 0.1 + 0.06 * wave(4 * phase) * k,
    rightArm:
      k > 0.5 ? toHead(0.12, -0.72 - 0.35 * (1 - k), 1.12, 'out') : hand(0.06, -0.11 + 0.2 * k, 0.18, 'out'),
    leftArm: hand(0.05, -0.13, 0.17),
  };
}

function drink(phase: number): PoseFrame {
  const k = keyed(phase, [0.05, 0], [0.3, 1], [0.65, 1], [0.92, 0]);
  return {
    nod: 0.04 - 0.22 * k,
    rightArm: hand(0.1 - 0.02 * k, -0.11 + 0.188 * k, 0.17 + 0.05 * k, 'out'),
    leftArm: hang(0.08, 0.22, 0.3),
  };
}

export const WORK_POSES = {
  write: { seconds: 2.4, grounded: false, turned: 0.5, seat: 'stool', at: write },
  paint: { seconds: 2.2, grounded: true, turned: 0.55, at: paint },
  type: { seconds: 1.6, grounded: false, turned: 0.6, seat: 'stool', at: typing },
  phone: {
    seconds: 3,
    grounded: true,
    at: (phase) => ({
      tilt: -0.1 + 0.04 * wave(phase),
      rightArm: toHead(0.98, -0.2, 0.25, 'out'),
      leftArm: hang(0.5 + 0.3 * wave(phase), 0.3, 1.1),
    }),
  },
  photograph: {
    seconds: 3,
    grounded: true,
    turned: 0.35,
    at: (phase) => ({
      hips: 0.31,
      twist: 0.12 * wave(phase),
      rightArm: toHead(0.5, -0.3, 1.15, 'out'),
      leftArm: toHead(0.45, -0.4, 1.2, 'down'),
      rightLeg: foot(0.08, 0, -0.03),
      leftLeg: foot(0.08, 0, 0.05),
    }),
  },
  eat: { seconds: 2, grounded: true, at: eat },
  drink: { seconds: 3, grounded: true, at: drink },
  cook: {
    seconds: 1.8,
    grounded: true,
    turned: 0.25,
    at: cook,
  },
  stir: { seconds: 1.4, grounded: true, turned: 0.2, at: (phase) => stir(phase, 1) },
  chop: { seconds: 0.9, grounded: true, turned: 0.3, at: chop },
  wash: { seconds: 1, grounded: true, turned: 0.2, at: (phase) => stir(phase, 2) },
  sweep: { seconds: 1.7, grounded: true, turned: 0.35, at: sweep },
  iron: {
    seconds: 2,
    grounded: true,
    turned: 0.25,
    at: (phase) => ({
      ...atTask(phase),
      rightArm: hand(0.06 + 0.1 * wave(phase), -0.14, 0.19, 'out'),
      leftArm: hand(0.13, -0.14, 0.16, 'out'),
    }),
  },
  knit: { seconds: 1.4, grounded: false, seat: 'stool', at: needlework },
  sew: { seconds: 2, grounded: false, seat: 'stool', at: needlework },
  dig: { seconds: 1.9, grounded: true, turned: 0.6, at: dig },
  water: {
    seconds: 2.4,
    grounded: true,
    turned: 0.6,
    at: (phase) => ({
      ...atTask(phase),
      pitch: 0.16,
      rightArm: hand(0.06 + 0.04 * wave(phase), -0.08 + 0.02 * wave(2 * phase), 0.21, 'out'),
    }),
  },
  hammer: { seconds: 0.9, grounded: true, turned: 0.55, at: hammer },
  saw: { seconds: 1, grounded: true, turned: 0.65, at: saw },
  carry: {
    seconds: 1.05,
    stride: 0.5,
    grounded: true,
    at: (phase) => ({ ...carryStep(phase), pitch: -0.08, ...arms(hand(0.1, -0.13, 0.19, 'out')) }),
  },
  push: { seconds: 1.3, stride: 0.36, grounded: true, turned: 0.8, at: (phase) => shove(phase, 0.55) },
  pull: { seconds: 1.4, stride: 0.36, grounded: true, turned: 0.8, at: (phase) => shove(phase, -0.4) },
  pet: {
    seconds: 1.6,
    grounded: false,
    turned: 0.6,
    at: (phase) => ({
      hips: 0.19,
      pitch: 0.35,
      nod: 0.05,
      rightArm: hang(1.15 + 0.15 * wave(phase), 0.1, 0.2),
      leftLeg: foot(0.07, 0, 0.14),
      rightLeg: foot(0.06, 0.03, -0.08, 0.8),
    }),
  },
  feed: {
    seconds: 2,
    grounded: true,
    turned: 0.55,
    at: (phase) => ({
      ...atTask(phase),
      pitch: 0.28,
      rightArm: hang(0.95 + 0.12 * wave(phase), 0.1, 0.25),
      leftArm: hand(0.06, -0.13, 0.15),
    }),
  },
} as const satisfies Partial<Record<ActionId, Pose>>;

function carryStep(phase: number): PoseFrame {
  const k = wave(phase);
  const ahead = 0.12 * wave(phase, 0.25);
  return {
    hips: 0.322,
    left: 0.008 * swell(phase),
    rightLeg: foot(0.06, 0.05 * Math.max(0, k), -ahead, 0.3 * Math.max(0, k)),
    leftLeg: foot(0.06, 0.05 * Math.max(0, -k), ahead, 0.3 * Math.max(0, -k)),
  };
}
