import type { Db } from '../db/transaction.ts';
import { findChanged, type Seen, type WatchedGeneration } from '../generations/watching.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Logger } from '../kernel/log.ts';
import { createLookLoop } from './look-loop.ts';

type Listener = (generation: WatchedGeneration) => void;

/** All who wait for something to happen to a generation, in this process. */
export interface WatchHub {
  /**
   * Calls `listener` soon after the generation is no longer as it was seen, and on every change from then on, until the
   * function it returns is called. A listener may be told twice of the same.
   */
  watch(seen: Seen, listener: Listener): () => void;
}

interface Watched {
  /** Of the state that all listeners have been told; empty when they may have been told different ones. */
  mark: string;
  readonly listeners: Set<Listener>;
}

export interface WatchHubDeps {
  readonly db: Db;
  readonly jobs: Pick<Jobs, 'onWake'>;
  readonly log: Logger;
}

/** One statement a look for all that is watched, which answers only what has changed: the others cost nothing more. */
export function createWatchHub({ db, jobs, log }: WatchHubDeps): WatchHub {
  const watched = new Map<string, Watched>();
  const loop = createLookLoop({ look, isNeeded: () => watched.size > 0, log });
  // What other processes end is seen by the next look all the same.
  jobs.onWake('ends', () => loop.hurry());

  async function look(): Promise<void> {
    const changed = await findChanged(
      db,
      Array.from(watched, ([id, { mark }]) => ({ id, mark })),
    );
    for (const generation of changed) {
      const entry = watched.get(generation.id);
      if (!entry) continue;
      entry.mark = generation.mark;
      for (const listener of entry.listeners) listener(generation);
    }
  }

  return {
    watch({ id, mark }, listener) {
      const entry = watched.get(id) ?? { mark, listeners: new Set<Listener>() };
      if (entry.mark !== mark) entry.mark = '';
      entry.listeners.add(listener);
      watched.set(id, entry);
      loop.wake();
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size === 0 && watched.get(id) === entry) watched.delete(id);
      };
    },
  };
}
