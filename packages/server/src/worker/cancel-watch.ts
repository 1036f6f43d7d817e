import type { Db } from '../db/transaction.ts';
import { findSignals } from '../generations/statements.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Sleep } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';

/** How long a cancel, or a message of an upstream, that another process took in may stay unseen. */
const EVERY_MILLISECONDS = 1_000;

/** Tells drives that the end of their generation was asked for. */
export interface CancelWatch {
  /** From now on every cancel of the generation that is committed is seen within about a second. */
  begin(generationId: string): WatchedGeneration;
}

export interface WatchedGeneration {
  /** Aborts when a cancel is seen. */
  readonly cancelled: AbortSignal;
  /** Aborts with the next message of an upstream about it. */
  calledBack(): AbortSignal;
  /** Nobody wants to know any more. */
  end(): void;
}

export interface CancelWatchDeps {
  readonly db: Db;
  readonly jobs: Pick<Jobs, 'onWake'>;
  readonly log: Logger;
  readonly sleep: Sleep;
}

interface Watcher {
  readonly generationId: string;
  readonly control: AbortController;
  /** Made anew after each message. */
  call: AbortController;
  /** Milliseconds since 1970 of the last message that was seen; 0 before the first. */
  calledAt: number;
}

export interface RunningCancelWatch extends CancelWatch {
  /** Resolves once it has stopped looking. */
  readonly stopped: Promise<void>;
}

/**
 * Watches until `signal` aborts, with one statement a second for all generations of this process together, however many
 * they are; and at once when a cancel was taken in by this very process.
 */
export function startCancelWatch(deps: CancelWatchDeps, signal: AbortSignal): RunningCancelWatch {
  const watchers = new Set<Watcher>();
  return {
    stopped: lookUntilAborted(deps, watchers, signal),
    begin(generationId) {
      const watcher: Watcher = {
        generationId,
        control: new AbortController(),
        call: new AbortController(),
        calledAt: 0,
      };
      watchers.add(watcher);
      return {
        cancelled: watcher.control.signal,
        calledBack: () => watcher.call.signal,
        end: () => void watchers.delete(watcher),
      };
    },
  };
}

async function lookUntilAborted(
  deps: CancelWatchDeps,
  watchers: ReadonlySet<Watcher>,
  signal: AbortSignal,
): Promise<void> {
  let pausing = new AbortController();
  const lookAgain = (): void => pausing.abort();
  signal.addEventListener('abort', lookAgain);
  const unsubscribe = deps.jobs.onWake('cancels', lookAgain);
  while (!signal.aborted) {
    // New before the look, so that whatever comes during it cuts the pause after it short.
    pausing = new AbortController();
    await lookOnce(deps, watchers);
    if (!signal.aborted) await deps.sleep(EVERY_MILLISECONDS, pausing.signal).catch(() => undefined);
  }
  unsubscribe();
}

async function lookOnce({ db, log }: CancelWatchDeps, watchers: ReadonlySet<Watcher>): Promise<void> {
  const asked = [...watchers];
  if (asked.length === 0) return;
  try {
    const signals = await findSignals(
      db,
      asked.map((one) => one.generationId),
    );
    const found = new Map(signals.map((one) => [one.id, one]));
    for (const watcher of asked) {
      const { isCancelRequested = false, calledBackAt = null } = found.get(watcher.generationId) ?? {};
      if (isCancelRequested) watcher.control.abort();
      noteCall(watcher, calledBackAt?.getTime() ?? 0);
    }
  } catch (error) {
    log.warn({ err: String(error) }, 'cancels could not be looked for; trying again');
  }
}

/** One from before the watch is told once as well, and costs a question: it may have come after the driver's last. */
function noteCall(watcher: Watcher, calledAt: number): void {
  if (calledAt <= watcher.calledAt) return;
  watcher.calledAt = calledAt;
  const { call } = watcher;
  watcher.call = new AbortController();
  call.abort();
}
