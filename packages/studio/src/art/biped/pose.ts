import { TAU } from '../../maths/curves.ts';

/**
 * The vocabulary poses are written in. Lengths are heights of an adult figure and are scaled to other builds; angles
 * are radians. `out` is away from the midline on the limb's own side, so one call serves the left and the right.
 */
export type ArmPose =
  /** The hand goes to a point: of the chest (origin between the shoulders), the head (unit: its radius) or the ground. */
  | {
      readonly kind: 'reach';
      readonly from: 'chest' | 'head' | 'ground';
      readonly out: number;
      readonly up: number;
      readonly forward: number;
      /** Where the elbow points: down by default. */
      readonly elbow: 'down' | 'out' | 'back' | 'up';
    }
  /** Shoulder swung forward by `raise` and sideways by `spread`, elbow bent by `bend`. */
  | { readonly kind: 'angles'; readonly raise: number; readonly spread: number; readonly bend: number };

export type LegPose =
  /** The ankle goes to a point of the ground plan; `toe` points the foot down. Origin below the standing hips. */
  | {
      readonly kind: 'step';
      readonly out: number;
      readonly up: number;
      readonly forward: number;
      readonly toe: number;
    }
  | { readonly kind: 'angles'; readonly raise: number; readonly spread: number; readonly bend: number };

/** A body at one moment. What is left out stands at ease. */
export interface PoseFrame {
  /** Height of the hips over the ground; feet on the ground pull it down when they cannot reach. */
  readonly hips?: number;
  /** The hips to the left and forward of where the figure stands. */
  readonly left?: number;
  readonly forward?: number;
  /** The whole figure off the ground. */
  readonly air?: number;
  /** The whole body about the hips: leans forward, leans left, turns left. */
  readonly pitch?: number;
  readonly roll?: number;
  readonly yaw?: number;
  /** The chest against the hips. */
  readonly bend?: number;
  readonly sideBend?: number;
  readonly twist?: number;
  /** The head against the chest: looks down, leans left, turns left. */
  readonly nod?: number;
  readonly tilt?: number;
  readonly look?: number;
  readonly rightArm?: ArmPose;
  readonly leftArm?: ArmPose;
  readonly rightLeg?: LegPose;
  readonly leftLeg?: LegPose;
}

export interface Pose {
  /** One cycle at tempo 1. */
  readonly seconds: number;
  /** Path length of one cycle, heights; the cycle then follows the path and feet do not slide. */
  readonly stride?: number;
  /** Whether the lowest foot rests on the ground all through the cycle. */
  readonly grounded: boolean;
  /** Turned away from the camera at least this much (0..1) because the silhouette reads from the side. */
  readonly turned?: number;
  /** Height over the feet at which the surface lies when water carries the figure. */
  readonly waterline?: number;
  /** What the body rests on, drawn with it when the ground carries the figure. */
  readonly seat?: 'stool';
  /** `phase` counts cycles. `raised` is true when the figure sits or lies on something at its own height. */
  at(phase: number, raised: boolean): PoseFrame;
}

/** Height of the ankles of an adult whose soles are on the ground. */
export const SOLE = 0.034;
/** Height of the hips of an adult at ease: knees not quite straight. */
export const STANDING = 0.328;

type Elbow = Extract<ArmPose, { kind: 'reach' }>['elbow'];

export function hand(out: number, up: number, forward: number, elbow: Elbow = 'down'): ArmPose {
  return { kind: 'reach', from: 'chest', out, up, forward, elbow };
}

/** A hand at the head: 1 is its surface, (0, -0.5, 1) the mouth, (0, 0, 1) the eyes. */
export function toHead(out: number, up: number, forward: number, elbow: Elbow = 'down'): ArmPose {
  return { kind: 'reach', from: 'head', out, up, forward, elbow };
}

export function toGround(out: number, up: number, forward: number, elbow: Elbow = 'back'): ArmPose {
  return { kind: 'reach', from: 'ground', out, up, forward, elbow };
}

export function hang(raise = 0.08, spread = 0.2, bend = 0.25): ArmPose {
  return { kind: 'angles', raise, spread, bend };
}

export function foot(out = 0.058, up = 0, forward = 0, toe = 0): LegPose {
  return { kind: 'step', out, up: SOLE + up, forward, toe };
}

export function leg(raise: number, bend = 0, spread = 0.06): LegPose {
  return { kind: 'angles', raise, spread, bend };
}

/** -1..1, one swing a cycle. */
export function wave(phase: number, offset = 0): number {
  return Math.sin(TAU * (phase + offset));
}

/** 0..1..0, one smooth rise a cycle. */
export function swell(phase: number, offset = 0): number {
  return 0.5 - 0.5 * Math.cos(TAU * (phase + offset));
}

/** A value led through `[when, value]` keys (when within 0..1, rising) and back to the first, easing in between. */
export function keyed(phase: number, ...keys: readonly (readonly [number, number])[]): number {
  const first = keys[0];
  if (!first) return 0;
  const now = phase - Math.floor(phase);
  let [when, value] = keys[keys.length - 1] ?? first;
  when -= 1;
  for (const [nextWhen, nextValue] of [...keys, [first[0] + 1, first[1]] as const]) {
    if (now <= nextWhen) {
      const k = nextWhen > when ? (now - when) / (nextWhen - when) : 1;
      return value + (nextValue - value) * k * k * (3 - 2 * k);
    }
    when = nextWhen;
    value = nextValue;
  }
  return value;
}

/** Both arms alike. */
export function arms(pose: ArmPose): Pick<PoseFrame, 'rightArm' | 'leftArm'> {
  return { rightArm: pose, leftArm: pose };
}

export function legs(pose: LegPose): Pick<PoseFrame, 'rightLeg' | 'leftLeg'> {
  return { rightLeg: pose, leftLeg: pose };
}

/** Thighs level and shins down: on a stool, or with the legs hanging from a height. */
export function seated(hips = 0.2): PoseFrame {
  return { hips, ...legs(foot(0.07, 0, 0.15)) };
}
