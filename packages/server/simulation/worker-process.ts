import type { Jobs } from '../src/jobs/jobs.ts';
import { createCrowd } from '../src/worker/crowd.ts';
import { startCancelWatch, type CancelWatch } from '../src/worker/cancel-watch.ts';
import { driveGeneration } from '../src/worker/drive-generation.ts';
import type { DriveDeps } from '../src/worker/drive.ts';
import { startJobLoop } from '../src/worker/job-loop.ts';
import { createRouting } from '../src/worker/routing.ts';
import { createSendWebhook } from '../src/worker/send-webhook.ts';
import type { Incarnation } from './incarnation.ts';
import { openProcessDatabase } from './process-database.ts';
import type { Stage } from './stage.ts';
import { mediaUrl } from './surroundings.ts';
import { DRIVE_MARK } from './watch-rows.ts';
import { routerOf } from './world-router.ts';
import { shortId } from './world.ts';

/** Seldom, because every look costs a step; whatever is committed in a process wakes it at once. */
const POLL_MILLISECONDS = 2_000;
/** So much longer are the pauses of the watch for cancels, for the same reason. */
const WATCH_FACTOR = 3;
const UNKNOWN_REST_SECONDS = 10;
const CAPACITY = 10;

/**
 * The worker as `worker/start-worker.ts` puts it together, but for housekeeping.
 */
export function startWorkerProcess(stage: Stage, incarnation: Incarnation): { stop(): Promise<void> } {
  const { world } = stage;
  const { clock, uptime, sleep, log, name } = incarnation;
  const jobs = stage.queue.open(incarnation);
  const common = { jobs, log, clock, uptime, sleep, pollMilliseconds: POLL_MILLISECONDS, capacity: CAPACITY };
  const stopping = new AbortController();
  const cancels = startCancelWatch(
    {
      db: openProcessDatabase(stage, incarnation, `${name} watch`),
      jobs,
      log,
      sleep: (milliseconds, signal) => sleep(milliseconds * WATCH_FACTOR, signal),
    },
    stopping.signal,
  );
  const depsOfDrive = drivesOf(stage, incarnation, jobs, cancels);
  const generations = startJobLoop({
    ...common,
    queue: 'generations',
    run: (job, signal, isOurs) => driveGeneration(depsOfDrive(job.subjectId), job.subjectId, signal, isOurs),
  });
  const hooks = `${name} hooks`;
  const sendWebhook = createSendWebhook({
    db: openProcessDatabase(stage, incarnation, hooks),
    clock,
    deliverer: stage.surroundings.open(incarnation, hooks).deliverer,
    random: () => world.random.float(),
    sleep,
  });
  const webhooks = startJobLoop({
    ...common,
    queue: 'webhooks',
    run: (job, signal) => sendWebhook(job.subjectId, signal),
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all([generations.stop(), webhooks.stop(), cancels.stopped]);
    },
  };
}

/** Each drive has its own eyes and hands, so that whatever it writes is known to be its. */
function drivesOf(
  stage: Stage,
  incarnation: Incarnation,
  jobs: Jobs,
  cancels: CancelWatch,
): (generationId: string) => DriveDeps {
  const { world } = stage;
  const { clock, sleep, log, name } = incarnation;
  const preparing = createCrowd(CAPACITY);
  const routing = routingOf(stage, incarnation);
  let drives = 0;
  return (generationId) => {
    drives += 1;
    const who = `${DRIVE_MARK}${name}.${drives} ${shortId(generationId)}`;
    return {
      ...stage.surroundings.open(incarnation, who),
      db: openProcessDatabase(stage, incarnation, who),
      engines: stage.upstream.open(incarnation, who),
      ...routing,
      jobs,
      log,
      clock,
      sleep,
      cancels,
      preparing,
      newId: world.newId,
      removeFile: async () => {},
      videoUrl: (asset) => mediaUrl(asset.id),
      accountConcurrency: world.plan.accountConcurrency,
      unknownRestSeconds: UNKNOWN_REST_SECONDS,
      downloadRetryMilliseconds: [1_000, 4_000],
    };
  };
}

type RoutingDeps = Pick<DriveDeps, 'routing' | 'breakerOf' | 'unknownPatienceMilliseconds'>;

/** What all drives of a process know of the engines. */
function routingOf(stage: Stage, incarnation: Incarnation): RoutingDeps {
  const { plan } = stage.world;
  if (plan.route === null) return {};
  const who = `${incarnation.name} routing`;
  const engines = stage.upstream.open(incarnation, who);
  const router = routerOf(plan, plan.route, engines);
  const { unknownPatienceSeconds } = plan.route;
  return {
    routing: createRouting({
      db: openProcessDatabase(stage, incarnation, who),
      clock: incarnation.clock,
      router: () => router,
      engines,
    }),
    breakerOf: (engineId) => router.settingsOf(engineId)?.breaker ?? null,
    unknownPatienceMilliseconds: unknownPatienceSeconds === null ? null : unknownPatienceSeconds * 1_000,
  };
}
