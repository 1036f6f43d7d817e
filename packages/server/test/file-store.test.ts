/** What every store of media promises, in a directory and in a bucket. */
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { fileStore } from '../src/media/file-store.ts';
import { s3Store } from '../src/media/s3-store.ts';
import type { MediaStore } from '../src/media/store.ts';
import { s3Server } from './support/s3-server.ts';

const STORES = {
  directory: async (directory: string) => fileStore(directory),
  bucket: async (directory: string) =>
    s3Store(
      { ...(await s3Server()), localDirectory: directory, mostCachedBytes: 1_000_000 },
      { clock: systemClock },
    ),
} as const satisfies Record<string, (directory: string) => Promise<MediaStore>>;

const NOWHERE = `${'0'.repeat(2)}/${'0'.repeat(62)}`;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const TOMORROW = new Date(Date.now() + 24 * 3_600_000);

async function put(store: MediaStore, content: string) {
  const incoming = await store.incomingPath();
  await writeFile(incoming, content);
  try {
    return await store.putFile(incoming, 'video/mp4');
  } finally {
    await rm(incoming);
  }
}

async function listed(store: MediaStore): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { storageKey } of store.list()) keys.push(storageKey);
  return keys.sort();
}

describe.each(Object.keys(STORES) as (keyof typeof STORES)[])('a %s', (kind) => {
  async function aStore(): Promise<MediaStore> {
    const directory = await mkdtemp(join(tmpdir(), 'reelay-store-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    return STORES[kind](directory);
  }

  test('what came in can be stored, and read again where it lies', async () => {
    const store = await aStore();
    const incoming = await store.incomingPath();
    expect(await stat(incoming).catch(() => null)).toBeNull();
    expect(await store.incomingPath()).not.toBe(incoming);
    await writeFile(incoming, 'a picture');
    const stored = await store.putFile(incoming, 'image/png');
    await rm(incoming);
    expect(stored.byteCount).toBe(9);
    expect(await readFile(await store.localPath(stored.storageKey), 'utf8')).toBe('a picture');
    expect(await readFile(await store.localPath(stored.storageKey), 'utf8')).toBe('a picture');
  });

  test('equal bytes have one key, and any part of them can be read', async () => {
    const store = await aStore();
    const stored = await put(store, '0123456789');
    expect(await put(store, '0123456789')).toEqual(stored);
    expect(await listed(store)).toEqual([stored.storageKey]);
    const part = (start: number, end: number) => text(store.open(stored.storageKey, { start, end }));
    expect(await part(0, 9)).toBe('0123456789');
    expect(await part(3, 5)).toBe('345');
    expect(await part(9, 9)).toBe('9');
  });

  test('a key that nothing is stored under has nothing to show', async () => {
    const store = await aStore();
    await expect(store.localPath(NOWHERE)).rejects.toThrow();
    await expect(text(store.open(NOWHERE, { start: 0, end: 1 }))).rejects.toThrow();
    expect(await store.stat(NOWHERE)).toBeNull();
    expect(await listed(store)).toEqual([]);
  });

  test('what is no key of a store is refused before it becomes a path', async () => {
    const store = await aStore();
    await expect((async () => store.localPath('../../etc/passwd'))()).rejects.toThrow(/not a storage key/);
    await expect(store.stat('../x')).rejects.toThrow(/not a storage key/);
    expect(() => store.open('a/../../b', { start: 0, end: 1 })).toThrow(/not a storage key/);
  });

  test('every put renews the time, and what was put since then is not removed', async () => {
    const store = await aStore();
    const began = Date.now();
    const { storageKey } = await put(store, 'a film');
    const first = await store.stat(storageKey);
    expect(first?.byteCount).toBe(6);
    // Servers tell the time in whole seconds.
    expect(first?.modifiedAt.getTime()).toBeGreaterThan(began - 2_000);
    await vi.waitFor(
      async () => {
        await put(store, 'a film');
        const renewed = await store.stat(storageKey);
        expect(renewed?.modifiedAt.getTime()).toBeGreaterThan(first?.modifiedAt.getTime() ?? 0);
      },
      { timeout: 10_000, interval: 100 },
    );
    expect(await store.remove(storageKey, LONG_AGO)).toBe(false);
    expect(await store.stat(storageKey)).not.toBeNull();
  });

  test('what was not put again is removed, and removing nothing is no fault', async () => {
    const store = await aStore();
    const { storageKey } = await put(store, 'a film');
    const other = await put(store, 'another');
    expect(await readFile(await store.localPath(storageKey), 'utf8')).toBe('a film');
    expect(await store.remove(storageKey, TOMORROW)).toBe(true);
    expect(await store.remove(storageKey, TOMORROW)).toBe(true);
    expect(await store.stat(storageKey)).toBeNull();
    await expect(store.localPath(storageKey)).rejects.toThrow();
    expect(await listed(store)).toEqual([other.storageKey]);
  });

  test('bytes that are put while others put and look at them are always there', async () => {
    const store = await aStore();
    const puts = Array.from({ length: 8 }, async () => {
      const { storageKey } = await put(store, 'wanted by many');
      expect(await store.stat(storageKey)).not.toBeNull();
      expect(await text(store.open(storageKey, { start: 0, end: 5 }))).toBe('wanted');
      await store.remove(storageKey, LONG_AGO);
    });
    await Promise.all(puts);
    expect(await listed(store)).toHaveLength(1);
  });

  test('leftovers of a process that died are removed once they are old, and nothing else', async () => {
    const store = await aStore();
    const [old, fresh] = [await store.incomingPath(), await store.incomingPath()];
    for (const path of [old, fresh]) await writeFile(path, 'half a film');
    const stored = await store.putFile(old, 'video/mp4');
    const yesterday = new Date('2030-01-01T00:00:00Z');
    await utimes(fresh, new Date('2030-01-02T00:00:00Z'), new Date('2030-01-02T00:00:00Z'));
    await utimes(old, yesterday, yesterday);
    await utimes(await store.localPath(stored.storageKey), yesterday, yesterday);
    await store.removeLeftovers(new Date('2030-01-01T12:00:00Z'));
    expect(dirname(old)).toBe(dirname(fresh));
    expect(await stat(old).catch(() => null)).toBeNull();
    expect(await readFile(fresh, 'utf8')).toBe('half a film');
    expect(await store.stat(stored.storageKey)).toMatchObject({ byteCount: 11 });
    expect(await readFile(await store.localPath(stored.storageKey), 'utf8')).toBe('half a film');
    await rm(dirname(fresh), { recursive: true });
    await store.removeLeftovers(new Date());
  });
});
