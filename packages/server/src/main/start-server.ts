/** The composition root: starts one role and knows in which order everything is let go. */
import { randomInt } from 'node:crypto';
import { createFindCaller } from '../accounts/find-caller.ts';
import { secureRandomBytes } from '../accounts/secrets.ts';
import { ensureFirstAccount, type FirstAccount } from '../commands/ensure-first-account.ts';
import { createApp } from '../http/app.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/log.ts';
import { createAddressGuard } from '../media/address-guard.ts';
import { createDeliverer } from '../webhooks/deliver.ts';
import { startWorker } from '../worker/start-worker.ts';
import { engineChooser } from './choose-engine.ts';
import type { Config } from './config.ts';
import { listen } from './listen.ts';
import { bootstrapOf } from './open-admin.ts';
import { openMigratedDatabase } from './open-migrated-database.ts';
import { makeServices, type Services } from './services.ts';
import { VERSION } from './version.ts';

export const ROLES = ['all', 'api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export interface RunningServer {
  /** Where the API answers; null for a worker. */
  readonly url: string | null;
  /** The keys of the default account when this start created it; they are not stored and cannot be shown again. */
  readonly newKeys: FirstAccount['createdKeys'];
  /** Stops claiming, gives running jobs back, and lets go of everything. */
  stop(): Promise<void>;
}

/** Parts of a server that a caller brings instead of those that the configuration names. */
export type ServerParts = Partial<Pick<Services, 'engines' | 'store' | 'clock' | 'inspectMedia'>>;

/** Starts one role. Rejects, having let go of everything, when something cannot be had. */
export async function startServer(
  config: Config,
  role: Role,
  log: Logger,
  parts: ServerParts = {},
): Promise<RunningServer> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).toReversed()) await step();
  };
  try {
    const database = await openMigratedDatabase(config, log);
    stops.push(() => database.close());
    const account = await ensureFirstAccount(
      database.db,
      { newId, randomBytes: secureRandomBytes },
      bootstrapOf(config),
    );
    const jobs = await startJobs({ database, log, supervise: role !== 'api' });
    stops.push(() => jobs.stop());
    const services = { ...(await makeServices(config, log, database, jobs)), ...parts };
    const listener = role === 'worker' ? null : await listen(makeApp(services).fetch, config);
    if (listener) stops.push(() => listener.close());
    if (role !== 'api') stops.push(beginWork(services, listener?.url ?? null));
    return { url: listener?.url ?? null, newKeys: account.createdKeys, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function makeApp(services: Services) {
  const { config, db, clock, engines } = services;
  return createApp({
    ...services,
    findCaller: createFindCaller(db, clock),
    callbackGuard: createAddressGuard({
      allowLoopback: config.privateUrls === 'loopback',
      extraPorts: config.extraUrlPorts,
      plainHttp: 'loopback',
      connectMilliseconds: 0,
    }),
    randomSeed: () => randomInt(2_147_483_648),
    chooseEngine: engineChooser(engines),
    settings: {
      publicUrl: config.publicUrl ?? null,
      allowLoopbackCallbacks: config.privateUrls === 'loopback',
      submitsPerMinute: config.submitsPerMinute,
      readsPerMinute: config.readsPerMinute,
      version: VERSION,
    },
  });
}

/** `localUrl` is the address of the API in this process, for the links inside webhooks when no public one is configured. */
function beginWork(services: Services, localUrl: string | null): () => Promise<void> {
  const { config, clock, links } = services;
  const base = config.publicUrl ?? localUrl ?? `http://${config.host}:${config.port}`;
  const deliverer = createDeliverer({
    clock,
    allowLoopback: config.privateUrls === 'loopback',
    extraPorts: config.extraUrlPorts,
  });
  const worker = startWorker({
    ...services,
    deliverer,
    random: Math.random,
    capacity: config.workerCapacity,
    accountConcurrency: config.accountConcurrency || null,
    videoUrl: (asset) => `${base}${links.path(asset.id, 'mp4', clock.now())}`,
  });
  return async () => {
    await worker.stop();
    await deliverer.close();
  };
}
