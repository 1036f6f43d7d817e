import { systemSleep, type Sleep } from '../kernel/clock.ts';
import { silentTracer } from '../kernel/trace.ts';
import type { Deliverer } from '../webhooks/deliver.ts';
import { startCancelWatch } from './cancel-watch.ts';
import { createCrowd } from './crowd.ts';
import { driveGeneration } from './drive-generation.ts';
import type { DriveDeps } from './drive.ts';
import { keepHouse } from './housekeeping.ts';
import { startJobLoop } from './job-loop.ts';
import { createSendWebhook } from './send-webhook.ts';

/** The longest until a worker sees what another process enqueued; in one process it is woken at once. */
const POLL_MILLISECONDS = 250;
/** Most of them only wait, and those for receivers that do not answer wait 30 s: enough that they leave room. */
const WEBHOOK_CAPACITY = 500;
/** Short enough to see soon what an engine has found out, long enough not to crowd it with questions. */
const UNKNOWN_REST_SECONDS = 30;
/** A download may take minutes and holds a part of the capacity: one account's slow servers must leave room for others. */
const MOST_PREPARED_PER_ACCOUNT = 16;
/** An address that is wrong will not come right by itself, and the caller waits for the answer. */
const DOWNLOAD_RETRY_MILLISECONDS = [1_000, 4_000];

export interface WorkerDeps extends Omit<
  DriveDeps,
  'unknownRestSeconds' | 'downloadRetryMilliseconds' | 'preparing' | 'cancels' | 'sleep'
> {
  readonly deliverer: Deliverer;
  /** 0..1, spreads retries of webhooks. */
  readonly random: () => number;
  /** How many generations this process looks after at once; most only wait for their engine. */
  readonly capacity: number;
  /** How many webhooks this process has in hand at once; 500 when absent. */
  readonly webhookCapacity?: number;
  /** Seconds before each try of a webhook; those of the native API when absent. */
  readonly webhookDelaysSeconds?: readonly number[];
  /** How long a generation rests while nobody can tell whether its engine took it; 30 when absent. */
  readonly unknownRestSeconds?: number;
  /** The pause before each further try of a download that had no answer; 1 s and 4 s when absent. */
  readonly downloadRetryMilliseconds?: readonly number[];
  /** The system's own when absent. */
  readonly sleep?: Sleep;
}

export interface Worker {
  /** Gives everything back, so that another worker goes on at once, and stops the engines of this process. */
  stop(): Promise<void>;
}

function uptime(): number {
  return performance.now();
}

/** Looks after generations and webhooks until it is stopped. */
export function startWorker(deps: WorkerDeps): Worker {
  const { jobs, log, clock, trace = silentTracer } = deps;
  const sleep = deps.sleep ?? systemSleep;
  const common = { jobs, log, clock, uptime, sleep, pollMilliseconds: POLL_MILLISECONDS };
  const stopping = new AbortController();
  const cancels = startCancelWatch({ ...deps, sleep }, stopping.signal);
  const driveDeps = {
    ...deps,
    sleep,
    cancels,
    unknownRestSeconds: deps.unknownRestSeconds ?? UNKNOWN_REST_SECONDS,
    preparing: createCrowd(MOST_PREPARED_PER_ACCOUNT),
    downloadRetryMilliseconds: deps.downloadRetryMilliseconds ?? DOWNLOAD_RETRY_MILLISECONDS,
  };
  const sendWebhook = createSendWebhook(deps);
  const generations = startJobLoop({
    ...common,
    queue: 'generations',
    capacity: deps.capacity,
    run: ({ subjectId }, signal, isOurs) =>
      trace.span('drive', { 'reelay.generation.id': subjectId }, () =>
        driveGeneration(driveDeps, subjectId, signal, isOurs),
      ),
  });
  const webhooks = startJobLoop({
    ...common,
    queue: 'webhooks',
    capacity: deps.webhookCapacity ?? WEBHOOK_CAPACITY,
    run: (job, signal) => sendWebhook(job.subjectId, signal),
  });
  const houseKept = keepHouse({ ...deps, sleep }, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await Promise.all([generations.stop(), webhooks.stop(), houseKept, cancels.stopped]);
      for (const engine of deps.engines.values()) await engine.close?.();
    },
  };
}
