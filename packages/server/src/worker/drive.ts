import type { OutcomeDeps } from '../commands/record-outcome.ts';
import type { Engine } from '../engines/engine.ts';
import type { Generation } from '../generations/generation.ts';
import type { Fenced } from '../generations/statements.ts';
import type { Downloader } from '../media/download.ts';
import type { InspectMedia } from '../kernel/media-input.ts';
import type { Logger } from '../kernel/log.ts';
import type { MediaStore } from '../media/store.ts';
import type { Crowd } from './crowd.ts';

/** What driving a generation needs from outside. */
export interface DriveDeps extends OutcomeDeps {
  readonly log: Logger;
  readonly store: MediaStore;
  readonly downloader: Downloader;
  /** The pause before each further try of a download that had no answer. */
  readonly downloadRetryMilliseconds: readonly number[];
  readonly inspectMedia: InspectMedia;
  /** By account: whose inputs are being fetched. */
  readonly preparing: Crowd;
  readonly engines: ReadonlyMap<string, Engine>;
  /** Most generations of one account and environment at once; null for no limit. */
  readonly accountConcurrency: number | null;
  /** How long a generation rests while nobody can tell whether its engine took it. */
  readonly unknownRestSeconds: number;
}

/** One taking-over of one generation by this process. */
export interface Drive {
  readonly deps: DriveDeps;
  readonly generation: Generation;
  readonly engine: Engine;
  readonly fenced: Fenced;
  /** Aborts when the generation is not ours any more or the process stops. */
  readonly signal: AbortSignal;
}

/** Somebody else has taken the generation over, or it has ended: there is nothing left to do here. */
export class StaleDriveError extends Error {
  override readonly name = 'StaleDriveError';
}

export function isOverdue({ deps, generation }: Drive): boolean {
  return deps.clock.now() >= generation.deadlineAt;
}

/** Milliseconds before asking again after `failures` questions without an answer. */
export function backoffMilliseconds({ engine }: Drive, failures: number): number {
  return Math.min(engine.pollMilliseconds * 2 ** Math.min(failures, 10), 30_000);
}
