import { migrate } from '../db/migrate.ts';
import type { DatabaseHandle } from '../db/pool.ts';
import { installJobs } from '../jobs/start-jobs.ts';
import type { Logger } from '../kernel/log.ts';
import type { Config } from './config.ts';
import { openDatabaseAsIs, type OpenedDatabase } from './open-database-as-is.ts';

/** Opens the database that the configuration names, and migrates it. */
export async function openMigratedDatabase(config: Config, log: Logger): Promise<OpenedDatabase> {
  const database = await openDatabaseAsIs(config, log);
  try {
    await migrateAll(database, log);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Our tables, then those of the queue. Answers the names of the migrations that were applied. */
export async function migrateAll(database: DatabaseHandle, log: Logger): Promise<readonly string[]> {
  const applied = await migrate(database.db);
  if (applied.length > 0) log.info({ migrations: applied }, 'the database was migrated');
  await installJobs({ database, log });
  return applied;
}
