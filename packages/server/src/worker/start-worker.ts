import type { Deliverer } from '../webhooks/deliver.ts';
import { createCrowd } from './crowd.ts';
import { driveGeneration } from './drive-generation.ts';
import type { DriveDeps } from './drive.ts';
import { keepHouse } from './housekeeping.ts';
import { startJobLoop } from './job-loop.ts';
import { createSendWebhook } from './send-webhook.ts';

/** The longest until a worker sees what another process enqueued; in one process it is woken at once. */
const POLL_MILLISECONDS = 250;
const WEBHOOK_CAPACITY = 100;
/** Short enough to see soon what an engine has found out, long enough not to crowd it with questions. */
const UNKNOWN_REST_SECONDS = 30;
/** A download may take minutes and holds a part of the capacity: one account's slow servers must leave room for others. */
const MOST_PREPARED_PER_ACCOUNT = 16;
/** An address that is wrong will not come right by itself, and the caller waits for the answer. */
const DOWNLOAD_RETRY_MILLISECONDS = [1_000, 4_000];

export interface WorkerDeps extends Omit<
  DriveDeps,
  'unknownRestSeconds' | 'downloadRetryMilliseconds' | 'preparing'
> {
  readonly deliverer: Deliverer;
  /** 0..1, spreads retries of webhooks. */
  readonly random: () => number;
  /** How many generations this process looks after at once; most only wait for their engine. */
  readonly capacity: number;
  /** How many webhooks this process sends at once; 100 when absent. */
  readonly webhookCapacity?: number;
  /** How long a generation rests while nobody can tell whether its engine took it; 30 when absent. */
  readonly unknownRestSeconds?: number;
  /** The pause before each further try of a download that had no answer; 1 s and 4 s when absent. */
  readonly downloadRetryMilliseconds?: readonly number[];
}

export interface Worker {
  /** Gives everything back, so that another worker goes on at once, and stops the engines of this process. */
  stop(): Promise<void>;
}

/** Looks after generations and webhooks until it is stopped. */
export function startWorker(deps: WorkerDeps): Worker {
  const { jobs, log, clock } = deps;
  const common = { jobs, log, clock, pollMilliseconds: POLL_MILLISECONDS };
  const driveDeps = {
    ...deps,
    unknownRestSeconds: deps.unknownRestSeconds ?? UNKNOWN_REST_SECONDS,
    preparing: createCrowd(MOST_PREPARED_PER_ACCOUNT),
    downloadRetryMilliseconds: deps.downloadRetryMilliseconds ?? DOWNLOAD_RETRY_MILLISECONDS,
  };
  const sendWebhook = createSendWebhook(deps);
  const generations = startJobLoop({
    ...common,
    queue: 'generations',
    capacity: deps.capacity,
    run: (job, signal) => driveGeneration(driveDeps, job.subjectId, signal),
  });
  const webhooks = startJobLoop({
    ...common,
    queue: 'webhooks',
    capacity: deps.webhookCapacity ?? WEBHOOK_CAPACITY,
    run: (job, signal) => sendWebhook(job.subjectId, signal),
  });
  const stopping = new AbortController();
  const houseKept = keepHouse(deps, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await Promise.all([generations.stop(), webhooks.stop(), houseKept]);
      for (const engine of deps.engines.values()) await engine.close?.();
    },
  };
}
