import { copyFile, link, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { closeRows, fetchRows, openRows, readSnapshot, type SnapshotTx } from '../../db/dump-statements.ts';
import { readAppliedMigrations, refusalOfMigrations } from '../../db/migrate.ts';
import { TABLES, type TableName } from '../../db/tables.ts';
import { findStoredFiles } from '../../generations/stored-files.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Db } from '../../db/transaction.ts';
import { measureFile } from '../../media/storage-key.ts';
import type { MediaStore } from '../../media/store.ts';
import { VERSION } from '../version.ts';
import {
  BackupError,
  MANIFEST,
  MEDIA_LIST,
  mediaFile,
  tableFile,
  type ListedFile,
  type Manifest,
} from './format.ts';
import { writeLines } from './line-file.ts';

const ROWS_AT_ONCE = 500;
const PRIVATE_DIRECTORY = 0o700;

export interface BackupOptions {
  readonly db: Db;
  readonly store: MediaStore;
  readonly clock: Clock;
  /** Not there yet, or empty. */
  readonly directory: string;
  readonly withMedia: boolean;
  /** True when the store's files lie on this machine: then they are linked instead of copied where that can be. */
  readonly mayLink: boolean;
}

/**
 * Writes down the database as of one moment, and then the stored files that its rows name. A file never changes under its key,
 * so the two fit together although the files are read later; one that was deleted meanwhile is counted as missing.
 */
export async function makeBackup(options: BackupOptions): Promise<Manifest> {
  const { directory, db, clock } = options;
  await claimDirectory(directory);
  const createdAt = clock.now().toISOString();
  const dump = await readSnapshot(db, async (tx) => {
    const migrations = await readUsableMigrations(tx);
    await mkdir(join(directory, 'tables'), { mode: PRIVATE_DIRECTORY });
    const tables: Manifest['tables'] = [];
    for (const name of TABLES) tables.push(await dumpTable(tx, directory, name));
    const files: ListedFile[] = [];
    const list = await writeLines(join(directory, MEDIA_LIST), listFiles(tx, files));
    return { migrations, tables, files, sha256: list.sha256 };
  });
  let missingCount = 0;
  if (options.withMedia)
    for (const file of dump.files) if (!(await saveFile(options, file))) missingCount += 1;
  const manifest: Manifest = {
    format: 1,
    reelayVersion: VERSION,
    createdAt,
    migrations: [...dump.migrations],
    tables: dump.tables,
    media: {
      isIncluded: options.withMedia,
      fileCount: dump.files.length,
      byteCount: dump.files.reduce((sum, file) => sum + file.byteCount, 0),
      missingCount,
      sha256: dump.sha256,
    },
  };
  await writeManifest(directory, manifest);
  return manifest;
}

async function claimDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: PRIVATE_DIRECTORY });
  if ((await readdir(directory)).length > 0)
    throw new BackupError(`${directory} is not empty. Name a directory that does not exist yet.`);
}

async function readUsableMigrations(tx: SnapshotTx) {
  const migrations = await readAppliedMigrations(tx);
  if (migrations.length === 0)
    throw new BackupError('The database was never migrated: there is nothing to back up.');
  // Of a newer version's tables this one would not know all.
  const refusal = await refusalOfMigrations(migrations);
  if (refusal !== null) throw new BackupError(refusal);
  return migrations;
}

async function dumpTable(
  tx: SnapshotTx,
  directory: string,
  name: TableName,
): Promise<Manifest['tables'][number]> {
  await openRows(tx, name);
  const { lineCount, sha256 } = await writeLines(join(directory, tableFile(name)), rowsOf(tx));
  await closeRows(tx);
  return { name, rowCount: lineCount, sha256 };
}

async function* rowsOf(tx: SnapshotTx): AsyncGenerator<string, void, undefined> {
  for (;;) {
    const rows = await fetchRows(tx, ROWS_AT_ONCE);
    if (rows.length === 0) return;
    yield* rows;
  }
}

/** Notes each file in `seen` as well. */
async function* listFiles(tx: SnapshotTx, seen: ListedFile[]): AsyncGenerator<string, void, undefined> {
  for (let afterKey = ''; ;) {
    const files = await findStoredFiles(tx, afterKey, ROWS_AT_ONCE);
    for (const file of files) {
      seen.push(file);
      yield JSON.stringify(file);
    }
    const last = files.at(-1);
    if (!last) return;
    afterKey = last.storageKey;
  }
}

/** False when it is not stored any more. */
async function saveFile(
  { store, directory, mayLink }: BackupOptions,
  { storageKey, byteCount }: ListedFile,
): Promise<boolean> {
  if ((await store.stat(storageKey)) === null) return false;
  const path = join(directory, mediaFile(storageKey));
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_DIRECTORY });
  if (mayLink) await linkOrCopy(await store.localPath(storageKey), path);
  else
    await pipeline(
      store.open(storageKey, { start: 0, end: byteCount - 1 }),
      createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
    );
  if ((await measureFile(path)).storageKey !== storageKey)
    throw new BackupError(
      `What is stored under ${storageKey} is damaged: its bytes are not those that were put. Take it out of the store, or leave the media out with --no-media.`,
    );
  return true;
}

/** A second name costs no room, and stays when the store lets go of the first; between two disks it takes a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}

async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const unfinished = join(directory, `${MANIFEST}.partial`);
  await writeFile(unfinished, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(unfinished, join(directory, MANIFEST));
}
