import { createHash } from 'node:crypto';

/** A stream of numbers that is the same for the same seed and name, whatever other streams are asked for. */
export interface Random {
  /** 0 inclusive to 1 exclusive. */
  float(): number;
  between(least: number, most: number): number;
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  /** True with this probability, 0..1. */
  chance(share: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** A name, as often as its weight says; weights are relative. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

/** `names` say what the stream is for, such as `('plan', 17)`: everything about request 17 is known before the run begins. */
export function randomOf(seed: number, ...names: readonly (string | number)[]): Random {
  const float = smallFastCounter(
    createHash('sha256')
      .update([seed, ...names].join('/'))
      .digest(),
  );
  const between = (least: number, most: number): number => least + float() * (most - least);
  const whole = (least: number, most: number): number => Math.floor(between(least, most + 1));
  return {
    float,
    between,
    whole,
    chance: (share) => float() < share,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    weighted: (weights) => pickWeighted(weights, float()),
  };
}

/** sfc32, by Chris Doty-Humphrey: four words of state, good for much more than we ask of it. */
function smallFastCounter(state: Buffer): () => number {
  let a = state.readInt32LE(0);
  let b = state.readInt32LE(4);
  let c = state.readInt32LE(8);
  let counter = 1;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}

function pickWeighted<Name extends string>(weights: Readonly<Record<Name, number>>, at: number): Name {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a record are its keys
  const entries = Object.entries(weights) as [Name, number][];
  let left = at * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  throw new RangeError('there is nothing to choose from');
}
