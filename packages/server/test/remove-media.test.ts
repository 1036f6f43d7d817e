/** What becomes of stored bytes that no row names, and that no upload ever loses its own. */
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cancelGeneration } from '../src/commands/cancel-generation.ts';
import { createGeneration } from '../src/commands/create-generation.ts';
import { deleteGeneration } from '../src/commands/delete-generation.ts';
import { retryGeneration } from '../src/commands/retry-generation.ts';
import type { NewAsset } from '../src/generations/assets.ts';
import { newId } from '../src/kernel/ids.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { fileStore } from '../src/media/file-store.ts';
import type { MediaStore } from '../src/media/store.ts';
import { removeDeletedMedia, removeOrphans } from '../src/worker/remove-media.ts';
import { aRequest, testBench, type TestBench } from './support/test-bench.ts';

const HOUR = 3_600_000;
const { signal } = new AbortController();

/** As long after now as said: the store tells the time of a put by the real clock. */
const after = (milliseconds: number) => ({ now: () => new Date(Date.now() + milliseconds) });

async function put(bench: TestBench, text: string): Promise<NewAsset> {
  const path = await bench.deps.store.incomingPath();
  await writeFile(path, text);
  const stored = await bench.deps.store.putFile(path, 'image/png');
  await rm(path);
  const facts = { mediaType: 'image/png', width: 1, height: 1, durationSeconds: null };
  return { id: newId(), kind: 'input', ...stored, ...facts };
}

/** A cancelled generation that is made from a picture of these bytes. */
async function aCancelled(bench: TestBench, text: string) {
  const asset = await put(bench, text);
  const inputs = [{ role: 'image', kind: 'stored', asset }] as const;
  const { generation } = await createGeneration(bench.deps, bench.caller, aRequest({ inputs }));
  await cancelGeneration(bench.deps, bench.caller, generation.id);
  return { id: generation.id, storageKey: asset.storageKey };
}

const isStored = async ({ deps }: TestBench, storageKey: string) =>
  (await deps.store.stat(storageKey)) !== null;

async function keysIn(store: MediaStore): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { storageKey } of store.list()) keys.push(storageKey);
  return keys;
}

const removalDeps = (bench: TestBench, milliseconds: number, store: MediaStore = bench.deps.store) => ({
  ...bench.deps,
  store,
  log: silentLogger,
  clock: after(milliseconds),
});

describe('bytes of a deleted generation', () => {
  test('are removed an hour after they were put', async () => {
    const bench = await testBench();
    const [gone, kept] = [await aCancelled(bench, 'one'), await aCancelled(bench, 'two')];
    await deleteGeneration(bench.deps, bench.caller, gone.id);
    await removeDeletedMedia(removalDeps(bench, HOUR / 2), signal);
    expect(await isStored(bench, gone.storageKey)).toBe(true);
    await removeDeletedMedia(removalDeps(bench, HOUR + 5_000), signal);
    expect(await isStored(bench, gone.storageKey)).toBe(false);
    expect(await isStored(bench, kept.storageKey)).toBe(true);
    expect(await bench.database.db.selectFrom('removed_media').selectAll().execute()).toEqual([]);
  });

  test('stay while another generation has the same, and go with the last of them', async () => {
    const bench = await testBench();
    const [one, two] = [await aCancelled(bench, 'the same'), await aCancelled(bench, 'the same')];
    expect(one.storageKey).toBe(two.storageKey);
    await deleteGeneration(bench.deps, bench.caller, one.id);
    await removeDeletedMedia(removalDeps(bench, 2 * HOUR), signal);
    expect(await isStored(bench, one.storageKey)).toBe(true);
    await deleteGeneration(bench.deps, bench.caller, two.id);
    await removeDeletedMedia(removalDeps(bench, 2 * HOUR), signal);
    expect(await isStored(bench, one.storageKey)).toBe(false);
  });

  test('stay when they were uploaded again, before the removal or at its very moment', async () => {
    const bench = await testBench();
    const [{ id, storageKey }, first] = [await aCancelled(bench, 'again'), await aCancelled(bench, 'before')];
    for (const one of [id, first.id]) await deleteGeneration(bench.deps, bench.caller, one);
    const old = new Date(Date.now() - 3 * HOUR);
    for (const key of [storageKey, first.storageKey])
      await utimes(await bench.deps.store.localPath(key), old, old);
    const next = await aCancelled(bench, 'before');
    const uploaded: { id: string }[] = [];
    // Between the question which keys nothing names, and the removal.
    const racing: MediaStore = {
      ...bench.deps.store,
      async remove(key, putBefore) {
        if (key === storageKey) uploaded.push(await aCancelled(bench, 'again'));
        return bench.deps.store.remove(key, putBefore);
      },
    };
    await removeDeletedMedia(removalDeps(bench, 0, racing), signal);
    expect(uploaded).toHaveLength(1);
    for (const key of [storageKey, next.storageKey]) expect(await isStored(bench, key)).toBe(true);
    for (const one of [...uploaded, next]) await deleteGeneration(bench.deps, bench.caller, one.id);
    await removeDeletedMedia(removalDeps(bench, 2 * HOUR), signal);
    for (const key of [storageKey, next.storageKey]) expect(await isStored(bench, key)).toBe(false);
  });

  test('stay for a retry that was accepted, however close the delete came', async () => {
    const bench = await testBench({ balance: '100' });
    for (let round = 0; round < 20; round += 1) {
      const { id, storageKey } = await aCancelled(bench, `round ${round}`);
      const asset = { ...(await put(bench, `round ${round}`)), id: newId() };
      const old = new Date(Date.now() - 3 * HOUR);
      await utimes(await bench.deps.store.localPath(storageKey), old, old);
      const request = aRequest({ inputs: [{ role: 'image', kind: 'stored', asset }] });
      const [retried] = await Promise.allSettled([
        retryGeneration(bench.deps, bench.caller, id, request),
        deleteGeneration(bench.deps, bench.caller, id),
        removeDeletedMedia(removalDeps(bench, 0), signal),
      ]);
      await removeDeletedMedia(removalDeps(bench, 0), signal);
      expect(await isStored(bench, storageKey)).toBe(retried.status === 'fulfilled');
    }
  });

  test('are removed however many there are', async () => {
    const bench = await testBench();
    const assets = await Promise.all(
      Array.from({ length: 450 }, (_, index) => put(bench, `number ${index}`)),
    );
    await bench.database.db
      .insertInto('removed_media')
      .values(assets.map(({ storageKey }) => ({ storage_key: storageKey })))
      .execute();
    await removeDeletedMedia(removalDeps(bench, 2 * HOUR), signal);
    expect(await keysIn(bench.deps.store)).toEqual([]);
    expect(await bench.database.db.selectFrom('removed_media').selectAll().execute()).toEqual([]);
  });
});

test('bytes that nothing ever named are removed after a day, and those that something names never', async () => {
  const bench = await testBench();
  const [orphan, { storageKey: named }] = [await put(bench, 'an orphan'), await aCancelled(bench, 'named')];
  await removeOrphans(removalDeps(bench, 23 * HOUR), signal);
  expect(await isStored(bench, orphan.storageKey)).toBe(true);
  await removeOrphans(removalDeps(bench, 25 * HOUR), signal);
  expect(await isStored(bench, orphan.storageKey)).toBe(false);
  expect(await isStored(bench, named)).toBe(true);
});

test('a worker does it by itself', async () => {
  const bench = await testBench();
  const { id, storageKey } = await aCancelled(bench, 'gone');
  await deleteGeneration(bench.deps, bench.caller, id);
  bench.startWorker(new Map(), { clock: after(2 * HOUR) });
  await vi.waitFor(async () => expect(await isStored(bench, storageKey)).toBe(false), { timeout: 20_000 });
});

async function aStore() {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const store = fileStore(directory);
  const path = join(directory, 'source');
  await writeFile(path, 'a film');
  const { storageKey } = await store.putFile(path, 'video/mp4');
  return { directory, store, path, storageKey };
}

describe('the file store', () => {
  test('never removes what is put at the same moment', async () => {
    const { directory, store, path, storageKey } = await aStore();
    const old = new Date(Date.now() - 2 * HOUR);
    for (let round = 0; round < 100; round += 1) {
      await utimes(await store.localPath(storageKey), old, old);
      await Promise.all([
        store.remove(storageKey, new Date(Date.now() - HOUR)),
        store.putFile(path, 'video/mp4'),
        store.remove(storageKey, new Date(Date.now() - HOUR)),
      ]);
      expect(await store.stat(storageKey)).toMatchObject({ byteCount: 6 });
    }
    expect(await readdir(join(directory, 'leaving'))).toEqual([]);
  });

  test('brings back what a process that died had only half removed', async () => {
    const { directory, store, storageKey } = await aStore();
    const leaving = join(directory, 'leaving');
    const name = `${storageKey.replace('/', '')}.0011aabb`;
    await mkdir(leaving);
    await rename(join(directory, storageKey), join(leaving, name));
    expect(await store.stat(storageKey)).toBeNull();
    await store.removeLeftovers(new Date(0));
    expect(await store.stat(storageKey)).toMatchObject({ byteCount: 6 });
    expect(await readdir(leaving)).toEqual([]);
    expect(await keysIn(store)).toEqual([storageKey]);
  });
});
