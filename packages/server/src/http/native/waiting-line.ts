import type { Generation } from '../../generations/generation.ts';
import { findWaiting, type Waiting } from '../../generations/watching.ts';
import { rememberFor } from '../../kernel/remember-for.ts';
import type { HttpDeps } from '../http-deps.ts';

/** Nobody at place one thousand minds whether it is one thousand and one; counting on would cost more than all the rest of a read. */
export const MOST_COUNTED = 1_000;
/** Who polls looks every half second: a place in the line may be so old. */
const REMEMBERED_MILLISECONDS = 250;

type Place = Pick<Generation, 'engine' | 'createdAt' | 'id'>;

/** How many wait in front of a pending generation for the same engine, counted up to 1,000; 0 when it is next. */
export type CountAhead = (place: Place) => Promise<number>;

/**
 * Each engine's line is read once for all who ask within a quarter of a second: counting anew for each of the reads that poll a
 * pending generation cost as much as the read itself.
 */
export function createCountAhead({ db, clock }: Pick<HttpDeps, 'db' | 'clock'>): CountAhead {
  const lines = new Map<string, () => Promise<readonly Waiting[]>>();
  return async (place) => {
    const { engine } = place;
    const read =
      lines.get(engine) ??
      rememberFor(REMEMBERED_MILLISECONDS, clock, () => findWaiting(db, engine, MOST_COUNTED));
    lines.set(engine, read);
    return countBefore(await read(), place);
  };
}

/** By halving: the line is in order. */
function countBefore(line: readonly Waiting[], place: Place): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = line[middle];
    if (one && isBefore(one, place)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(one: Waiting, { createdAt, id }: Place): boolean {
  const difference = one.createdAt.getTime() - createdAt.getTime();
  return difference < 0 || (difference === 0 && one.id < id);
}
