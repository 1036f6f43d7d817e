import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { openDatabase } from '../src/db/pool.ts';
import { silentLogger } from '../src/kernel/log.ts';

/** Worlds are rolled back anyway: nothing in them need survive a power cut. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

/** Runs `work` with the addresses of so many migrated databases, on a PostgreSQL of its own that is gone afterwards. */
export async function withOwnDatabases<Result>(
  count: number,
  work: (urls: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-simulation-'));
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), settings: SETTINGS });
  try {
    const template = await createDatabase(server.url, 'template1');
    const database = openDatabase({ url: template, log: silentLogger, maxConnections: 1 });
    await migrate(database.db);
    await database.close();
    const urls: string[] = [];
    for (let number = 0; number < count; number += 1)
      urls.push(await createDatabase(server.url, nameOf(template)));
    return await work(urls);
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function createDatabase(serverUrl: string, template: string): Promise<string> {
  const name = `reelay_${randomUUID().replaceAll('-', '')}`;
  const server = openDatabase({ url: serverUrl, log: silentLogger, maxConnections: 1 });
  await server.pool.query(`create database ${name} template ${template}`);
  await server.close();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
