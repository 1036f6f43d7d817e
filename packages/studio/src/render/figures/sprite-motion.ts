import { smoothstep, TAU } from '../../maths/curves.ts';
import type { ActionId } from '../../vocabulary/actions.ts';
import type { Figure, FigureKind } from '../../vocabulary/figure.ts';
import type { Lean } from './blit.ts';
import { createWarp, WARP_STEPS, type Warp } from './sample-span.ts';

/** How a whole picture moves: offsets in its own height, an angle (clockwise), sizes, and bending. */
export interface SpriteMotion {
  readonly forward: number;
  readonly rise: number;
  readonly angle: number;
  readonly widen: number;
  readonly heighten: number;
  /** Whether the warp bends it. */
  readonly bends: boolean;
  readonly lean: Lean | null;
}

export interface MotionInput {
  readonly action: ActionId;
  readonly seconds: number;
  /** Path speed in heights of the figure per second. */
  readonly pace: number;
  readonly airborne: boolean;
  readonly phase: number;
}

export const STILL: SpriteMotion = {
  forward: 0,
  rise: 0,
  angle: 0,
  widen: 1,
  heighten: 1,
  bends: false,
  lean: null,
};

/** One warp is bent anew for every picture that needs it. */
let shared: Warp | null = null;

export function sharedWarp(): Warp {
  shared ??= createWarp();
  return shared;
}

/** How figures that have no skeleton move, by what they are; bends are written into `warp`. */
export function spriteMotion(figure: Figure, input: MotionInput, warp: Warp): SpriteMotion {
  const turn = TAU * (input.seconds + input.phase);
  clearWarp(warp);
  const own = kindMotion(figure.kind, figure.faces === 'front', turn, input, warp);
  return withAction(own, input.action, turn, figure.kind);
}

function kindMotion(
  kind: FigureKind,
  isFront: boolean,
  turn: number,
  input: MotionInput,
  warp: Warp,
): SpriteMotion {
  switch (kind) {
    case 'bird':
      return birdMotion(turn, input, warp);
    case 'insect':
      return {
        ...STILL,
        rise: 0.1 * Math.sin(turn * 0.9),
        angle: 0.12 * Math.sin(turn * 0.7),
        widen: 0.45 + 0.55 * Math.abs(Math.cos(turn * 2.2)),
      };
    case 'fish':
    case 'sea_creature':
      return isFront ? pulse(turn) : swim(turn, input.pace, warp);
    case 'boat':
      return {
        ...STILL,
        rise: 0.02 * Math.sin(turn * 0.35) - 0.02,
        angle: 0.045 * Math.sin(turn * 0.27 + 0.6),
      };
    case 'vehicle':
    case 'train': {
      const shake = Math.min(1, input.pace * 0.4);
      return {
        ...STILL,
        rise: 0.006 * shake * Math.sin(turn * 4.3),
        angle: 0.006 * shake * Math.sin(turn * 2.9),
      };
    }
    case 'aircraft':
    case 'spacecraft':
      return input.airborne
        ? { ...STILL, rise: 0.025 * Math.sin(turn * 0.4), angle: 0.03 * Math.sin(turn * 0.31) }
        : STILL;
    case 'fire':
      return flicker(turn);
    case 'plant':
      return bendUpwards(0.035 * Math.sin(turn * 0.4) + 0.012 * Math.sin(turn * 1.1));
    case 'quadruped':
      return legless(turn, input);
    default:
      return STILL;
  }
}

/** What a picture does when it is told to act, on top of how its kind moves. */
function withAction(own: SpriteMotion, action: ActionId, turn: number, kind: FigureKind): SpriteMotion {
  const isAnimal = kind === 'quadruped' || kind === 'bird' || kind === 'insect';
  switch (action) {
    case 'jump':
    case 'play':
    case 'cheer':
    case 'dance': {
      const hop = Math.abs(Math.sin(turn * 0.75));
      const squash = 0.06 * Math.cos(turn * 1.5);
      return {
        ...own,
        rise: own.rise + 0.25 * hop,
        angle: own.angle + 0.12 * Math.sin(turn * 0.75),
        heighten: own.heighten * (1 - squash),
        widen: own.widen * (1 + squash),
      };
    }
    case 'spin':
      return { ...own, widen: own.widen * (0.2 + 0.8 * Math.abs(Math.cos(turn * 0.5))) };
    case 'swing':
      return { ...own, angle: own.angle + 0.35 * Math.sin(turn * 0.5) };
    case 'float':
      return {
        ...own,
        rise: own.rise + 0.06 * Math.sin(turn * 0.3),
        angle: own.angle + 0.06 * Math.sin(turn * 0.23),
      };
    case 'eat':
    case 'drink':
      return isAnimal ? { ...own, angle: own.angle - 0.09 - 0.05 * Math.sin(turn * 1.1) } : own;
    case 'sleep':
    case 'lie':
      return { ...own, heighten: own.heighten * (0.93 + 0.02 * Math.sin(turn * 0.3)) };
    default:
      return own;
  }
}

function birdMotion(turn: number, input: MotionInput, warp: Warp): SpriteMotion {
  if (!input.airborne && input.action !== 'fly') {
    const hop = Math.abs(Math.sin(turn * 1.4)) * Math.min(1, input.pace);
    return {
      ...STILL,
      rise: 0.12 * hop,
      angle: input.pace > 0.1 ? 0.05 * Math.sin(turn * 1.4) : -0.06 * Math.max(0, Math.sin(turn * 0.45)),
    };
  }
  // Art looks to the left: the upper half behind the neck, where wings are, beats, and the head stays.
  const beat = Math.sin(turn * 1.9);
  for (let i = 0; i < WARP_STEPS; i++) {
    const along = (i + 0.5) / WARP_STEPS;
    const wing = along < 0.6 ? (0.6 - along) / 0.6 : 0;
    warp.vByV[i] = -wing * (0.35 + 0.65 * wing) * 0.3 * (0.3 + beat);
    warp.vWeightByU[i] = smoothstep(0.22, 0.55, along);
  }
  return { ...STILL, rise: -0.05 * beat, angle: 0.05 * Math.sin(turn * 0.5), bends: true };
}

function swim(turn: number, pace: number, warp: Warp): SpriteMotion {
  const rate = 0.9 + Math.min(1.2, pace * 0.5);
  // Art looks to the left: the tail is at u = 1 and swings the most.
  for (let i = 0; i < WARP_STEPS; i++) {
    const u = (i + 0.5) / WARP_STEPS;
    warp.vByU[i] = 0.1 * u * u * Math.sin(turn * rate - u * 3.2);
    warp.uByU[i] = 0.025 * u * Math.sin(turn * rate * 1 - u * 2);
  }
  return {
    ...STILL,
    rise: 0.04 * Math.sin(turn * 0.37),
    angle: 0.05 * Math.sin(turn * 0.29),
    bends: true,
  };
}

function pulse(turn: number): SpriteMotion {
  const squeeze = 0.08 * Math.sin(turn * 0.7);
  return {
    ...STILL,
    rise: 0.08 * Math.sin(turn * 0.35),
    widen: 1 + squeeze,
    heighten: 1 - squeeze,
    angle: 0.08 * Math.sin(turn * 0.21),
  };
}

function flicker(turn: number): SpriteMotion {
  return {
    ...STILL,
    heighten: 1 + 0.05 * Math.sin(turn * 2.3) + 0.03 * Math.sin(turn * 3.7),
    lean: (height) =>
      height *
      height *
      (0.06 * Math.sin(turn * 1.7 + height * 4) + 0.035 * Math.sin(turn * 2.9 - height * 6)),
  };
}

/** Bends a standing thing sideways, the more the higher. */
export function bendUpwards(amount: number): SpriteMotion {
  return { ...STILL, lean: (height) => amount * height * height };
}

/** Animals whose picture shows no walking legs hop along. */
function legless(turn: number, input: MotionInput): SpriteMotion {
  if (input.pace < 0.1 && input.action !== 'walk' && input.action !== 'run')
    return { ...STILL, heighten: 1 + 0.012 * Math.sin(turn * 0.45), angle: 0.015 * Math.sin(turn * 0.3) };
  const beat = turn * (0.8 + Math.min(0.8, input.pace * 0.3));
  const hop = Math.abs(Math.sin(beat));
  const stretch = 0.07 * Math.cos(2 * beat);
  return {
    ...STILL,
    rise: 0.2 * hop,
    angle: -0.14 * Math.cos(beat) * Math.sign(Math.sin(beat) || 1),
    heighten: 1 - stretch,
    widen: 1 + stretch,
  };
}

function clearWarp(warp: Warp): void {
  warp.uByU.fill(0);
  warp.uByV.fill(0);
  warp.vByU.fill(0);
  warp.vByV.fill(0);
  warp.vWeightByU.fill(1);
}
