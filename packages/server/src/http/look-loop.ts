import type { Logger } from '../kernel/log.ts';

/** What listeners wait for is looked for at most this often ... */
const LEAST_PAUSE_MILLISECONDS = 100;
/** ... and when many wait, or the database is busy or away, less often, but never less than this. */
const MOST_PAUSE_MILLISECONDS = 2_000;
/** Looking takes at most a twentieth of the time. */
const PAUSE_PER_LOOK = 19;

export interface LookLoop {
  /** Somebody waits now: looks soon, and again until nobody does. */
  wake(): void;
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
  const later = (milliseconds: number): void => {
    // What is watched keeps the process alive, not the watching.
    setTimeout(() => void round(), milliseconds).unref();
  };
  async function round(): Promise<void> {
    if (!options.isNeeded()) {
      isRunning = false;
      return;
    }
    const began = performance.now();
    try {
      await options.look();
      later(pauseAfter(performance.now() - began));
    } catch (error) {
      options.log.warn({ err: String(error) }, 'a look for what listeners wait for failed; looking again');
      later(MOST_PAUSE_MILLISECONDS);
    }
  }
  return {
    wake() {
      if (isRunning) return;
      isRunning = true;
      later(LEAST_PAUSE_MILLISECONDS);
    },
  };
}

function pauseAfter(lookMilliseconds: number): number {
  const fair = lookMilliseconds * PAUSE_PER_LOOK;
  return Math.min(Math.max(fair, LEAST_PAUSE_MILLISECONDS), MOST_PAUSE_MILLISECONDS);
}
