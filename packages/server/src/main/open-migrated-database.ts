import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '../db/embedded/start-embedded-postgres.ts';
import { migrate } from '../db/migrate.ts';
import { type DatabaseHandle, openDatabase } from '../db/pool.ts';
import { installJobs } from '../jobs/start-jobs.ts';
import type { Logger } from '../kernel/log.ts';
import type { Config } from './config.ts';

export interface OpenedDatabase extends DatabaseHandle {
  /** Closes the pool, and the embedded server when nobody else uses it. */
  close(): Promise<void>;
}

/** Opens the database that the configuration names, embedded unless DATABASE_URL says otherwise, and migrates it. */
export async function openMigratedDatabase(config: Config, log: Logger): Promise<OpenedDatabase> {
  const dataDirectory = resolve(config.dataDirectory);
  await mkdir(dataDirectory, { recursive: true });
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: join(dataDirectory, 'postgres') })
      : null;
  const database = openDatabase({ url: config.databaseUrl ?? embedded?.url ?? '', log, maxConnections: 20 });
  const close = async (): Promise<void> => {
    await database.close();
    await embedded?.stop();
  };
  try {
    const applied = await migrate(database.db);
    if (applied.length > 0) log.info({ migrations: applied }, 'the database was migrated');
    await installJobs({ database, log });
    return { ...database, close };
  } catch (error) {
    await close();
    throw error;
  }
}
