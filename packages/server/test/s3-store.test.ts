/** What is particular to media in a bucket: the local cache, what a removal may meet, and errors that say what to do. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { openBucket, type S3Options } from '../src/media/s3-bucket.ts';
import { s3Store } from '../src/media/s3-store.ts';
import type { MediaStore } from '../src/media/store.ts';
import { fixedClock, type FixedClock } from './support/fixed-clock.ts';
import { s3Server } from './support/s3-server.ts';

async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-cache-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function aMachine(server: S3Options, mostCachedBytes = 1_000_000) {
  const clock: FixedClock = fixedClock();
  const localDirectory = await aDirectory();
  return { store: s3Store({ ...server, localDirectory, mostCachedBytes }, { clock }), clock, localDirectory };
}

async function put(store: MediaStore, content: string): Promise<string> {
  const path = await store.incomingPath();
  await writeFile(path, content);
  return (await store.putFile(path, 'video/mp4')).storageKey;
}

test('what one machine puts, another reads, and each keeps its own copy of what it was asked for as a file', async () => {
  const server = await s3Server();
  const [one, two] = [await aMachine(server), await aMachine(server)];
  const key = await put(one.store, 'a film');
  expect(await text(two.store.open(key, { start: 2, end: 5 }))).toBe('film');
  const path = await two.store.localPath(key);
  expect(path.startsWith(two.localDirectory)).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('a film');
});

test('a file that is asked for many times at once is fetched once', async () => {
  const server = await s3Server();
  const { store, localDirectory } = await aMachine(server);
  const key = await put(store, 'a film');
  const paths = await Promise.all(Array.from({ length: 10 }, () => store.localPath(key)));
  expect(new Set(paths).size).toBe(1);
  expect(await readdir(join(localDirectory, 'cache'))).toHaveLength(1);
});

test('the cache drops what was not used longest, and never what an engine may be reading', async () => {
  const server = await s3Server();
  const { store, clock } = await aMachine(server, 25);
  const keys = [
    await put(store, 'ten bytes 1'),
    await put(store, 'ten bytes 2'),
    await put(store, 'ten bytes 3'),
  ];
  const [first = '', second = '', third = ''] = keys;
  const old = await store.localPath(first);
  clock.advanceSeconds(60);
  const used = await store.localPath(second);
  const both = await store.localPath(third);
  // All three are 33 bytes, above the limit of 25, and may all be in use.
  for (const path of [old, used, both]) expect(await stat(path)).toMatchObject({ size: 11 });
  clock.advanceSeconds(3_600);
  await store.localPath(second);
  await store.localPath(await put(store, 'ten bytes 4'));
  expect(await stat(old).catch(() => null)).toBeNull();
  expect(await stat(used)).toMatchObject({ size: 11 });
  expect(await readFile(await store.localPath(first), 'utf8')).toBe('ten bytes 1');
  clock.advanceSeconds(3_600);
  await store.removeLeftovers(clock.now());
  expect(await stat(used).catch(() => null)).toBeNull();
});

test('a removal that stood still between its look and its work leaves what was put meanwhile', async () => {
  const server = await s3Server();
  const { store } = await aMachine(server);
  const key = await put(store, 'a film');
  const bucket = openBucket(server);
  const seen: string[] = [];
  for await (const object of bucket.list(server.prefix ?? '')) seen.push(object.name);
  await put(store, 'a film');
  for (const name of seen) await bucket.remove(name);
  expect(await text(store.open(key, { start: 0, end: 5 }))).toBe('a film');
});

test('who reads while the bytes are put again reads on from the new object', async () => {
  const server = await s3Server();
  const [one, two] = [await aMachine(server), await aMachine(server)];
  const key = await put(one.store, 'a film');
  expect(await one.store.stat(key)).toMatchObject({ byteCount: 6 });
  await put(two.store, 'a film');
  expect(await text(one.store.open(key, { start: 0, end: 5 }))).toBe('a film');
});

test('what lies in the bucket beside our media is not ours', async () => {
  const server = await s3Server();
  const { store } = await aMachine(server);
  const key = await put(store, 'a film');
  const other = s3Store(
    { ...server, prefix: 'reelay/other/', localDirectory: await aDirectory(), mostCachedBytes: 100 },
    { clock: fixedClock() },
  );
  await put(other, 'theirs');
  const keys: string[] = [];
  for await (const { storageKey } of store.list()) keys.push(storageKey);
  expect(keys).toEqual([key]);
});

test('bytes that were damaged in the bucket are not taken for what they were', async () => {
  const server = await s3Server();
  const { store, localDirectory } = await aMachine(server);
  const key = await put(store, 'a film');
  const bucket = openBucket(server);
  const path = join(localDirectory, 'other');
  await writeFile(path, 'a Film');
  for await (const { name } of bucket.list(server.prefix ?? ''))
    await bucket.put(name, { path, mediaType: 'video/mp4', byteCount: 6, sha256: Buffer.alloc(32) });
  await expect(store.localPath(key)).rejects.toThrow(/holds under .* is damaged/);
  expect(await readdir(join(localDirectory, 'cache')).catch(() => [])).toEqual([]);
});

test('an error names the bucket and the setting to look at', async () => {
  const server = await s3Server();
  const failure = async (changes: Partial<S3Options>): Promise<string> => {
    const { store } = await aMachine({ ...server, ...changes });
    return put(store, 'a film').then(
      () => 'no failure',
      (error: unknown) => String(error),
    );
  };
  expect(await failure({ bucket: 'other' })).toMatch(/bucket other at http.*NoSuchBucket.*REELAY_S3_BUCKET/);
  expect(await failure({ endpoint: 'http://127.0.0.1:1' })).toMatch(/ECONNREFUSED.*REELAY_S3_ENDPOINT/);
  expect(await failure({ credentials: { accessKeyId: 'WRONG', secretAccessKey: 'S3RVER' } })).toMatch(
    /InvalidAccessKeyId.*AWS_ACCESS_KEY_ID/,
  );
});
