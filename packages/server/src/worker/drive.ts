import type { Outcome, OutcomeDeps } from '../commands/record-outcome.ts';
import type { Engine } from '../engines/engine.ts';
import type { Attempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import type { Fenced } from '../generations/statements.ts';
import type { Downloader } from '../media/download.ts';
import type { Sleep } from '../kernel/clock.ts';
import type { FinishVideo } from '../kernel/finish-video.ts';
import type { InspectMedia } from '../kernel/media-input.ts';
import { FAILURES } from '../kernel/failures.ts';
import type { Logger } from '../kernel/log.ts';
import type { Tracer } from '../kernel/trace.ts';
import type { MediaStore } from '../media/store.ts';
import type { EngineDirectory } from '../router/router.ts';
import type { CancelWatch } from './cancel-watch.ts';
import type { Crowd } from './crowd.ts';
import type { Routing } from './routing.ts';

/** Unless the configuration says otherwise. */
export const ANSWER_MILLISECONDS = 30_000;

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
  readonly engines: EngineDirectory;
  /** Most generations of one account and environment at once; null for no limit. */
  readonly accountConcurrency: number | null;
  /** How long a generation rests while nobody can tell whether its engine took it. */
  readonly unknownRestSeconds: number;
  /** How long a start may be on its way that a worker before this one has made; 5 s more than an answer, and 35 s at least, when absent. */
  readonly startGraceMilliseconds?: number;
  /** How long an engine may take to answer a start, or any other question, unless the configuration says; 30 s when absent. */
  readonly answerMilliseconds?: number;
  /** Chooses among several engines; each generation stays where it was accepted when absent. */
  readonly routing?: Routing;
  /** Results of upstreams become ours with it; none can be taken when absent. */
  readonly finishVideo?: FinishVideo;
  /** Where results are kept while they are looked at. */
  readonly scratchDirectory?: string;
  /** The pause before each further try to fetch a result; 1, 4, 15 and 60 s when absent. */
  readonly fetchRetryMilliseconds?: readonly number[];
  /** A signed address of a stored input, for upstreams; null while this server has no public one. */
  readonly inputUrl?: (assetId: string, mediaType: string) => string | null;
  /** Where an upstream may tell of an attempt; null while this server has no public address. */
  readonly callbackUrl?: (engineId: string, idempotencyKey: string) => string | null;
  /**
   * After its time was up so long ago, one whose engine cannot be asked whether it took the work is given up and refunded; null
   * and absent for never.
   */
  readonly unknownPatienceMilliseconds?: number | null;
}

/** One taking-over of one generation by this process. */
export interface Drive {
  readonly deps: DriveDeps;
  readonly generation: Generation;
  readonly engine: Engine;
  /** What was tried before this taking-over. */
  readonly attempts: readonly Attempt[];
  /** Why this engine. */
  readonly because: string;
  /** Of the upstream's next message about it: cuts a rest short. */
  readonly calledBack: () => AbortSignal;
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

/** Aborts when an engine has taken too long to answer. */
export function answerInTime(drive: Drive): AbortSignal {
  return AbortSignal.timeout(answerMilliseconds(drive));
}

export function answerMilliseconds({ deps, engine }: Drive): number {
  const configured = deps.routing?.timeouts(engine.id).answerMilliseconds ?? null;
  return configured ?? deps.answerMilliseconds ?? ANSWER_MILLISECONDS;
}

export function isOverdue({ deps, generation }: Drive): boolean {
  return deps.clock.now() >= generation.deadlineAt;
}

/**
 * Waits. Ends early, and at once, on a message of the upstream since `called` was taken, and on a cancel unless the caller has
 * noticed that there is one. Throws when the drive is over.
 */
export async function rest(
  drive: Drive,
  milliseconds: number,
  hasNoticedCancel: boolean,
  called = drive.calledBack(),
): Promise<void> {
  const { deps, signal, disturbed } = drive;
  const until = AbortSignal.any([hasNoticedCancel ? signal : disturbed, called]);
  try {
    await deps.sleep(milliseconds, until);
  } catch (error) {
    signal.throwIfAborted();
    if (!until.aborted) throw error;
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
