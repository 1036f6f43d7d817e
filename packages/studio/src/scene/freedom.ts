import { clamp, mix } from '../maths/curves.ts';
import { hashText, randomStream } from '../maths/random.ts';

/**
 * How much the seed may decide. At cfg_scale 1 every draw comes from a fixed stream, so two seeds give one layout;
 * at 0 every draw comes from the seed.
 */
export interface Freedom {
  /** 0 = nothing is left to chance, 1 = the seed decides. */
  readonly amount: number;
  /** A named stream of numbers in 0..1, blended between the fixed and the seeded one by `amount`. */
  stream(name: string): () => number;
  /** A number of the seed alone, 0..1, for choices that are only offered when `amount` allows. */
  chance(name: string): number;
}

export function createFreedom(seed: number, cfgScale: number): Freedom {
  const amount = clamp(1 - cfgScale);
  // The default cfg of 0.5 should already look different for every seed, so the blend saturates early.
  const blend = clamp(amount * 1.6);
  return {
    amount,
    stream(name) {
      const fixed = randomStream(hashText('reelay layout'), name);
      const seeded = randomStream(seed, name);
      return () => mix(fixed(), seeded(), blend);
    },
    chance(name) {
      return randomStream(seed, `chance ${name}`)();
    },
  };
}

/** Picks an element by a number in 0..1. The list must not be empty. */
export function pick<T>(list: readonly [T, ...T[]], chance: number): T {
  return list[Math.min(list.length - 1, Math.floor(chance * list.length))] ?? list[0];
}
