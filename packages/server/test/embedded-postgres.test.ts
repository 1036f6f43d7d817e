import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findNativeDirectory, thisHost } from '../src/db/embedded/binaries.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../src/db/embedded/start-embedded-postgres.ts';

const OWNER = fileURLToPath(new URL('./support/postgres-owner.ts', import.meta.url));
const PATIENCE = { timeout: 20_000, interval: 50 };

async function emptyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-epg-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function start(
  dataDir: string,
  more: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...more });
  onTestFinished(() => server.stop());
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the server in a process of its own, which can then be killed. */
async function startOwner(
  dataDir: string,
): Promise<{ readonly owner: ChildProcess; readonly server: EmbeddedPostgres }> {
  const owner = fork(OWNER, [dataDir], { execArgv: [] });
  onTestFinished(() => {
    owner.kill('SIGKILL');
  });
  const [server] = (await once(owner, 'message')) as [EmbeddedPostgres];
  return { owner, server };
}

/** A zombie does not count. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat !== null && !stat.includes(') Z ');
}

test('starts, keeps what was written, and starts again', async () => {
  const dataDir = join(await emptyDirectory(), 'data');
  const first = await start(dataDir);
  expect(first.adopted).toBe(false);
  await query(first.url, 'create table kept as select 7 as n');
  await first.stop();
  expect(await isRunning(first.pid)).toBe(false);
  const second = await start(dataDir);
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('of two that start at once one starts the server and the other joins it, and it stops with the last', async () => {
  const dataDir = join(await emptyDirectory(), 'data');
  const [a, b] = await Promise.all([startOwner(dataDir), startOwner(dataDir)]);
  expect(a.server.adopted).toBe(!b.server.adopted);
  expect(a.server.pid).toBe(b.server.pid);
  const starter = a.server.adopted ? b : a;
  const joiner = a.server.adopted ? a : b;
  starter.owner.kill('SIGKILL');
  await once(starter.owner, 'exit');
  expect(await query(joiner.server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  joiner.owner.kill('SIGKILL');
  await vi.waitFor(async () => expect(await isRunning(a.server.pid)).toBe(false), PATIENCE);
});

test('stops when its only owner is killed', async () => {
  const dataDir = join(await emptyDirectory(), 'data');
  const { owner, server } = await startOwner(dataDir);
  expect(await isRunning(server.pid)).toBe(true);
  owner.kill('SIGKILL');
  await vi.waitFor(async () => expect(await isRunning(server.pid)).toBe(false), PATIENCE);
});

test('comes back with its data after the server itself was killed', async () => {
  const dataDir = join(await emptyDirectory(), 'data');
  const first = await start(dataDir);
  await query(first.url, 'create table kept as select 7 as n');
  process.kill(first.pid, 'SIGKILL');
  await vi.waitFor(async () => expect(await isRunning(first.pid)).toBe(false), PATIENCE);
  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('starts although another process has the number that a server before had', async () => {
  const dataDir = join(await emptyDirectory(), 'data');
  const first = await start(dataDir);
  await first.stop();
  await writeFile(
    join(dataDir, 'postmaster.pid'),
    `${process.pid}\n${dataDir}\n1\n5432\n/nowhere\n\n1 1\nready   \n`,
  );
  const second = await start(dataDir);
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('restores the library links that an installation without scripts leaves out', async () => {
  const directory = await emptyDirectory();
  const nativeDirectory = join(directory, 'package', 'native');
  await cp(findNativeDirectory(thisHost()), nativeDirectory, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(nativeDirectory, 'pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  for (const { target } of links) await unlink(join(directory, 'package', target)).catch(() => undefined);
  const server = await start(join(directory, 'data'), { nativeDirectory });
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(process.getuid?.() === 0)('runs for root where user namespaces are not allowed', async () => {
  const directory = await emptyDirectory();
  await chmod(directory, 0o755);
  const server = await start(join(directory, 'data'), { mayUseNamespace: false });
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(await isRunning(server.pid)).toBe(false);
});

test('listens on no network address and uses a socket in a private directory', async () => {
  const server = await start(join(await emptyDirectory(), 'data'));
  expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  expect(await query(server.url, 'select inet_server_addr() as address')).toEqual([{ address: null }]);
});

test('a data directory with a very long path still gets a socket', async () => {
  const deep = join(await emptyDirectory(), 'a'.repeat(60), 'b'.repeat(60), 'data');
  const server = await start(deep);
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

for (const host of [
  { platform: 'linux', arch: 'x64', isMusl: true },
  { platform: 'win32', arch: 'x64', isMusl: false },
  { platform: 'sunos', arch: 'sparc', isMusl: false },
])
  test(`on ${host.platform}-${host.arch}${host.isMusl ? ' with musl' : ''} it says to set DATABASE_URL`, async () => {
    const dataDir = join(await emptyDirectory(), 'data');
    await expect(startEmbeddedPostgres({ dataDir, host })).rejects.toThrow(/Set DATABASE_URL/);
  });
