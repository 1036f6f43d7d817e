import { TAU, mix, smoothstep, wrap } from '../../maths/curves.ts';
import { RESTING_POSTURE, side, swing } from './posture.ts';
import type { Posture, Side } from './posture.ts';

/** What a performer can do. Each repeats; none leaves the picture or turns its back. */
export const ACTS = {
  walk,
  wave,
  dance,
  jump,
  jumping_jacks: jumpingJacks,
  squat,
  clap,
  arms_up: armsUp,
  side_bend: sideBend,
  look_around: lookAround,
} as const satisfies Record<string, (seconds: number) => Posture>;

export type ActName = keyof typeof ACTS;

/** 0 at the start of a cycle, 1 half-way, 0 at its end, with soft ends. */
function thereAndBack(seconds: number, period: number): number {
  return 0.5 - 0.5 * Math.cos((TAU * seconds) / period);
}

/** On the spot, towards the camera. */
function walk(seconds: number): Posture {
  const step = Math.sin((TAU * seconds) / 1.1);
  return {
    ...RESTING_POSTURE,
    sway: 0.02 * Math.cos((TAU * seconds) / 1.1),
    twist: 6 * step,
    bow: 3,
    left: { ...walkingLeg(step), ...walkingArm(-step) },
    right: { ...walkingLeg(-step), ...walkingArm(step) },
  };
}

function walkingArm(phase: number): Pick<Side, 'upperArm' | 'forearm'> {
  return {
    upperArm: swing(13, 26 * phase),
    forearm: swing(9, 26 + 28 * phase),
  };
}

function walkingLeg(phase: number): Pick<Side, 'thigh' | 'shin'> {
  return {
    thigh: swing(3, 6 + 24 * phase),
    shin: swing(2, -8 - 22 * Math.max(0, -phase) - 14 * Math.max(0, phase)),
  };
}

function wave(seconds: number): Posture {
  const lifted = smoothstep(0, 0.8, seconds);
  const beat = Math.sin((TAU * seconds) / 0.9);
  return {
    ...RESTING_POSTURE,
    headTilt: -6 * lifted,
    lean: -2 * lifted,
    right: side({
      upperArm: swing(mix(14, 98, lifted), 8 * lifted),
      forearm: swing(mix(8, 172 + 24 * beat, lifted), 12),
    }),
  };
}

function dance(seconds: number): Posture {
  const beat = Math.sin((TAU * seconds) / 1.6);
  const double = Math.sin((TAU * seconds) / 0.8);
  return {
    ...RESTING_POSTURE,
    sway: 0.12 * beat,
    twist: 12 * beat,
    lean: 7 * beat,
    headTilt: -6 * beat,
    headNod: 5 * double,
    left: { ...dancingArm(beat), ...dancingLeg(Math.max(0, beat)) },
    right: { ...dancingArm(-beat), ...dancingLeg(Math.max(0, -beat)) },
  };
}

function dancingLeg(bent: number): Pick<Side, 'thigh' | 'shin'> {
  return {
    thigh: swing(13 + 9 * bent, 12 + 12 * bent),
    shin: swing(5, -10 - 12 * bent),
  };
}

function dancingArm(up: number): Pick<Side, 'upperArm' | 'forearm'> {
  return {
    upperArm: swing(62 + 42 * up, 10),
    forearm: swing(100 + 62 * up, 20),
  };
}

/** Crouch, leap with the arms up, land. */
function jump(seconds: number): Posture {
  const cycle = wrap(seconds, 1.8) / 1.8;
  const crouch = smoothstep(0, 0.25, cycle) * (1 - smoothstep(0.25, 0.36, cycle));
  const landing = smoothstep(0.66, 0.74, cycle) * (1 - smoothstep(0.74, 0.98, cycle));
  const flight = cycle > 0.36 && cycle < 0.68 ? Math.sin((Math.PI * (cycle - 0.36)) / 0.32) : 0;
  const reach = smoothstep(0.24, 0.4, cycle) * (1 - smoothstep(0.62, 0.86, cycle));
  const bend = Math.max(crouch, 0.7 * landing);
  const limbs = side({
    upperArm: swing(mix(16, 158, reach), -24 * bend),
    forearm: swing(mix(10, 170, reach), 10 - 14 * bend),
    thigh: swing(8 + 10 * bend, 4 + 42 * bend),
    shin: swing(4, -6 - 34 * bend - 18 * flight),
  });
  return {
    ...RESTING_POSTURE,
    lift: 0.28 * flight,
    bow: 16 * bend,
    headNod: -10 * flight,
    left: limbs,
    right: limbs,
  };
}

function jumpingJacks(seconds: number): Posture {
  const open = thereAndBack(seconds, 1.2);
  const limbs = side({
    upperArm: swing(mix(14, 152, open)),
    forearm: swing(mix(10, 166, open), 8),
    thigh: swing(mix(3, 24, open), 4),
    shin: swing(mix(3, 22, open), -4),
  });
  return {
    ...RESTING_POSTURE,
    lift: 0.08 * Math.abs(Math.sin((TAU * seconds) / 1.2)),
    left: limbs,
    right: limbs,
  };
}

function squat(seconds: number): Posture {
  const down = thereAndBack(seconds, 2.2);
  const limbs = side({
    upperArm: swing(mix(14, 34, down), mix(0, 62, down)),
    forearm: swing(mix(8, 6, down), mix(12, 70, down)),
    thigh: swing(mix(8, 36, down), mix(2, 52, down)),
    shin: swing(mix(6, 4, down), mix(-3, -22, down)),
  });
  return { ...RESTING_POSTURE, bow: 18 * down, headNod: -8 * down, left: limbs, right: limbs };
}

function clap(seconds: number): Posture {
  const apart = thereAndBack(seconds, 0.7);
  const limbs = side({
    upperArm: swing(mix(22, 40, apart), 24),
    forearm: swing(mix(-122, -196, apart), mix(42, 26, apart)),
  });
  return { ...RESTING_POSTURE, headNod: 4 * apart, left: limbs, right: limbs };
}

function armsUp(seconds: number): Posture {
  const up = thereAndBack(seconds, 2.6);
  const limbs = side({ upperArm: swing(mix(14, 166, up)), forearm: swing(mix(8, 174, up), mix(12, 4, up)) });
  return { ...RESTING_POSTURE, headNod: -10 * up, left: limbs, right: limbs };
}

function sideBend(seconds: number): Posture {
  const bend = Math.sin((TAU * seconds) / 2.8);
  const stance = { thigh: swing(15, 2), shin: swing(13, -2) };
  const left = smoothstep(-0.4, 0.9, -bend);
  const right = smoothstep(-0.4, 0.9, bend);
  return {
    ...RESTING_POSTURE,
    lean: 20 * bend,
    headTilt: 8 * bend,
    left: { ...stance, ...bendingArm(left) },
    right: { ...stance, ...bendingArm(right) },
  };
}

function bendingArm(over: number): Pick<Side, 'upperArm' | 'forearm'> {
  return {
    upperArm: swing(mix(24, 172, over), 0),
    forearm: swing(mix(16, 200, over), 6),
  };
}

function lookAround(seconds: number): Posture {
  const round = Math.sin((TAU * seconds) / 3);
  const nod = Math.sin((TAU * seconds) / 1.5);
  const hip = side({ upperArm: swing(42, -14), forearm: swing(-34, 26) });
  return {
    ...RESTING_POSTURE,
    twist: 10 * round,
    headTurn: 26 * round,
    headNod: 8 * nod,
    headTilt: 4 * round,
    left: hip,
    right: hip,
  };
}
