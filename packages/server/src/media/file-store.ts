import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, opendir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ListedMedia, MediaStore, StoredMedia } from './store.ts';

const INCOMING = 'incoming';
/** Where a file lies for the moment between losing its key and being removed. */
const LEAVING = 'leaving';
const STORAGE_KEY = /^[0-9a-f]{2}\/[0-9a-f]{62}$/;
const FIRST_LEVEL = /^[0-9a-f]{2}$/;

/**
 * Media in a directory. The key is the SHA-256 of the bytes, so equal files are stored once; a file appears under its
 * key only by an atomic rename after it was synced, so a half-written file is never visible.
 */
export function fileStore(directory: string): MediaStore {
  const pathOf = (storageKey: string): string => {
    if (!STORAGE_KEY.test(storageKey)) throw new Error(`not a storage key: ${storageKey}`);
    return join(directory, storageKey);
  };
  return {
    putFile: (path) => putFile(directory, path),
    incomingPath: () => incomingPath(directory),
    async removeLeftovers(time) {
      await removeLeftovers(directory, time);
      await bringBack(directory);
    },
    async localPath(storageKey) {
      const path = pathOf(storageKey);
      await stat(path);
      return path;
    },
    async stat(storageKey) {
      const found = await stat(pathOf(storageKey)).catch(ignoreMissing);
      return found ? { byteCount: found.size, modifiedAt: found.mtime } : null;
    },
    remove: (storageKey, putBefore) => remove(directory, pathOf(storageKey), putBefore),
    list: () => list(directory),
    open: (storageKey, range) => createReadStream(pathOf(storageKey), range),
  };
}

/** On the same disk as what is stored, so that a file can be renamed into its place. */
async function incomingPath(directory: string): Promise<string> {
  const incoming = join(directory, INCOMING);
  await mkdir(incoming, { recursive: true });
  return join(incoming, randomBytes(12).toString('hex'));
}

async function removeLeftovers(directory: string, time: Date): Promise<void> {
  const incoming = join(directory, INCOMING);
  const names = (await readdir(incoming).catch(ignoreMissing)) ?? [];
  for (const name of names) {
    const path = join(incoming, name);
    const found = await stat(path).catch(ignoreMissing);
    if (found && found.mtimeMs < time.getTime()) await rm(path, { force: true });
  }
}

async function putFile(directory: string, path: string): Promise<StoredMedia> {
  const temporary = await incomingPath(directory);
  const hash = createHash('sha256');
  let byteCount = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      byteCount += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(path), measure, createWriteStream(temporary));
    await syncToDisk(temporary);
    const digest = hash.digest('hex');
    const storageKey = `${digest.slice(0, 2)}/${digest.slice(2)}`;
    const target = join(directory, storageKey);
    await mkdir(dirname(target), { recursive: true });
    await rename(temporary, target);
    await syncToDisk(dirname(target));
    return { storageKey, byteCount };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * The file loses its key by a rename and is looked at only then: a put that comes before the rename shows in the time of
 * what was taken, which then gets its key back, and one that comes after it is not touched. So a put is never lost,
 * however long this process is stopped between two lines.
 */
async function remove(directory: string, path: string, putBefore: Date): Promise<boolean> {
  const found = await stat(path).catch(ignoreMissing);
  if (!found) return true;
  if (found.mtime >= putBefore) return false;
  await mkdir(join(directory, LEAVING), { recursive: true });
  const name = `${basename(dirname(path))}${basename(path)}`;
  const taken = join(directory, LEAVING, `${name}.${randomBytes(6).toString('hex')}`);
  if ((await rename(path, taken).catch(ignoreMissing)) === null) return true;
  const isRenewed = ((await stat(taken).catch(ignoreMissing))?.mtime ?? putBefore) >= putBefore;
  if (isRenewed) await giveKeyBack(path, taken);
  else await rm(taken, { force: true });
  return !isRenewed;
}

/** As if it was put just now: the same bytes may have been put there meanwhile, and their time must not become an older one. */
async function giveKeyBack(path: string, taken: string): Promise<void> {
  const now = new Date();
  await utimes(taken, now, now).catch(ignoreMissing);
  await rename(taken, path).catch(ignoreMissing);
  await syncToDisk(dirname(path));
}

/**
 * A process that died in the middle of a removal may have taken what was just put again. Giving a key back is never
 * wrong: bytes that no row names are found and removed another day.
 */
async function bringBack(directory: string): Promise<void> {
  const names = (await readdir(join(directory, LEAVING)).catch(ignoreMissing)) ?? [];
  for (const name of names) {
    const path = join(directory, name.slice(0, 2), name.slice(2, 64));
    await giveKeyBack(path, join(directory, LEAVING, name));
  }
}

async function* list(directory: string): AsyncIterable<ListedMedia> {
  const folders = (await readdir(directory).catch(ignoreMissing)) ?? [];
  for (const folder of folders) {
    if (!FIRST_LEVEL.test(folder)) continue;
    for await (const { name } of await opendir(join(directory, folder))) {
      const storageKey = `${folder}/${name}`;
      const found = STORAGE_KEY.test(storageKey)
        ? await stat(join(directory, storageKey)).catch(ignoreMissing)
        : null;
      if (found) yield { storageKey, modifiedAt: found.mtime };
    }
  }
}

/** A rename is durable only once the file and the directory that names it are both on the disk. */
async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
