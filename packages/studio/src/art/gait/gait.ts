import { TAU } from '../../maths/curves.ts';
import type { ActionId } from '../../vocabulary/actions.ts';

export type LegId = 'near_front' | 'near_hind' | 'far_front' | 'far_hind';

/** Where a foot is against the place below its joint, in lengths of the leg: along the way it looks, and off the ground. */
export interface FootAt {
  readonly ahead: number;
  readonly lift: number;
}

/** An animal at one moment. Lengths in lengths of the leg. */
export interface GaitFrame {
  readonly feet: Readonly<Record<LegId, FootAt>>;
  /** The body off its standing height, and rocked (positive lifts the forehand), radians. */
  readonly rise: number;
  readonly rock: number;
  /** The whole animal off the ground. */
  readonly air: number;
  /** How far the head goes down, heights of the figure. */
  readonly headDown: number;
  /** -1..1 swing of the tail. */
  readonly tail: number;
}

interface Gait {
  /** When each foot touches down, cycles. */
  readonly beats: Readonly<Record<LegId, number>>;
  /** Share of the cycle that a foot is on the ground. */
  readonly duty: number;
  /** Path of one cycle, lengths of the leg. */
  readonly stride: number;
  readonly clearance: number;
}

/** Beats as animals have them: a walk puts the feet down one by one, a trot by diagonals, a gallop hind then front. */
export const GAITS = {
  walk: {
    beats: { near_hind: 0, near_front: 0.25, far_hind: 0.5, far_front: 0.75 },
    duty: 0.64,
    stride: 1.15,
    clearance: 0.16,
  },
  trot: {
    beats: { near_hind: 0, far_front: 0.02, far_hind: 0.5, near_front: 0.52 },
    duty: 0.48,
    stride: 1.7,
    clearance: 0.24,
  },
  gallop: {
    beats: { near_hind: 0, far_hind: 0.17, near_front: 0.4, far_front: 0.57 },
    duty: 0.28,
    stride: 3,
    clearance: 0.34,
  },
} as const satisfies Record<string, Gait>;
export type GaitId = keyof typeof GAITS;

/** The gait for a speed in leg lengths per second; an action may ask for a quicker one. */
export function gaitFor(legsPerSecond: number, action: ActionId): GaitId {
  if (action === 'run' || legsPerSecond > 6) return 'gallop';
  return legsPerSecond > 3 ? 'trot' : 'walk';
}

/** Seconds of a cycle of an animal that walks on the spot. */
export const CYCLE_SECONDS: Readonly<Record<GaitId, number>> = { walk: 1.1, trot: 0.7, gallop: 0.55 };

function footOf(gait: Gait, phase: number): FootAt {
  const now = phase - Math.floor(phase);
  const half = (gait.stride * gait.duty) / 2;
  if (now < gait.duty) return { ahead: half - gait.stride * now, lift: 0 };
  const k = (now - gait.duty) / (1 - gait.duty);
  const eased = k * k * (3 - 2 * k);
  return { ahead: -half + 2 * half * eased, lift: gait.clearance * Math.sin(Math.PI * k ** 0.85) };
}

export function movingFrame(id: GaitId, phase: number): GaitFrame {
  const gait: Gait = GAITS[id];
  const feet = {
    near_front: footOf(gait, phase - gait.beats.near_front),
    near_hind: footOf(gait, phase - gait.beats.near_hind),
    far_front: footOf(gait, phase - gait.beats.far_front),
    far_hind: footOf(gait, phase - gait.beats.far_hind),
  };
  const twice = Math.sin(2 * TAU * phase);
  if (id === 'walk')
    return {
      feet,
      rise: 0.03 * twice,
      rock: 0.012 * Math.sin(2 * TAU * (phase - 0.1)),
      air: 0,
      headDown: 0.02 * Math.sin(2 * TAU * (phase + 0.1)),
      tail: Math.sin(TAU * phase),
    };
  if (id === 'trot')
    return {
      feet,
      rise: 0.06 * twice,
      rock: 0.01 * twice,
      air: 0.05 * (1 + twice),
      headDown: 0.012 * twice,
      tail: twice,
    };
  return {
    feet,
    // The body sinks onto the legs that carry it.
    rise: -0.06 + 0.03 * Math.sin(2 * TAU * (phase - 0.1)),
    rock: 0.075 * Math.sin(TAU * (phase + 0.12)),
    air: 0.13 * leapOf(GAITS.gallop, phase),
    headDown: 0.03 * Math.sin(TAU * (phase + 0.2)),
    tail: Math.sin(TAU * phase),
  };
}

/** 0..1..0 from when the last forefoot leaves the ground until the first hind foot touches it; else a foot carries. */
function leapOf({ beats, duty }: Gait, phase: number): number {
  const left = beats.far_front + duty;
  const now = phase - Math.floor(phase);
  return now <= left ? 0 : Math.sin((Math.PI * (now - left)) / (1 - left)) ** 2;
}

const STANDING: Readonly<Record<LegId, FootAt>> = {
  near_front: { ahead: 0.04, lift: 0 },
  near_hind: { ahead: -0.06, lift: 0 },
  far_front: { ahead: 0.2, lift: 0 },
  far_hind: { ahead: 0.14, lift: 0 },
};

const FOLDED: Readonly<Record<LegId, FootAt>> = {
  near_front: { ahead: 0.45, lift: 0 },
  near_hind: { ahead: 0.5, lift: 0 },
  far_front: { ahead: 0.6, lift: 0 },
  far_hind: { ahead: 0.62, lift: 0 },
};

/** What an animal does on the spot; `seconds` of the action. */
export function restingFrame(action: ActionId, seconds: number): GaitFrame {
  const breath = 0.012 * Math.sin(TAU * seconds * 0.35);
  const tail = Math.sin(TAU * seconds * 0.8) * (0.4 + 0.6 * Math.sin(TAU * seconds * 0.13) ** 2);
  const still = {
    feet: STANDING,
    rise: breath,
    rock: 0,
    air: 0,
    headDown: 0.008 * Math.sin(TAU * seconds * 0.3),
    tail,
  };
  switch (action) {
    case 'eat':
    case 'drink':
    case 'feed':
      return { ...still, headDown: 0.27 + 0.025 * Math.sin(TAU * seconds * 1.4), rock: -0.03 };
    case 'sleep':
    case 'lie':
      return {
        ...still,
        feet: FOLDED,
        rise: -0.72 + breath,
        headDown: action === 'sleep' ? 0.14 : 0.02,
        tail: tail * 0.2,
      };
    case 'sit':
    case 'meditate':
      return {
        ...still,
        feet: { ...STANDING, near_hind: FOLDED.near_hind, far_hind: FOLDED.far_hind },
        rise: -0.3,
        rock: 0.3,
      };
    case 'jump':
    case 'play':
    case 'dance':
    case 'cheer':
      return leap(seconds, action === 'jump' ? 1 : 0.55, tail);
    case 'sing':
      // A howl: the muzzle goes up, holds, and comes down.
      return { ...still, headDown: -0.05 - 0.03 * Math.sin(TAU * seconds * 0.3), rock: 0.08 };
    case 'swim':
      return { ...movingFrame('trot', seconds * 1.2), air: 0, rise: 0.04 * Math.sin(TAU * seconds * 0.6) };
    case 'look_around':
      return { ...still, headDown: -0.03 + 0.05 * Math.sin(TAU * seconds * 0.22) };
    case 'nod':
      return { ...still, headDown: 0.06 * Math.sin(TAU * seconds) };
    default:
      return still;
  }
}

function leap(seconds: number, strength: number, tail: number): GaitFrame {
  const cycle = seconds * (strength > 0.9 ? 0.85 : 1.3);
  const k = Math.sin(Math.PI * (cycle - Math.floor(cycle)));
  const up = Math.max(0, (k - 0.35) / 0.65) * strength;
  const turn = Math.cos(Math.PI * (cycle - Math.floor(cycle)));
  const stretch = 0.45 * up;
  return {
    feet: {
      near_front: { ahead: stretch, lift: 0.3 * up },
      far_front: { ahead: stretch + 0.16, lift: 0.25 * up },
      near_hind: { ahead: -stretch, lift: 0.2 * up },
      far_hind: { ahead: 0.12 - stretch, lift: 0.15 * up },
    },
    rise: -0.12 * (1 - k) * strength,
    rock: 0.22 * turn * Math.min(1, up * 2),
    air: up * 0.95,
    headDown: -0.03 * up,
    tail: tail * 2,
  };
}
