/** What whoever balances load is told. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fileStore } from '../src/media/file-store.ts';
import { aServer } from './support/a-server.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { runOn } from './support/global-setup.ts';

const jsonOf = async (response: Response): Promise<unknown> => [response.status, await response.json()];

const READY = [200, { status: 'ready', problems: [] }];
const notReady = (...problems: string[]) => [503, { status: 'not_ready', problems }];

test('a server that can serve says so to anybody, without a key', async () => {
  const server = await aServer();
  expect(await jsonOf(await server.fetch('/healthz'))).toEqual([200, { status: 'ok' }]);
  expect(await jsonOf(await server.fetch('/readyz'))).toEqual(READY);
});

test('a database that went away makes it not ready, and ready again when it is back; it lives all the while', async () => {
  const server = await aServer({ role: 'api' });
  const { url } = server.database;
  const name = new URL(url).pathname.slice(1);
  const elsewhere = url.replace(name, 'postgres');
  await runOn(elsewhere, `alter database ${name} with allow_connections false`);
  await runOn(elsewhere, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await vi.waitFor(async () => expect(await jsonOf(await server.fetch('/readyz'))).toMatchObject([503, {}]), {
    timeout: 10_000,
    interval: 100,
  });
  const [, body] = (await jsonOf(await server.fetch('/readyz'))) as [number, { problems: string[] }];
  expect(body.problems).toContain('The database does not answer.');
  expect(body.problems.join()).not.toContain(name);
  expect((await server.fetch('/healthz')).status).toBe(200);
  await runOn(elsewhere, `alter database ${name} with allow_connections true`);
  await vi.waitFor(async () => expect(await jsonOf(await server.fetch('/readyz'))).toEqual(READY), {
    timeout: 10_000,
    interval: 100,
  });
});

test('a database without the migrations of this version is not served; one with those of a newer is', async () => {
  const server = await aServer({ role: 'api' });
  const { db } = server.database;
  await db.insertInto('schema_migrations').values({ name: '9999_newer.sql', checksum: 'x' }).execute();
  expect(await jsonOf(await server.fetch('/readyz'))).toEqual(READY);
  await db.deleteFrom('schema_migrations').where('name', 'like', '0003%').execute();
  await vi.waitFor(
    async () =>
      expect(await jsonOf(await server.fetch('/readyz'))).toEqual(
        notReady('The database was not migrated to this version. Run: reelay migrate'),
      ),
    { timeout: 5_000, interval: 100 },
  );
});

test('a store that cannot be written is told, and so is one that hangs', async () => {
  const database = await freshDatabase();
  const store = fileStore('/nowhere');
  const broken = await aServer({
    role: 'api',
    database,
    parts: { store: { ...store, putFile: () => Promise.reject(new Error('disk full')) } },
  });
  expect(await jsonOf(await broken.fetch('/readyz'))).toEqual(notReady('The media store cannot be written.'));
  const hanging = await aServer({
    role: 'api',
    database,
    parts: {
      store: {
        ...store,
        incomingPath: async () => join(broken.directory, 'incoming'),
        putFile: () => new Promise(() => {}),
      },
    },
  });
  const started = performance.now();
  expect(await jsonOf(await hanging.fetch('/readyz'))).toEqual(
    notReady('The media store cannot be written.'),
  );
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('looks are shared: a hundred questions write to the store once', async () => {
  let puts = 0;
  const directory = await mkdtemp(join(tmpdir(), 'reelay-health-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const store = fileStore(directory);
  const server = await aServer({
    role: 'api',
    parts: {
      store: {
        ...store,
        putFile: (path, mediaType) => {
          puts += 1;
          return store.putFile(path, mediaType);
        },
      },
    },
  });
  const answers = await Promise.all(Array.from({ length: 100 }, () => server.fetch('/readyz')));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  expect(puts).toBe(1);
});

test('a server that is about to stop says so first, and still answers for as long as it was told to', async () => {
  const server = await aServer({ settings: { REELAY_SHUTDOWN_DELAY_SECONDS: '1' } });
  expect(await jsonOf(await server.fetch('/readyz'))).toEqual(READY);
  const stopped = server.stop();
  expect(await jsonOf(await server.fetch('/readyz'))).toEqual(notReady('The server is stopping.'));
  expect((await server.fetch('/v1/models')).status).toBeLessThan(500);
  await stopped;
  await expect(server.fetch('/healthz')).rejects.toThrow();
});

test('a worker answers its operator on a port of its own, and nothing of the API', async () => {
  const worker = await aServer({ role: 'worker', settings: { REELAY_WORKER_PORT: '0' } });
  expect(await jsonOf(await worker.fetch('/readyz'))).toEqual(READY);
  const answer = await worker.fetch('/v1/kling/generate', { method: 'POST' });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
});
