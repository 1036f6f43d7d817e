import { access } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addForeignKey,
  continueNumbers,
  dropForeignKey,
  dropTables,
  findForeignKeys,
  findNumberedColumns,
  hasAccounts,
  insertRows,
} from '../../db/dump-statements.ts';
import { compareMigrations, migrateWithin } from '../../db/migrate.ts';
import { countSessions } from '../../db/server-facts.ts';
import { isTableName } from '../../db/tables.ts';
import { inTransaction, type Db, type Tx } from '../../db/transaction.ts';
import { findOpenGenerationIds } from '../../generations/census.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { deleteJobs } from '../../jobs/queue-statements.ts';
import { auditSlots } from '../../jobs/slots.ts';
import type { Clock } from '../../kernel/clock.ts';
import { auditLedger, type LedgerAudit } from '../../ledger/ledger.ts';
import type { MediaStore } from '../../media/store.ts';
import { findOpenDeliveries } from '../../webhooks/backlog.ts';
import { BackupError, mediaFile, tableFile, type Manifest } from './format.ts';
import { inGroups, readLines } from './line-file.ts';
import { readMediaList, verifyBackup } from './read-backup.ts';

const ROWS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 4_000_000;
/** What servers and workers call themselves to the database. */
const SERVERS = 'reelay';

export interface RestoreOptions {
  readonly db: Db;
  readonly jobs: Jobs;
  readonly store: MediaStore;
  readonly clock: Clock;
  readonly directory: string;
  /** Throws away what is in the database. */
  readonly force: boolean;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Generations and deliveries that workers go on with. */
  readonly openGenerations: number;
  readonly openDeliveries: number;
  /** Files that rows name and the store does not have. */
  readonly missingMedia: number;
  readonly ledger: LedgerAudit;
  readonly wrongPlaces: readonly string[];
}

/**
 * Puts a backup in the place of what is in the database. Everything is read and compared first, then the media are stored, then
 * all rows come in one transaction: whoever fails before its commit has changed nothing but added some files. The queue is
 * made anew from the rows.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { db, directory } = options;
  const manifest = await verifyBackup(directory);
  if (!options.force) await refuseFull(db);
  const missingMedia = await restoreMedia(options, manifest);
  const open = await inTransaction(db, (tx) => restoreRows(options, tx, manifest));
  return {
    manifest,
    ...open,
    missingMedia,
    ledger: await auditLedger(db),
    wrongPlaces: await auditSlots(db),
  };
}

/** Throws BackupError while a server or worker uses the database. It must be called by another name than theirs. */
export async function refuseWhileServed(db: Db): Promise<void> {
  const sessions = await countSessions(db, SERVERS);
  if (sessions > 0)
    throw new BackupError(
      `A server that is running uses the database (${sessions} connections). Stop every server and worker first.`,
    );
}

async function refuseFull(db: Db): Promise<void> {
  const { missing, unknown } = await compareMigrations(db);
  if (unknown.length > 0)
    throw new BackupError(
      'The database is of a newer version. Restore into another one, or say --force to throw away what is in it.',
    );
  const hasFirstTables = !missing.some((name) => name.startsWith('0001_'));
  if (hasFirstTables && (await hasAccounts(db)))
    throw new BackupError(
      'The database is not empty. Restore into another one, or say --force to throw away what is in it.',
    );
}

/** Answers how many files the store lacks afterwards. */
async function restoreMedia({ store, directory }: RestoreOptions, { media }: Manifest): Promise<number> {
  let missing = 0;
  for await (const { storageKey, mediaType } of readMediaList(directory)) {
    const path = join(directory, mediaFile(storageKey));
    if (media.isIncluded && (await exists(path))) await store.putFile(path, mediaType);
    else if ((await store.stat(storageKey)) === null) missing += 1;
  }
  return missing;
}

async function restoreRows(
  { jobs, clock, directory }: RestoreOptions,
  tx: Tx,
  manifest: Manifest,
): Promise<{ readonly openGenerations: number; readonly openDeliveries: number }> {
  await dropTables(tx);
  // First as they were when the backup was made; what is newer then finds the rows as it would have.
  await migrateWithin(tx, { last: manifest.migrations.at(-1)?.name ?? '' });
  const foreignKeys = await findForeignKeys(tx);
  for (const key of foreignKeys) await dropForeignKey(tx, key);
  for (const { name } of manifest.tables) {
    if (!isTableName(name)) throw new Error(`no table ${name}`);
    const lines = readLines(join(directory, tableFile(name)));
    for await (const rows of inGroups(lines, ROWS_AT_ONCE, CHARACTERS_AT_ONCE))
      await insertRows(tx, name, rows);
  }
  for (const key of foreignKeys) await addForeignKey(tx, key);
  for (const column of await findNumberedColumns(tx)) await continueNumbers(tx, column);
  await migrateWithin(tx);

  await deleteJobs(tx);
  const generations = await findOpenGenerationIds(tx);
  for (const id of generations) await jobs.enqueue(tx, 'generations', id);
  const deliveries = await findOpenDeliveries(tx);
  const now = clock.now().getTime();
  for (const { id, nextAttemptAt } of deliveries) {
    const startAfterSeconds = Math.max(0, ((nextAttemptAt?.getTime() ?? now) - now) / 1000);
    await jobs.enqueue(tx, 'webhooks', id, { startAfterSeconds });
  }
  return { openGenerations: generations.length, openDeliveries: deliveries.length };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
