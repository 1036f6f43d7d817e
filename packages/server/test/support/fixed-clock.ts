import type { Clock } from '../../src/kernel/clock.ts';

/** A clock that only moves when it is told to. */
export interface FixedClock extends Clock {
  advanceSeconds(seconds: number): void;
}

export function fixedClock(start = new Date('2030-01-01T00:00:00Z')): FixedClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advanceSeconds(seconds) {
      now += seconds * 1000;
    },
  };
}
