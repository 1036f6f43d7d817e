import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/pool.ts';
import { installJobs } from '../../src/jobs/start-jobs.ts';
import { silentLogger } from '../../src/kernel/log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database server on which tests make and drop their own databases. */
    serverUrl: string;
    /** A migrated database to clone. */
    templateName: string;
  }
}

/** One server for all test files, and one migrated database in it that each test clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['REELAY_TEST_DATABASE_URL'];
  const server = given === undefined ? await startOwnServer() : { url: given, stop: async () => {} };
  const templateName = `reelay_template_${randomUUID().replaceAll('-', '')}`;
  await runOn(server.url, `create database ${templateName}`);
  const database = openDatabase({ url: urlOf(server.url, templateName), log: silentLogger });
  await migrate(database.db);
  await installJobs({ database, log: silentLogger });
  await database.close();
  project.provide('serverUrl', server.url);
  project.provide('templateName', templateName);
  return async () => {
    await runOn(server.url, `drop database if exists ${templateName} with (force)`);
    await server.stop();
  };
}

/** The same server, another database. */
export function urlOf(serverUrl: string, databaseName: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${databaseName}`;
  return url.href;
}

/** Runs one statement that cannot run in a transaction. */
export async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function startOwnServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-test-'));
  // Test databases need not survive a power cut.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), settings });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
