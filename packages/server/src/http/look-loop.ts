import type { Logger } from '../kernel/log.ts';

/** What listeners wait for is looked for at most this often ... */
const LEAST_PAUSE_MILLISECONDS = 100;
/** ... and when many wait, or the database is busy or away, less often, but never less than this. */
const MOST_PAUSE_MILLISECONDS = 2_000;
/** Looking takes at most a twentieth of the time; a quarter while there is news all the time. */
const PAUSE_PER_LOOK = 19;
const HURRIED_PAUSE_PER_LOOK = 3;

export interface LookLoop {
  /** Somebody waits now: looks soon, and again until nobody does. */
  wake(): void;
  /** There is something to be seen: if somebody waits, the next look need not wait for its turn. */
  hurry(): void;
}

/**
 * Asks `look` again and again while `isNeeded`, never twice at once. The pause grows with what a look takes, so that any
 * number of listeners leaves the database nineteen parts of twenty of one connection. A look that fails is logged, and
 * the next one finds what it has missed.
 */
export function createLookLoop(options: {
  readonly look: () => Promise<void>;
  readonly isNeeded: () => boolean;
  readonly log: Logger;
}): LookLoop {
  let isRunning = false;
  let isLooking = false;
  /** The look that comes next is in a hurry, or is to be once the one under way has ended. */
  let isHurried = false;
  /** On the clock of `performance`: a look in a hurry does not come before. */
  let earliest = 0;
  let timer: NodeJS.Timeout | undefined;
  const later = (milliseconds: number): void => {
    clearTimeout(timer);
    // What is watched keeps the process alive, not the watching.
    timer = setTimeout(() => void round(), milliseconds).unref();
  };
  async function round(): Promise<void> {
    if (!options.isNeeded()) {
      isRunning = false;
      isHurried = false;
      return;
    }
    isLooking = true;
    isHurried = false;
    const pause = await lookOnce();
    isLooking = false;
    later(isHurried ? Math.max(0, earliest - performance.now()) : pause);
  }
  /** Answers the pause after it. */
  async function lookOnce(): Promise<number> {
    const began = performance.now();
    try {
      await options.look();
      const took = performance.now() - began;
      earliest = performance.now() + took * HURRIED_PAUSE_PER_LOOK;
      return pauseAfter(took);
    } catch (error) {
      options.log.warn({ err: String(error) }, 'a look for what listeners wait for failed; looking again');
      earliest = performance.now() + MOST_PAUSE_MILLISECONDS;
      return MOST_PAUSE_MILLISECONDS;
    }
  }
  return {
    wake() {
      if (isRunning) return;
      isRunning = true;
      later(LEAST_PAUSE_MILLISECONDS);
    },
    hurry() {
      if (!isRunning || isHurried) return;
      isHurried = true;
      if (!isLooking) later(Math.max(0, earliest - performance.now()));
    },
  };
}

function pauseAfter(lookMilliseconds: number): number {
  const fair = lookMilliseconds * PAUSE_PER_LOOK;
  return Math.min(Math.max(fair, LEAST_PAUSE_MILLISECONDS), MOST_PAUSE_MILLISECONDS);
}
