import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '../db/embedded/start-embedded-postgres.ts';
import { type DatabaseHandle, openDatabase } from '../db/pool.ts';
import type { Logger } from '../kernel/log.ts';
import type { Config } from './config.ts';

/**
 * A worker that stands still within a transaction (SIGSTOP, a machine that sleeps) holds row locks of generations and balances.
 * Others wait for them no longer than this, which is far more than any pause of a process that works.
 */
const SERVER_IDLE_TRANSACTION_SECONDS = 60;

export interface OpenedDatabase extends DatabaseHandle {
  /** Closes the pool, and the embedded server when nobody else uses it. */
  close(): Promise<void>;
}

/** Opens the database that the configuration names, embedded unless DATABASE_URL says otherwise, and changes nothing in it. */
export async function openDatabaseAsIs(
  config: Config,
  log: Logger,
  applicationName?: string,
): Promise<OpenedDatabase> {
  const dataDirectory = resolve(config.dataDirectory);
  await mkdir(dataDirectory, { recursive: true });
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: embeddedDirectory(config) })
      : null;
  const database = openDatabase({
    url: config.databaseUrl ?? embedded?.url ?? '',
    log,
    maxConnections: config.databaseConnections,
    // Only tools give themselves a name, and a backup reads its rows as slowly as its disk writes.
    ...(applicationName === undefined
      ? { idleTransactionSeconds: SERVER_IDLE_TRANSACTION_SECONDS }
      : { applicationName }),
  });
  return {
    ...database,
    async close() {
      await database.close();
      await embedded?.stop();
    },
  };
}

/** False before the first start: there is no embedded database yet, and no other was named. */
export function hasDatabase(config: Config): boolean {
  return config.databaseUrl !== undefined || existsSync(join(embeddedDirectory(config), 'PG_VERSION'));
}

function embeddedDirectory(config: Config): string {
  return join(resolve(config.dataDirectory), 'postgres');
}
