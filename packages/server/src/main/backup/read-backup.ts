import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refusalOfMigrations } from '../../db/migrate.ts';
import { isTableName } from '../../db/tables.ts';
import { measureFile } from '../../media/storage-key.ts';
import {
  BackupError,
  listedFileSchema,
  MANIFEST,
  manifestSchema,
  MEDIA_LIST,
  mediaFile,
  tableFile,
  type ListedFile,
  type Manifest,
} from './format.ts';
import { readLines } from './line-file.ts';

/**
 * Reads a backup through, down to the last byte, before anything is written anywhere. Throws BackupError when it was not
 * finished, was damaged, or is of a newer version.
 */
export async function verifyBackup(directory: string): Promise<Manifest> {
  const manifest = await readManifest(directory);
  const refusal = await refusalOfMigrations(manifest.migrations);
  if (refusal !== null) throw new BackupError(`This backup cannot be used here. ${refusal}`);
  for (const { name, sha256 } of manifest.tables) {
    if (!isTableName(name))
      throw new BackupError(`This version has no table ${name}. Restore with the one that made the backup.`);
    await verifyFile(directory, tableFile(name), sha256);
  }
  await verifyFile(directory, MEDIA_LIST, manifest.media.sha256);
  if (manifest.media.isIncluded)
    for await (const { storageKey } of readMediaList(directory)) {
      const found = await findMedia(directory, storageKey);
      if (found !== null && found !== storageKey.replace('/', '')) throw damaged(mediaFile(storageKey));
    }
  return manifest;
}

export async function* readMediaList(directory: string): AsyncGenerator<ListedFile, void, undefined> {
  for await (const line of readLines(join(directory, MEDIA_LIST)))
    yield listedFileSchema.parse(JSON.parse(line));
}

/** The SHA-256 of a file of media, or null when the backup does not have it. */
async function findMedia(directory: string, storageKey: string): Promise<string | null> {
  try {
    return (await measureFile(join(directory, mediaFile(storageKey)))).sha256.toString('hex');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function readManifest(directory: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(directory, MANIFEST), 'utf8');
  } catch {
    throw new BackupError(
      `${directory} has no ${MANIFEST}: it is no backup, or one that was not finished. Name the directory of a finished one.`,
    );
  }
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new BackupError(
      `${MANIFEST} of ${directory} is not one that this version can read. Restore with the version that made the backup, or a newer one.`,
    );
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function verifyFile(directory: string, name: string, sha256: string): Promise<void> {
  const measured = await measureFile(join(directory, name)).catch(() => null);
  if (measured?.sha256.toString('hex') !== sha256) throw damaged(name);
}

function damaged(name: string): BackupError {
  return new BackupError(
    `${name} of the backup is missing or damaged: its SHA-256 is not the one that was written down. Use another backup.`,
  );
}
