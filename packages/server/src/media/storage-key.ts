import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

const STORAGE_KEY = /^[0-9a-f]{2}\/[0-9a-f]{62}$/;

/** Throws unless it is a key that a store has given out: nothing else may become part of a path or an object's name. */
export function checkStorageKey(storageKey: string): string {
  if (!STORAGE_KEY.test(storageKey)) throw new Error(`not a storage key: ${storageKey}`);
  return storageKey;
}

export function isStorageKey(text: string): boolean {
  return STORAGE_KEY.test(text);
}

/** Equal bytes have equal keys: the key is their SHA-256, split so that a directory of them has 256 folders. */
export function storageKeyOf(sha256: Buffer): string {
  const digest = sha256.toString('hex');
  return `${digest.slice(0, 2)}/${digest.slice(2)}`;
}

export interface MeasuredFile {
  readonly storageKey: string;
  readonly sha256: Buffer;
  readonly byteCount: number;
}

/** Reads a file once, to know its key. */
export async function measureFile(path: string): Promise<MeasuredFile> {
  const hash = createHash('sha256');
  let byteCount = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    byteCount += chunk.length;
  }
  const sha256 = hash.digest();
  return { storageKey: storageKeyOf(sha256), sha256, byteCount };
}
