import type { Outcome, OutcomeDeps } from '../commands/record-outcome.ts';
import type { Engine } from '../engines/engine.ts';
import type { Generation } from '../generations/generation.ts';
import type { Fenced } from '../generations/statements.ts';
import type { Downloader } from '../media/download.ts';
import type { Sleep } from '../kernel/clock.ts';
import type { InspectMedia } from '../kernel/media-input.ts';
import { FAILURES } from '../kernel/failures.ts';
import type { Logger } from '../kernel/log.ts';
import type { Tracer } from '../kernel/trace.ts';
import type { MediaStore } from '../media/store.ts';
import type { CancelWatch } from './cancel-watch.ts';
import type { Crowd } from './crowd.ts';

/** What driving a generation needs from outside. */
export interface DriveDeps extends OutcomeDeps {
  readonly log: Logger;
  /** Nothing is traced when absent. */
  readonly trace?: Tracer;
  readonly sleep: Sleep;
  readonly cancels: CancelWatch;
  readonly store: MediaStore;
  readonly downloader: Downloader;
  /** The pause before each further try of a download that had no answer. */
  readonly downloadRetryMilliseconds: readonly number[];
  readonly inspectMedia: InspectMedia;
  /** Removes a file that may not be there; from this machine's disk when absent. */
  readonly removeFile?: (path: string) => Promise<void>;
  /** By account: whose inputs are being fetched. */
  readonly preparing: Crowd;
  readonly engines: ReadonlyMap<string, Engine>;
  /** Most generations of one account and environment at once; null for no limit. */
  readonly accountConcurrency: number | null;
  /** How long a generation rests while nobody can tell whether its engine took it. */
  readonly unknownRestSeconds: number;
  /** How long a start may be on its way that a worker before this one has made; 35 s when absent. */
  readonly startGraceMilliseconds?: number;
}

/** One taking-over of one generation by this process. */
export interface Drive {
  readonly deps: DriveDeps;
  readonly generation: Generation;
  readonly engine: Engine;
  readonly fenced: Fenced;
  /** Aborts when the generation is not ours any more or the process stops. */
  readonly signal: AbortSignal;
  /** False when it may be somebody else's by now, also when `signal` has had no chance to say so. */
  readonly isOurs: () => boolean;
  /** Aborts when a cancel of the generation is seen: from then on nothing is started for it. */
  readonly cancelled: AbortSignal;
  /** Aborts with either of the two. */
  readonly disturbed: AbortSignal;
}

/** Somebody else has taken the generation over, or it has ended: there is nothing left to do here. */
export class StaleDriveError extends Error {
  override readonly name = 'StaleDriveError';
}

export function isOverdue({ deps, generation }: Drive): boolean {
  return deps.clock.now() >= generation.deadlineAt;
}

/**
 * Waits. Ends early, and at once, on a cancel, unless the caller has noticed that there is one. Throws when the drive is
 * over.
 */
export async function rest(drive: Drive, milliseconds: number, hasNoticedCancel: boolean): Promise<void> {
  const { deps, signal, disturbed } = drive;
  if (hasNoticedCancel) return deps.sleep(milliseconds, signal);
  try {
    await deps.sleep(milliseconds, disturbed);
  } catch (error) {
    signal.throwIfAborted();
    if (!disturbed.aborted) throw error;
  }
}

/** Milliseconds before asking again after `failures` questions without an answer. */
export function backoffMilliseconds({ engine }: Drive, failures: number): number {
  return Math.min(engine.pollMilliseconds * 2 ** Math.min(failures, 10), 30_000);
}

/** What the caller asked for: the end, and the money back. */
export const CANCELLED = {
  state: 'failed',
  reason: 'CANCELLED',
  detail: FAILURES.CANCELLED.sentence,
} as const satisfies Outcome;
