import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { NO_KEY_LIMITS, type Caller } from '../../src/accounts/caller.ts';
import { KEY_SCOPES } from '../../src/kernel/key-scopes.ts';
import { createAccount, createKey } from '../../src/accounts/accounts.ts';
import type { CommandDeps, NewGeneration } from '../../src/commands/create-generation.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { Generation } from '../../src/generations/generation.ts';
import { findGeneration } from '../../src/generations/statements.ts';
import type { Jobs } from '../../src/jobs/jobs.ts';
import { startJobs } from '../../src/jobs/start-jobs.ts';
import { systemClock, type Clock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/log.ts';
import { parseDollars, type Micros } from '../../src/kernel/money.ts';
import { grant } from '../../src/ledger/ledger.ts';
import { createDownloader } from '../../src/media/download.ts';
import { fileStore } from '../../src/media/file-store.ts';
import type { MediaStore } from '../../src/media/store.ts';
import { createDeliverer } from '../../src/webhooks/deliver.ts';
import { startWorker, type Worker, type WorkerDeps } from '../../src/worker/start-worker.ts';
import { fakeInspectMedia } from './fake-media.ts';
import { freshDatabase, type FreshDatabase } from './fresh-database.ts';

export interface CoreDeps extends CommandDeps {
  readonly store: MediaStore;
}

export interface TestBench {
  readonly database: FreshDatabase;
  readonly jobs: Jobs;
  readonly caller: Caller;
  readonly directory: string;
  readonly deps: CoreDeps;
  /** Starts a worker that is stopped with the test. */
  startWorker(engines: WorkerDeps['engines'], changes?: Partial<WorkerDeps>): Worker;
  read(id: string): Promise<Generation>;
}

/** A fresh database, a queue and an account with USD 10. */
export async function testBench(
  options: { readonly clock?: Clock; readonly balance?: string } = {},
): Promise<TestBench> {
  const database = await freshDatabase();
  const jobs = await startJobs({ database, log: silentLogger, supervise: true });
  onTestFinished(() => jobs.stop());
  const directory = await mkdtemp(join(tmpdir(), 'reelay-bench-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const caller = await newCaller(database, options.balance ?? '10');
  const clock = options.clock ?? systemClock;
  const deps = { db: database.db, jobs, clock, newId, store: fileStore(join(directory, 'media')) };
  return {
    database,
    jobs,
    caller,
    directory,
    deps,
    startWorker(engines, changes = {}) {
      const worker = startWorker(workerDeps(deps, engines, changes));
      onTestFinished(() => worker.stop());
      return worker;
    },
    async read(id) {
      const found = await findGeneration(database.db, caller.accountId, id);
      if (!found) throw new Error(`no generation ${id}`);
      return found;
    },
  };
}

export function workerDeps(
  deps: CoreDeps,
  engines: WorkerDeps['engines'],
  changes: Partial<WorkerDeps> = {},
): WorkerDeps {
  return {
    ...deps,
    engines,
    log: silentLogger,
    downloader: createDownloader({ allowLoopback: true }),
    inspectMedia: fakeInspectMedia,
    videoUrl: (asset) => `https://media.test/${asset.id}`,
    accountConcurrency: null,
    unknownRestSeconds: 0.2,
    deliverer: createDeliverer({ clock: deps.clock, allowLoopback: true }),
    random: () => 0,
    capacity: 20,
    ...changes,
  };
}

export async function newCaller(database: FreshDatabase, balance: string): Promise<Caller> {
  const accountDeps = { newId, randomBytes };
  const accountId = await inTransaction(database.db, async (tx) => {
    const id = await createAccount(tx, accountDeps, 'tester');
    await grant(tx, { accountId: id, environment: 'live' }, parseDollars(balance), 'for the test');
    return id;
  });
  const { keyId } = await createKey(database.db, accountDeps, {
    accountId,
    environment: 'live',
    name: 'key',
  });
  return { accountId, keyId, environment: 'live', scopes: KEY_SCOPES, limits: NO_KEY_LIMITS };
}

/** A request for USD 1 on the engine `fake`. */
export function aRequest(changes: Partial<NewGeneration> = {}): NewGeneration {
  return {
    model: 'kling_2.5_turbo',
    mode: 'text_to_video',
    engine: 'fake',
    prompt: 'a red fox runs over a hill',
    engineRequest: {
      model: 'kling_2.5_turbo',
      mode: 'text_to_video',
      prompt: 'a red fox runs over a hill',
      negativePrompt: null,
      durationSeconds: 5,
      aspectRatio: '16:9',
      pictureClass: '720p',
      cfgScale: 0.5,
      seed: 7,
      sound: false,
      characterOrientation: 'video',
      keepOriginalSound: true,
      cameraControl: null,
    },
    seed: 7,
    durationSeconds: 5,
    price: dollar(1),
    openRate: null,
    inputs: [],
    warnings: [],
    callbackUrl: null,
    testDirectives: null,
    idempotency: null,
    ...changes,
  };
}

export function dollar(amount: number): Micros {
  return parseDollars(String(amount));
}
