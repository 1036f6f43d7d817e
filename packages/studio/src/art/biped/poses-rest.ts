import type { ActionId } from '../../vocabulary/actions.ts';
import {
  arms,
  foot,
  hand,
  hang,
  keyed,
  leg,
  legs,
  seated,
  swell,
  toGround,
  toHead,
  wave,
  type Pose,
  type PoseFrame,
} from './pose.ts';

const breath = (phase: number): number => 0.003 * wave(phase);

function idle(phase: number): PoseFrame {
  return {
    hips: 0.328 + breath(phase),
    left: 0.006 * wave(phase, 0.3),
    tilt: 0.035 * wave(phase, 0.1),
    look: 0.1 * wave(phase, 0.6),
    rightArm: hang(0.06 + 0.03 * wave(phase), 0.2, 0.28),
    leftArm: hang(0.06 + 0.03 * wave(phase, 0.2), 0.2, 0.28),
  };
}

/** On the ground with the knees drawn up, or on an edge with the legs hanging. */
function sit(phase: number, raised: boolean): PoseFrame {
  const still = { pitch: -0.08, tilt: 0.04 * wave(phase), look: 0.15 * wave(phase, 0.4) };
  if (raised)
    return {
      ...still,
      hips: 0.062,
      ...arms(hand(0.07, -0.19, 0.15, 'back')),
      rightLeg: leg(1.42, 1.25 + 0.15 * wave(phase)),
      leftLeg: leg(1.42, 1.25 + 0.15 * wave(phase, 0.5)),
    };
  return {
    ...still,
    hips: 0.062 + breath(phase),
    ...arms(hand(0.06, -0.16, 0.19, 'out')),
    ...legs(foot(0.075, 0, 0.225, -0.1)),
  };
}

function lie(phase: number): PoseFrame {
  return {
    hips: 0.082,
    pitch: -1.5,
    nod: 0.28,
    rightArm: hang(0.15, 0.45, 0.2),
    leftArm: hang(0.15, 0.45, 0.2),
    rightLeg: leg(0.05 + breath(phase), 0.08, 0.1),
    leftLeg: leg(0.5, 1, 0.1),
  };
}

function sleep(phase: number): PoseFrame {
  return {
    hips: 0.082,
    pitch: -1.52,
    bend: 0.03 + 4 * breath(phase),
    nod: 0.22,
    tilt: 0.12,
    ...arms(hand(0.02, -0.15, 0.115, 'out')),
    ...legs(leg(0.04, 0.08, 0.07)),
  };
}

function meditate(phase: number): PoseFrame {
  return {
    hips: 0.066,
    bend: 3 * breath(phase),
    nod: 0.06,
    ...arms(hand(0.17, -0.17, 0.14, 'out')),
    rightLeg: foot(-0.045, 0.0, 0.13),
    leftLeg: foot(-0.045, 0.012, 0.17),
  };
}

function kneel(phase: number): PoseFrame {
  return {
    hips: 0.19 + breath(phase),
    nod: 0.15,
    ...arms(hand(0.05, -0.18, 0.13)),
    rightLeg: leg(0.12, 1.62),
    leftLeg: foot(0.07, 0, 0.16),
  };
}

function crouch(phase: number): PoseFrame {
  return {
    hips: 0.15 + breath(phase),
    pitch: 0.45,
    nod: -0.3,
    ...arms(hand(0.08, -0.15, 0.15, 'out')),
    ...legs(foot(0.08, 0, 0.03, 0.2)),
  };
}

function stretch(phase: number): PoseFrame {
  const up = keyed(phase, [0.1, 0.2], [0.35, 1], [0.7, 1], [0.95, 0.2]);
  const lean = up * 0.26 * wave(phase);
  return {
    hips: 0.332,
    sideBend: lean,
    roll: lean * 0.25,
    nod: -0.15 * up,
    ...arms(hang(0.15, 0.5 + 2.35 * up, 0.12)),
    ...legs(foot(0.09)),
  };
}

function pushUp(phase: number): PoseFrame {
  const down = swell(phase);
  return {
    hips: 0.186 - 0.082 * down,
    pitch: 1.17 + 0.26 * down,
    nod: -0.72,
    ...arms(toGround(0.125, 0.03, 0.225, 'out')),
    ...legs(foot(0.045, 0.045, -0.292, 1.25)),
  };
}

function sitUp(phase: number): PoseFrame {
  const up = swell(phase);
  return {
    hips: 0.075,
    pitch: -1.42 + 0.95 * up,
    bend: 0.3 * up,
    nod: 0.25,
    ...arms(toHead(0.9, -0.1, -0.35, 'out')),
    ...legs(foot(0.06, 0, 0.2)),
  };
}

function squat(phase: number): PoseFrame {
  const down = swell(phase);
  return {
    hips: 0.33 - 0.16 * down,
    forward: -0.05 * down,
    pitch: 0.42 * down,
    nod: -0.3 * down,
    ...arms(hang(0.3 + 1.15 * down, 0.15, 0.05)),
    ...legs(foot(0.1)),
  };
}

function liftWeights(phase: number): PoseFrame {
  const press = keyed(phase, [0, 0], [0.3, 0], [0.5, 1], [0.75, 1], [0.95, 0]);
  return {
    hips: 0.315 - 0.03 * swell(phase, 0.7),
    nod: -0.12 * press,
    ...arms(hand(0.165, 0.02 + 0.2 * press, 0.1 - 0.07 * press, 'out')),
    ...legs(foot(0.09)),
  };
}

function lunge(phase: number): PoseFrame {
  const down = swell(phase);
  return {
    hips: 0.3 - 0.11 * down,
    ...arms(hand(0.11, -0.15, 0.06, 'back')),
    rightLeg: foot(0.05, 0.035, -0.17, 0.95),
    leftLeg: foot(0.05, 0, 0.15),
  };
}

/** The wheel turns in the plane of the picture when seen from the front. */
function cartwheel(phase: number): PoseFrame {
  const angle = Math.PI * 2 * (phase + 0.08 * wave(phase, 0.5));
  return {
    // The head is longer than the arms: upside down the hips rise until it clears the ground.
    hips: 0.37 + 0.135 * (1 - Math.cos(angle)),
    roll: -angle,
    rightArm: hang(0, 2.5, 0),
    leftArm: hang(0, 2.5, 0),
    rightLeg: leg(0.05, 0.05, 0.55),
    leftLeg: leg(0.05, 0.05, 0.55),
  };
}

function handstand(phase: number): PoseFrame {
  const sway = 0.04 * wave(phase);
  return {
    hips: 0.555,
    pitch: Math.PI - 0.06 + sway,
    nod: -1.3,
    ...arms(toGround(0.115, 0.03, 0.02, 'out')),
    rightLeg: leg(0.1 + 2 * sway, 0.12 + Math.abs(sway), 0.05),
    leftLeg: leg(-0.1 - 2 * sway, 0.2, 0.05),
  };
}

export const REST_POSES = {
  idle: { seconds: 3.4, grounded: true, at: idle },
  sit: { seconds: 3.6, grounded: false, turned: 0.32, at: sit },
  kneel: { seconds: 3.4, grounded: false, turned: 0.5, at: kneel },
  crouch: { seconds: 3, grounded: true, turned: 0.5, at: crouch },
  lie: { seconds: 4, grounded: false, turned: 0.9, at: lie },
  sleep: { seconds: 4.2, grounded: false, turned: 0.9, at: sleep },
  meditate: { seconds: 5, grounded: false, at: meditate },
  stretch: { seconds: 4, grounded: true, at: stretch },
  push_up: { seconds: 1.7, grounded: false, turned: 0.85, at: pushUp },
  sit_up: { seconds: 2, grounded: false, turned: 0.85, at: sitUp },
  squat: { seconds: 2, grounded: true, turned: 0.5, at: squat },
  lift_weights: { seconds: 2.6, grounded: true, at: liftWeights },
  lunge: { seconds: 2, grounded: false, turned: 0.75, at: lunge },
  cartwheel: { seconds: 1.6, grounded: false, at: cartwheel },
  handstand: { seconds: 2.6, grounded: false, turned: 0.55, at: handstand },
  hold: {
    seconds: 3.2,
    grounded: true,
    at: (phase) => ({ ...idle(phase), ...arms(hand(0.03, -0.12, 0.17)) }),
  },
  look_around: {
    seconds: 4,
    grounded: true,
    at: (phase) => ({
      ...idle(phase),
      look: keyed(phase, [0.05, -0.8], [0.4, -0.8], [0.55, 0.8], [0.9, 0.8]),
      twist: keyed(phase, [0.05, -0.25], [0.4, -0.25], [0.55, 0.25], [0.9, 0.25]),
      rightArm: toHead(0.5, 0.25, 1.05, 'out'),
    }),
  },
  read: {
    seconds: 4,
    grounded: true,
    at: (phase) => ({
      ...idle(phase),
      nod: 0.3,
      look: 0.12 * wave(phase),
      tilt: 0,
      ...arms(hand(0.07, -0.1, 0.19)),
    }),
  },
  play: {
    seconds: 1.4,
    grounded: false,
    turned: 0.2,
    at: (phase) => ({
      ...seated(0.075),
      bend: 0.12,
      nod: 0.18,
      tilt: 0.1 * wave(phase),
      rightArm: hand(0.1, -0.12 + 0.06 * wave(phase), 0.19),
      leftArm: hand(0.1, -0.12 - 0.06 * wave(phase), 0.19),
      ...legs(foot(0.1, 0, 0.2)),
    }),
  },
} as const satisfies Partial<Record<ActionId, Pose>>;
