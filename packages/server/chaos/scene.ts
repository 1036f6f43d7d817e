/** Sets up what a run plays in: the database, the accounts, and every process. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../src/main/config.ts';
import { createLogger } from '../src/main/create-logger.ts';
import type { OpenedDatabase } from '../src/main/open-database-as-is.ts';
import { openMigratedDatabase } from '../src/main/open-migrated-database.ts';
import { makeAccounts, type ChaosAccount } from './chaos-accounts.ts';
import { openFlags, type Flags } from './flags.ts';
import { findFreePorts } from './free-ports.ts';
import type { ChaosOptions } from './options.ts';
import { startOwnedPostgres, type OwnedPostgres } from './owned-postgres.ts';
import type { PlanAddresses } from './plan.ts';
import { superviseProcess, type Role, type SupervisedProcess } from './supervised-process.ts';

export interface Scene {
  readonly directory: string;
  readonly postgres: OwnedPostgres;
  readonly database: OpenedDatabase;
  readonly accounts: readonly ChaosAccount[];
  readonly addresses: PlanAddresses;
  readonly flags: Flags;
  readonly processes: readonly SupervisedProcess[];
  /** Addresses of the APIs that answer now. */
  apis(): readonly string[];
  /** Ends everything, however it is. */
  strike(): Promise<void>;
}

/** Generations of one account that may run at once; fewer than some accounts have under way. */
export const ACCOUNT_CONCURRENCY = 6;
const APIS = ['api-1', 'api-2'];
const READY_MILLISECONDS = 90_000;

export async function setScene(options: ChaosOptions, directory: string): Promise<Scene> {
  mkdirSync(join(directory, 'logs'), { recursive: true });
  const postgres = await startOwnedPostgres(directory);
  const environment = serverEnvironment(directory, postgres.url);
  const database = await openMigratedDatabase(readConfig(environment), createLogger('silent'));
  const accounts = await makeAccounts(database.db, options.generations);
  const [upstreamPort = 0, ...receiverPorts] = await findFreePorts(accounts.length + 2);
  const [mediaPort = 0, ...accountPorts] = receiverPorts;
  const upstreamUrl = `http://127.0.0.1:${upstreamPort}`;
  const supervise = (name: string, role: Role, file: string, args: readonly (string | number)[]) =>
    superviseProcess({
      name,
      role,
      file,
      args: args.map(String),
      environment,
      logPath: join(directory, 'logs', `${name}.log`),
      isExcused: (startedAt) => postgres.wasDownSince(startedAt),
    });
  const server = (name: string, role: 'api' | 'worker') =>
    supervise(name, role, './server-process.ts', [
      role,
      directory,
      upstreamUrl,
      options.engineConcurrency,
      options.seed,
    ]);
  const secrets = accounts.map(({ webhookSecret }) => webhookSecret).join(',');
  const processes = [
    supervise('upstream', 'upstream', './upstream-process.ts', [directory, upstreamPort, options.seed]),
    supervise('receiver', 'receiver', './receiver-process.ts', [
      directory,
      options.seed,
      receiverPorts.join(','),
      secrets,
    ]),
    ...APIS.map((name) => server(name, 'api')),
    ...Array.from({ length: options.workers }, (_, index) => server(`worker-${index + 1}`, 'worker')),
  ];
  const scene: Scene = {
    directory,
    postgres,
    database,
    accounts,
    addresses: {
      callback: (account) => `http://127.0.0.1:${accountPorts[account] ?? 0}/hook?account=${account}`,
      media: `http://127.0.0.1:${mediaPort}`,
    },
    flags: openFlags(join(directory, 'flags')),
    processes,
    apis: () => processes.flatMap((one) => (one.role === 'api' && one.isReady() ? (one.url() ?? []) : [])),
    async strike() {
      await Promise.all(processes.map((one) => one.retire('SIGKILL')));
      await database.close();
      await postgres.stop();
    },
  };
  await untilAllReady(scene);
  return scene;
}

function serverEnvironment(directory: string, databaseUrl: string): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    // Processes are started hundreds of times; what was compiled once need not be compiled again.
    NODE_COMPILE_CACHE: join(directory, 'compile-cache'),
    PORT: '0',
    DATABASE_URL: databaseUrl,
    REELAY_DATA_DIR: join(directory, 'data'),
    REELAY_SUBMITS_PER_MINUTE: '0',
    REELAY_READS_PER_MINUTE: '0',
    // Fewer than there are places, so that all workers have some when one of them dies.
    REELAY_WORKER_CAPACITY: '10',
    REELAY_ACCOUNT_CONCURRENCY: String(ACCOUNT_CONCURRENCY),
    REELAY_ALLOW_PRIVATE_URLS: 'loopback',
    LOG_LEVEL: 'info',
  };
}

/** Waits until every process has said that it is ready. */
export async function untilAllReady({ processes }: Pick<Scene, 'processes'>): Promise<void> {
  const until = performance.now() + READY_MILLISECONDS;
  while (!processes.every((one) => one.isReady())) {
    if (performance.now() > until) {
      const missing = processes
        .filter((one) => !one.isReady())
        .map(({ name, logPath }) => `${name} (${logPath})`);
      throw new Error(`not ready after ${READY_MILLISECONDS / 1000} s: ${missing.join(', ')}`);
    }
    await pause(50);
  }
}
