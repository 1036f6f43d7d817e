import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '../db/embedded/start-embedded-postgres.ts';
import { type DatabaseHandle, openDatabase } from '../db/pool.ts';
import type { Logger } from '../kernel/log.ts';
import type { Config } from './config.ts';

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
    ...(applicationName === undefined ? {} : { applicationName }),
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
