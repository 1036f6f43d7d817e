/** Backups, proved by losing everything and putting it back. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import { grantCredits } from '../src/commands/grant-credits.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import { makeBackup } from '../src/main/backup/make-backup.ts';
import { restoreBackup } from '../src/main/backup/restore-backup.ts';
import { s3Store } from '../src/media/s3-store.ts';
import {
  aDirectory,
  anEmptyInstallation,
  aUsedInstallation,
  backUp,
  SOUND,
} from './support/installations.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { s3Server } from './support/s3-server.ts';
import { startReelay } from './support/start-reelay.ts';
import { aRequest, dollar } from './support/test-bench.ts';

test('everything comes back: money, videos and keys; workers go on with what was open, and webhooks keep their id', async () => {
  const { bench, receiver, finished, running, waiting } = await aUsedInstallation();
  const { directory } = await backUp({ database: bench.database, store: bench.deps.store });
  const [before] = await bench.database.db.selectFrom('assets').selectAll().execute();
  const key = before?.storage_key ?? '';
  const video = await text(bench.deps.store.open(key, { start: 0, end: Number(before?.byte_count) - 1 }));
  await rm(join(bench.directory, 'media'), { recursive: true });

  const target = await anEmptyInstallation();
  const restored = await target.restore(directory);
  expect(restored).toMatchObject({ openGenerations: 2, openDeliveries: 1, missingMedia: 0, ...SOUND });
  const { db } = target.database;
  expect(await readBalance(db, bench.caller)).toBe(dollar(7));
  for (const table of [
    'accounts',
    'webhook_secrets',
    'api_keys',
    'generations',
    'ledger_entries',
    'deliveries',
    'delivery_tries',
    'settings',
  ] as const)
    expect(await db.selectFrom(table).selectAll().execute()).toEqual(
      await bench.database.db.selectFrom(table).selectAll().execute(),
    );
  expect(await text(target.store.open(key, { start: 0, end: 1_000 }))).toBe(video);

  receiver.status = 200;
  target.work();
  await db.updateTable('deliveries').set({ next_attempt_at: new Date() }).execute();
  await vi.waitFor(
    async () => {
      const rows = await db.selectFrom('generations').select(['id', 'status']).orderBy('id').execute();
      expect(rows).toEqual([finished, running, waiting].map(({ id }) => ({ id, status: 'completed' })));
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(await readBalance(db, bench.caller)).toBe(dollar(7));
  expect(await auditLedger(db)).toEqual(SOUND.ledger);
  expect(new Set(receiver.ids).size).toBe(1);
  await grantCredits({ db }, bench.caller, dollar(1), 'the numbers of entries go on');
  expect(await readBalance(db, bench.caller)).toBe(dollar(8));
});

test('the webhook that was waiting for its next try gets it, with the id that it had', async () => {
  const { bench, receiver } = await aUsedInstallation();
  await bench.database.db.updateTable('deliveries').set({ next_attempt_at: new Date() }).execute();
  const { directory } = await backUp({ database: bench.database, store: bench.deps.store });
  const target = await anEmptyInstallation();
  await target.restore(directory);
  receiver.status = 200;
  target.work();
  await vi.waitFor(() => expect(receiver.ids.length).toBeGreaterThan(1), { timeout: 10_000, interval: 20 });
  expect(receiver.ids[0]).toBe(receiver.ids[1]);
});

test('a backup is made in a directory for its owner alone, with links where the store is on the same disk', async () => {
  const { bench } = await aUsedInstallation();
  const { directory, manifest } = await backUp({ database: bench.database, store: bench.deps.store });
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, 'tables', 'accounts.jsonl.gz'))).mode & 0o777).toBe(0o600);
  const [asset] = await bench.database.db.selectFrom('assets').select('storage_key').execute();
  expect((await stat(join(directory, 'media', asset?.storage_key ?? ''))).nlink).toBe(2);
  expect(manifest.media).toMatchObject({ isIncluded: true, fileCount: 1, missingCount: 0 });
  await expect(
    makeBackup({
      db: bench.database.db,
      store: bench.deps.store,
      clock: systemClock,
      directory,
      withMedia: true,
      mayLink: true,
    }),
  ).rejects.toThrow(/is not empty/);
});

test('what is written while a backup is made is not half in it', async () => {
  const { bench } = await aUsedInstallation();
  const stopping = new AbortController();
  const writing = (async () => {
    while (!stopping.signal.aborted)
      await createGeneration(bench.deps, bench.caller, aRequest({ price: dollar(0) }));
  })();
  const backup = backUp({ database: bench.database, store: bench.deps.store });
  await backup.catch(() => undefined);
  stopping.abort();
  await writing;
  const { directory } = await backup;
  const restored = await (await anEmptyInstallation()).restore(directory);
  expect(restored).toMatchObject(SOUND);
  expect(restored.openGenerations).toBeGreaterThanOrEqual(2);
});

test('media move between a bucket and a directory by a backup', async () => {
  const { bench } = await aUsedInstallation();
  const first = await backUp({ database: bench.database, store: bench.deps.store });
  const target = await anEmptyInstallation();
  const localDirectory = await aDirectory();
  const bucket = s3Store(
    { ...(await s3Server()), localDirectory, mostCachedBytes: 1e6 },
    { clock: systemClock },
  );
  const restored = await restoreBackup({
    ...target.core,
    store: bucket,
    directory: first.directory,
    force: false,
  });
  expect(restored.missingMedia).toBe(0);
  const second = await backUp({ database: target.database, store: bucket }, { mayLink: false });
  expect(await readdir(join(second.directory, 'media'))).toEqual(
    await readdir(join(first.directory, 'media')),
  );
  expect(await readdir(localDirectory)).toEqual([]);
});

test('a backup without media lists them, and says how many the store lacks', async () => {
  const { bench } = await aUsedInstallation();
  const { directory, manifest } = await backUp(
    { database: bench.database, store: bench.deps.store },
    { withMedia: false },
  );
  expect(manifest.media).toMatchObject({ isIncluded: false, fileCount: 1 });
  const target = await anEmptyInstallation();
  expect(await target.restore(directory)).toMatchObject({ missingMedia: 1, ...SOUND });
  const besides = await anEmptyInstallation();
  const restored = await restoreBackup({
    ...besides.core,
    store: bench.deps.store,
    directory,
    force: false,
  });
  expect(restored.missingMedia).toBe(0);
});

test('the commands do the same, and a restore waits for no server to be left running', async () => {
  const database = await freshDatabase();
  const directory = await aDirectory();
  const environment = { DATABASE_URL: database.url, REELAY_DATA_DIR: join(directory, 'data') };
  const server = startReelay(['serve'], environment);
  await server.printed(/ready at/);
  const kept = startReelay(['backup', join(directory, 'backup')], environment);
  expect(await kept.exit()).toBe(0);
  await kept.printed(/Backed up \d+ rows of \d+ tables to .*\nMedia: 0 files of 0 bytes\./);
  const early = startReelay(['restore', '--force', join(directory, 'backup')], environment);
  expect(await early.exit()).toBe(1);
  await early.printed(/reelay: A server that is running uses the database/);
  server.process.kill('SIGTERM');
  expect(await server.exit()).toBe(0);
  const timid = startReelay(['restore', join(directory, 'backup')], environment);
  expect(await timid.exit()).toBe(1);
  await timid.printed(/reelay: The database is not empty/);
  const restored = startReelay(['restore', '--force', join(directory, 'backup')], environment);
  await restored.printed(
    /Workers go on with 0 generations and 0 webhooks\.\nRestored what was there on .*; the ledger adds up/,
  );
  expect(await restored.exit()).toBe(0);
}, 60_000);
