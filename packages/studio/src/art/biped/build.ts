import type { FigureArt } from '../../vocabulary/figure.ts';

export type BuildId = Extract<FigureArt, { kind: 'biped' }>['build'];

/** Sizes of a toy body in heights of the whole figure. */
export interface Build {
  readonly thigh: number;
  readonly shin: number;
  readonly ankle: number;
  readonly foot: number;
  readonly pelvisHalfWidth: number;
  readonly torso: number;
  readonly shoulderHalfWidth: number;
  readonly upperArm: number;
  readonly forearm: number;
  readonly headRadius: number;
  /** From the line of the shoulders to the centre of the head. */
  readonly neck: number;
  readonly radius: {
    readonly thigh: number;
    readonly knee: number;
    readonly ankle: number;
    readonly foot: number;
    readonly belly: number;
    readonly chest: number;
    readonly upperArm: number;
    readonly wrist: number;
    readonly hand: number;
  };
  /** How much wider than deep the torso is. */
  readonly breadth: number;
  /** Softness of the joins between parts, heights. */
  readonly blend: number;
}

export const BUILDS = {
  adult: {
    thigh: 0.152,
    shin: 0.148,
    ankle: 0.034,
    foot: 0.062,
    pelvisHalfWidth: 0.052,
    torso: 0.235,
    shoulderHalfWidth: 0.098,
    upperArm: 0.132,
    forearm: 0.122,
    headRadius: 0.178,
    neck: 0.242,
    radius: {
      thigh: 0.056,
      knee: 0.045,
      ankle: 0.037,
      foot: 0.036,
      belly: 0.078,
      chest: 0.082,
      upperArm: 0.042,
      wrist: 0.031,
      hand: 0.039,
    },
    breadth: 1.32,
    blend: 0.022,
  },
  child: {
    thigh: 0.132,
    shin: 0.13,
    ankle: 0.034,
    foot: 0.058,
    pelvisHalfWidth: 0.05,
    torso: 0.21,
    shoulderHalfWidth: 0.09,
    upperArm: 0.118,
    forearm: 0.112,
    headRadius: 0.208,
    neck: 0.262,
    radius: {
      thigh: 0.054,
      knee: 0.046,
      ankle: 0.039,
      foot: 0.037,
      belly: 0.08,
      chest: 0.078,
      upperArm: 0.041,
      wrist: 0.033,
      hand: 0.039,
    },
    breadth: 1.25,
    blend: 0.022,
  },
  stout: {
    thigh: 0.116,
    shin: 0.112,
    ankle: 0.04,
    foot: 0.056,
    pelvisHalfWidth: 0.064,
    torso: 0.235,
    shoulderHalfWidth: 0.104,
    upperArm: 0.122,
    forearm: 0.114,
    headRadius: 0.2,
    neck: 0.258,
    radius: {
      thigh: 0.068,
      knee: 0.058,
      ankle: 0.05,
      foot: 0.045,
      belly: 0.122,
      chest: 0.088,
      upperArm: 0.05,
      wrist: 0.042,
      hand: 0.046,
    },
    breadth: 1.2,
    blend: 0.03,
  },
  robot: {
    thigh: 0.146,
    shin: 0.142,
    ankle: 0.036,
    foot: 0.066,
    pelvisHalfWidth: 0.058,
    torso: 0.23,
    shoulderHalfWidth: 0.118,
    upperArm: 0.128,
    forearm: 0.122,
    headRadius: 0.182,
    neck: 0.252,
    radius: {
      thigh: 0.04,
      knee: 0.04,
      ankle: 0.044,
      foot: 0.042,
      belly: 0.07,
      chest: 0.092,
      upperArm: 0.034,
      wrist: 0.038,
      hand: 0.042,
    },
    breadth: 1.42,
    blend: 0.006,
  },
} as const satisfies Record<BuildId, Build>;

export function legLength(build: Build): number {
  return build.thigh + build.shin;
}

/** Height of the hips over the ground with straight legs. */
export function standingHipHeight(build: Build): number {
  return legLength(build) + build.ankle;
}
