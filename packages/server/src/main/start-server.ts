/** The composition root: starts one role and knows in which order everything is let go. */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createFindCaller } from '../accounts/find-caller.ts';
import { secureRandomBytes } from '../accounts/secrets.ts';
import type { Db } from '../db/transaction.ts';
import type { Engine } from '../engines/engine.ts';
import { ensureFirstAccount, type FirstAccount } from '../commands/ensure-first-account.ts';
import { createApp } from '../http/app.ts';
import { createMetrics, type Metrics } from '../http/create-metrics.ts';
import { createOperationsApp } from '../http/operations-app.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/log.ts';
import type { Meter } from '../kernel/meter.ts';
import { silentTracer, type Tracer } from '../kernel/trace.ts';
import { createAddressGuard } from '../media/address-guard.ts';
import { createDeliverer } from '../webhooks/deliver.ts';
import { startWorker, type WorkerDeps } from '../worker/start-worker.ts';
import { createAcceptCallback } from './accept-callback.ts';
import { engineChooser } from './choose-engine.ts';
import type { Config } from './config.ts';
import { createListEngines } from './list-engines.ts';
import { listen, type Listener } from './listen.ts';
import { type ConfiguredEngines, wrapEngines } from './live-engines.ts';
import { observedDeliverer, tracedEngine, tracedStore } from './observed.ts';
import { bootstrapOf } from './open-admin.ts';
import { openMigratedDatabase } from './open-migrated-database.ts';
import { openTracer } from './open-tracer.ts';
import { tellStranded } from './routing/tell-stranded.ts';
import { makeServices, type Services } from './services.ts';
import { upstreamParts } from './upstream-parts.ts';
import { VERSION } from './version.ts';

export const ROLES = ['all', 'api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export interface RunningServer {
  /** Where the API answers; null for a worker. */
  readonly url: string | null;
  /** Where a worker answers its operator; null without a port for it, and where the API does. */
  readonly operationsUrl: string | null;
  /** The keys of the default account when this start created it; they are not stored and cannot be shown again. */
  readonly newKeys: FirstAccount['createdKeys'];
  /** The engines of the configuration at the start; null without one. */
  readonly configured: ConfiguredEngines | null;
  /** Reads the file of engines and routes again. Throws ConfigError, and nothing changes, when it cannot be used. */
  reload(): Promise<void>;
  /** Stops claiming, gives running jobs back, and lets go of everything. */
  stop(): Promise<void>;
}

/** Parts of a server that a caller brings instead of those that the configuration names. */
export type ServerParts = Partial<
  Pick<Services, 'store' | 'clock' | 'inspectMedia' | 'finishVideo'> &
    Pick<
      WorkerDeps,
      'webhookDelaysSeconds' | 'unknownRestSeconds' | 'fetchRetryMilliseconds' | 'answerMilliseconds'
    >
> & {
  readonly engines?: ReadonlyMap<string, Engine>;
  /** How long requests that are being answered may still take at the end; 5 s when absent. */
  readonly drainMilliseconds?: number;
};

/** Starts one role. Rejects, having let go of everything, when something cannot be had. */
export async function startServer(
  config: Config,
  role: Role,
  log: Logger,
  parts: ServerParts = {},
): Promise<RunningServer> {
  const stops: (() => Promise<void>)[] = [];
  const stop = (): Promise<void> => letGo(stops.splice(0).toReversed(), log);
  try {
    const tracer = await openTracer(config, log);
    stops.push(() => tracer.close());
    const database = await openMigratedDatabase(config, log);
    stops.push(() => database.close());
    const jobs = await startJobs({ database, log, supervise: role !== 'api' });
    stops.push(() => jobs.stop());
    const services = observe(
      { ...(await makeServices(config, log, database, jobs, parts.engines)), ...parts },
      tracer.trace,
    );
    stops.push(() => services.live.closeReplaced());
    const stopping = new AbortController();
    const listener = await openListener(services, role, stopping.signal, parts.drainMilliseconds);
    if (listener) stops.push(() => listener.close());
    // Once nothing else can be wrong: the keys of a first start are shown once, when it has succeeded.
    const account = await openFirstAccount(database.db, config, log);
    const apiUrl = role === 'worker' ? null : (listener?.url ?? null);
    const warn = () => tellStranded(services.db, services.live.engines, log);
    if (role !== 'api') {
      await warn();
      stops.push(beginWork(services, apiUrl));
    }
    stops.push(() => announceStop(config, role, stopping));
    const operationsUrl = role === 'worker' ? (listener?.url ?? null) : null;
    return {
      url: apiUrl,
      operationsUrl,
      newKeys: account.createdKeys,
      configured: services.live.configured(),
      async reload() {
        await services.live.reload();
        await warn();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openFirstAccount(db: Db, config: Config, log: Logger): Promise<FirstAccount> {
  const deps = { newId, randomBytes: secureRandomBytes };
  const account = await ensureFirstAccount(db, deps, bootstrapOf(config));
  if (!account.bootstrapKeyWorks)
    log.warn({}, 'the key of REELAY_BOOTSTRAP_KEY was revoked or has expired; set another');
  return account;
}

/** One that fails (the database may be away) keeps none of the others from being let go of. */
async function letGo(stops: readonly (() => Promise<void>)[], log: Logger): Promise<void> {
  for (const step of stops)
    try {
      await step();
    } catch (error) {
      log.warn({ err: String(error) }, 'something could not be stopped; going on with the rest');
    }
}

/** What is served and driven, with what is known about it. */
interface ObservedServices extends Services {
  readonly trace: Tracer;
  readonly meter: Meter;
  readonly metrics: Metrics;
}

function observe(services: Services, trace: Tracer): ObservedServices {
  const { config, db, clock, log } = services;
  const metrics = createMetrics({
    db,
    clock,
    log,
    version: VERSION,
    ledgerAuditMilliseconds: config.ledgerAuditMinutes === 0 ? null : config.ledgerAuditMinutes * 60_000,
  });
  const observed = { ...services, trace, meter: metrics, metrics };
  if (trace === silentTracer) return observed;
  const live = wrapEngines(services.live, (engine) => tracedEngine(engine, trace));
  return { ...observed, live, store: tracedStore(services.store, trace) };
}

/** The API; beside a worker alone what its operator asks, when the configuration names a port for it. */
async function openListener(
  services: ObservedServices,
  role: Role,
  stopping: AbortSignal,
  drainMilliseconds: number | undefined,
): Promise<Listener | null> {
  const { config } = services;
  if (role !== 'worker') return listen(makeApp(services, stopping).fetch, config, drainMilliseconds);
  if (config.workerPort === undefined) return null;
  const app = createOperationsApp({ ...services, stopping, metricsToken: config.metricsToken ?? null });
  return listen(app.fetch, { host: config.host, port: config.workerPort }, drainMilliseconds);
}

/** From now on `/readyz` says no. Who balances load gets the time to see it, while requests are still answered. */
async function announceStop(config: Config, role: Role, stopping: AbortController): Promise<void> {
  stopping.abort();
  if (role !== 'worker') await pause(config.shutdownDelaySeconds * 1_000);
}

function makeApp(services: ObservedServices, stopping: AbortSignal) {
  const { config, db, clock } = services;
  const { engines, router } = services.live;
  const enginesDeps = { ...services, engines, router };
  return createApp({
    ...services,
    stopping,
    metricsToken: config.metricsToken ?? null,
    acceptCallback: createAcceptCallback(enginesDeps),
    listEngines: createListEngines(enginesDeps),
    engineConcurrency: (id) => router().settingsOf(id)?.concurrency ?? engines.get(id)?.concurrency ?? null,
    findCaller: createFindCaller(db, clock),
    callbackGuard: createAddressGuard({
      allowLoopback: config.privateUrls === 'loopback',
      extraPorts: config.extraUrlPorts,
      plainHttp: 'loopback',
      connectMilliseconds: 0,
    }),
    randomSeed: () => randomInt(2_147_483_648),
    randomBytes: secureRandomBytes,
    chooseEngine: engineChooser(router),
    settings: {
      publicUrl: config.publicUrl ?? null,
      allowLoopbackCallbacks: config.privateUrls === 'loopback',
      submitsPerMinute: config.submitsPerMinute,
      readsPerMinute: config.readsPerMinute,
      submitsPerMinuteOfAccount: config.accountSubmitsPerMinute,
      readsPerMinuteOfAccount: config.accountReadsPerMinute,
      streamsPerKey: config.streamsPerKey,
      version: VERSION,
    },
  });
}

/** `localUrl` is the address of the API in this process, for the links inside webhooks when no public one is configured. */
function beginWork(services: ObservedServices, localUrl: string | null): () => Promise<void> {
  const { config, clock, links } = services;
  const base = config.publicUrl ?? localUrl ?? `http://${config.host}:${config.port}`;
  const deliverer = observedDeliverer(
    createDeliverer({
      clock,
      allowLoopback: config.privateUrls === 'loopback',
      extraPorts: config.extraUrlPorts,
    }),
    services.meter,
    services.trace,
  );
  const worker = startWorker({
    ...services,
    deliverer,
    random: Math.random,
    capacity: config.workerCapacity,
    accountConcurrency: config.accountConcurrency || null,
    ...upstreamParts(services),
    videoUrl: (asset) => `${base}${links.path(asset.id, 'mp4', clock.now())}`,
  });
  return async () => {
    await worker.stop();
    await deliverer.close();
  };
}
