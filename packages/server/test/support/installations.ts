/** Installations that are backed up, lost and put back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { createGeneration } from '../../src/commands/create-generation.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { startJobs } from '../../src/jobs/start-jobs.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/log.ts';
import { makeBackup } from '../../src/main/backup/make-backup.ts';
import { restoreBackup } from '../../src/main/backup/restore-backup.ts';
import { fileStore } from '../../src/media/file-store.ts';
import type { MediaStore } from '../../src/media/store.ts';
import { startWorker } from '../../src/worker/start-worker.ts';
import { fakeEngine } from './fake-engine.ts';
import { freshDatabase, type FreshDatabase } from './fresh-database.ts';
import { aRequest, testBench, workerDeps } from './test-bench.ts';

/** What a restored installation must be. */
export const SOUND = { ledger: { wrongBalances: [], wrongHolds: [] }, wrongPlaces: [] };

export async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-backup-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A receiver of webhooks that answers with `status`, and the ids of what came. */
export async function aReceiver(status: number) {
  const ids: unknown[] = [];
  const receiver = { status, ids };
  const server = createServer((request, response) => {
    ids.push(request.headers['webhook-id']);
    response.writeHead(receiver.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(receiver, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
}

/** An installation with one generation finished, one under way, one waiting, and a webhook that was refused once. */
export async function aUsedInstallation() {
  const bench = await testBench();
  const receiver = await aReceiver(500);
  const engine = fakeEngine({ directory: bench.directory, concurrency: 2 });
  const worker = bench.startWorker(new Map([[engine.id, engine]]));
  const request = aRequest({
    prompt: 'a line separator \u2028, quotes "\\", and 漢字 🎬',
    callbackUrl: receiver.url,
  });
  const finished = await createGeneration(bench.deps, bench.caller, request);
  await vi.waitFor(() => expect(receiver.ids).toHaveLength(1), { timeout: 10_000, interval: 20 });
  engine.script.end = 'never';
  const running = await createGeneration(bench.deps, bench.caller, aRequest());
  await vi.waitFor(
    async () => expect((await bench.read(running.generation.id)).progress).toBeGreaterThan(0),
    {
      timeout: 10_000,
      interval: 20,
    },
  );
  await worker.stop();
  const waiting = await createGeneration(bench.deps, bench.caller, aRequest());
  return {
    bench,
    receiver,
    finished: finished.generation,
    running: running.generation,
    waiting: waiting.generation,
  };
}

export async function backUp(
  from: { readonly database: FreshDatabase; readonly store: MediaStore },
  changes: { readonly withMedia?: boolean; readonly mayLink?: boolean } = {},
) {
  const directory = join(await aDirectory(), 'backup');
  const manifest = await makeBackup({
    db: from.database.db,
    store: from.store,
    clock: systemClock,
    directory,
    withMedia: true,
    mayLink: true,
    ...changes,
  });
  return { directory, manifest };
}

export async function anEmptyInstallation() {
  const database = await freshDatabase();
  const jobs = await startJobs({ database, log: silentLogger, supervise: true });
  onTestFinished(() => jobs.stop());
  const directory = await aDirectory();
  const store = fileStore(join(directory, 'media'));
  const core = { db: database.db, jobs, clock: systemClock, newId, store };
  return {
    database,
    directory,
    core,
    store,
    /** Starts a worker whose engine, like the studio, has lost what its process did not begin. */
    work() {
      const engine = fakeEngine({ directory, concurrency: 2 });
      const forgetful: Engine = {
        ...engine,
        status: async (operation, signal) =>
          [...engine.starts].some((key) => key === operation['task'])
            ? engine.status(operation, signal)
            : { state: 'lost' },
      };
      const worker = startWorker(workerDeps(core, new Map([[engine.id, forgetful]])));
      onTestFinished(() => worker.stop());
    },
    restore: (from: string, force = false) => restoreBackup({ ...core, directory: from, force }),
  };
}
