import { createWriteStream } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../kernel/clock.ts';
import { createFileCache, type FileCache } from './file-cache.ts';
import { incomingDirectory, type IncomingDirectory } from './incoming-directory.ts';
import {
  MediaStoreError,
  openBucket,
  type BucketObject,
  type S3Bucket,
  type S3Options,
} from './s3-bucket.ts';
import { checkStorageKey, isStorageKey, measureFile } from './storage-key.ts';
import type { ListedMedia, MediaStore, StoredMedia } from './store.ts';

/** Where the objects of so many keys lie is remembered; who is served one range after another asks but once. */
const MOST_REMEMBERED = 10_000;
/** Between the look for an object and its reading a newer put may have taken its place. */
const MOST_LOOKS = 3;

export interface S3StoreOptions extends S3Options {
  /** On this machine: copies of what was asked for as a file, and what is coming in. Nothing in it is missed. */
  readonly localDirectory: string;
  readonly mostCachedBytes: number;
}

interface S3Store {
  readonly options: S3StoreOptions;
  readonly bucket: S3Bucket;
  readonly incoming: IncomingDirectory;
  readonly cache: FileCache;
  /** By storage key, the name of an object that holds its bytes, or did. */
  readonly names: Map<string, string>;
}

/**
 * Media in a bucket, for any number of machines. The key is the SHA-256 of the bytes, as in a directory.
 *
 * Every put makes an object of its own, `<key>/<random>`, and then removes those of the same key that it had seen before.
 * S3 cannot remove an object on the condition that it was not put again; but a removal that names the very objects it has
 * looked at cannot touch one that is put afterwards, however long the process stands still in between.
 */
export function s3Store(options: S3StoreOptions, deps: { readonly clock: Clock }): MediaStore {
  const incoming = incomingDirectory(join(options.localDirectory, 'incoming'));
  const cache = createFileCache({
    directory: join(options.localDirectory, 'cache'),
    mostBytes: options.mostCachedBytes,
    clock: deps.clock,
    newPath: () => incoming.newPath(),
  });
  const store: S3Store = { options, bucket: openBucket(options), incoming, cache, names: new Map() };
  return {
    putFile: (path, mediaType) => putFile(store, path, mediaType),
    async stat(storageKey) {
      const newest = await findNewest(store, storageKey);
      return newest && { byteCount: newest.byteCount, modifiedAt: newest.modifiedAt };
    },
    open: (storageKey, range) => open(store, checkStorageKey(storageKey), range),
    localPath: (storageKey) => cache.file(cacheName(storageKey), (path) => download(store, storageKey, path)),
    remove: (storageKey, putBefore) => remove(store, storageKey, putBefore),
    list: () => list(store),
    incomingPath: () => incoming.newPath(),
    async removeLeftovers(time) {
      await incoming.removeBefore(time);
      await cache.removeBefore(time);
    },
  };
}

async function putFile(store: S3Store, path: string, mediaType: string): Promise<StoredMedia> {
  const { storageKey, byteCount, sha256 } = await measureFile(path);
  const earlier = await findObjects(store, storageKey);
  const name = `${folderOf(store, storageKey)}${randomBytes(8).toString('hex')}`;
  await store.bucket.put(name, { path, mediaType, byteCount, sha256 });
  remember(store, storageKey, name);
  for (const object of earlier) await store.bucket.remove(object.name);
  return { storageKey, byteCount };
}

async function remove(store: S3Store, storageKey: string, putBefore: Date): Promise<boolean> {
  const objects = await findObjects(store, storageKey);
  if (objects.some((object) => object.modifiedAt >= putBefore)) return false;
  store.names.delete(storageKey);
  for (const object of objects) await store.bucket.remove(object.name);
  await store.cache.forget(cacheName(storageKey));
  return true;
}

async function* list(store: S3Store): AsyncIterable<ListedMedia> {
  const { prefix } = store.options;
  let newest: ListedMedia = { storageKey: '', modifiedAt: new Date(0) };
  // The objects of one key come one after another.
  for await (const { name, modifiedAt } of store.bucket.list(prefix)) {
    const storageKey = name.slice(prefix.length, name.lastIndexOf('/'));
    if (!isStorageKey(storageKey)) continue;
    if (newest.storageKey !== storageKey) {
      if (newest.storageKey !== '') yield newest;
      newest = { storageKey, modifiedAt };
    } else if (newest.modifiedAt < modifiedAt) newest = { storageKey, modifiedAt };
  }
  if (newest.storageKey !== '') yield newest;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Bytes `start`..`end` inclusive, or all of them. */
function open(store: S3Store, storageKey: string, range: Range | null): Readable {
  const control = new AbortController();
  const stream = Readable.from(readBytes(store, storageKey, range, control.signal), { objectMode: false });
  // Whoever stops listening ends the download too, also one that has not begun to answer.
  stream.once('close', () => control.abort());
  return stream;
}

async function* readBytes(
  store: S3Store,
  storageKey: string,
  range: Range | null,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const name = store.names.get(storageKey) ?? (await findNewest(store, storageKey))?.name;
    if (name === undefined) break;
    const body = await store.bucket.read(name, range, signal);
    if (body) return yield* body;
    store.names.delete(storageKey);
  }
  throw new MediaStoreError(`Nothing is stored under ${storageKey} in the bucket ${store.options.bucket}.`);
}

async function download(store: S3Store, storageKey: string, path: string): Promise<void> {
  await pipeline(open(store, storageKey, null), createWriteStream(path));
  const measured = await measureFile(path);
  if (measured.storageKey !== storageKey)
    throw new MediaStoreError(
      `What the bucket ${store.options.bucket} holds under ${storageKey} is damaged.`,
    );
}

async function findNewest(store: S3Store, storageKey: string): Promise<BucketObject | null> {
  const objects = await findObjects(store, storageKey);
  const newest = objects.toSorted((a, b) => b.modifiedAt.getTime() - a.modifiedAt.getTime())[0] ?? null;
  if (newest) remember(store, storageKey, newest.name);
  return newest;
}

async function findObjects(store: S3Store, storageKey: string): Promise<readonly BucketObject[]> {
  const objects: BucketObject[] = [];
  for await (const object of store.bucket.list(folderOf(store, storageKey))) objects.push(object);
  return objects;
}

function folderOf({ options }: S3Store, storageKey: string): string {
  return `${options.prefix}${checkStorageKey(storageKey)}/`;
}

function cacheName(storageKey: string): string {
  return checkStorageKey(storageKey).replace('/', '');
}

function remember({ names }: S3Store, storageKey: string, name: string): void {
  if (names.size >= MOST_REMEMBERED) names.clear();
  names.set(storageKey, name);
}
