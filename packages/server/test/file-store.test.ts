import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fileStore } from '../src/media/file-store.ts';

async function aStore() {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return fileStore(directory);
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
});

test('a key that nothing is stored under has no local path', async () => {
  const store = await aStore();
  await expect(store.localPath(`${'0'.repeat(2)}/${'0'.repeat(62)}`)).rejects.toThrow(/ENOENT/);
  await expect(store.localPath('../../etc/passwd')).rejects.toThrow(/not a storage key/);
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
  expect(await store.stat(stored.storageKey)).toEqual({ byteCount: 11 });
  await rm(dirname(fresh), { recursive: true });
  await store.removeLeftovers(new Date());
});
