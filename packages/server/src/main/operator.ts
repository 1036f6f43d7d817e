/** What an operator does to a whole installation, on a machine that reaches its database. */
import { resolve } from 'node:path';
import { resolveUnknown, type Resolved } from '../commands/resolve-unknown.ts';
import { installJobs, startJobs } from '../jobs/start-jobs.ts';
import { systemClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/log.ts';
import type { Manifest } from './backup/format.ts';
import { makeBackup } from './backup/make-backup.ts';
import { refuseWhileServed, restoreBackup, type Restored } from './backup/restore-backup.ts';
import type { Config } from './config.ts';
import { openDatabaseAsIs, type OpenedDatabase } from './open-database-as-is.ts';
import { migrateAll } from './open-migrated-database.ts';
import { openStore } from './open-store.ts';

/** Applies what is missing and answers the names. */
export async function migrateDatabase(config: Config, log: Logger): Promise<readonly string[]> {
  return withDatabase(config, log, 'reelay-migrate', (database) => migrateAll(database, log));
}

export async function backUp(
  config: Config,
  log: Logger,
  options: { readonly directory: string; readonly withMedia: boolean },
): Promise<Manifest> {
  return withDatabase(config, log, 'reelay-backup', ({ db }) =>
    makeBackup({
      ...options,
      directory: resolve(options.directory),
      db,
      store: openStore(config),
      clock: systemClock,
      mayLink: config.s3Bucket === undefined,
    }),
  );
}

export async function restore(
  config: Config,
  log: Logger,
  options: { readonly directory: string; readonly force: boolean },
): Promise<Restored> {
  return withDatabase(config, log, 'reelay-restore', async (database) => {
    await refuseWhileServed(database.db);
    await installJobs({ database, log });
    const jobs = await startJobs({ database, log, supervise: false });
    try {
      return await restoreBackup({
        ...options,
        directory: resolve(options.directory),
        db: database.db,
        jobs,
        store: openStore(config),
        clock: systemClock,
      });
    } finally {
      await jobs.stop();
    }
  });
}

/** Ends and refunds a generation of which no engine can tell what became of it. The id must be a UUID. */
export async function endUnknown(config: Config, log: Logger, id: string, note: string): Promise<Resolved> {
  return withDatabase(config, log, 'reelay-resolve', async (database) => {
    await migrateAll(database, log);
    const jobs = await startJobs({ database, log, supervise: false });
    try {
      return await resolveUnknown({ db: database.db, jobs, clock: systemClock, newId }, id, note);
    } finally {
      await jobs.stop();
    }
  });
}

async function withDatabase<Result>(
  config: Config,
  log: Logger,
  applicationName: string,
  work: (database: OpenedDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabaseAsIs(config, log, applicationName);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
