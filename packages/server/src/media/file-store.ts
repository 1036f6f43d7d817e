import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MediaStore, StoredMedia } from './store.ts';

const INCOMING = 'incoming';
const STORAGE_KEY = /^[0-9a-f]{2}\/[0-9a-f]{62}$/;

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
    removeLeftovers: (time) => removeLeftovers(directory, time),
    async localPath(storageKey) {
      const path = pathOf(storageKey);
      await stat(path);
      return path;
    },
    async stat(storageKey) {
      const found = await stat(pathOf(storageKey)).catch(ignoreMissing);
      return found ? { byteCount: found.size } : null;
    },
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
