import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../src/db/migrate.ts';
import { dumpSchema } from '../tools/dump-schema.ts';
import { freshDatabase } from './support/fresh-database.ts';

async function migrationsOf(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-migrations-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return directory;
}

const OURS = new URL('../migrations/', import.meta.url);

async function ours(): Promise<Record<string, string>> {
  const names = (await readdir(OURS)).filter((name) => /^\d{4}_/.test(name));
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(new URL(name, OURS), 'utf8')] as const),
    ),
  );
}

test('migrating again changes nothing, also when many do it at once', async () => {
  const { db } = await freshDatabase();
  expect(await Promise.all([migrate(db), migrate(db), migrate(db)])).toEqual([[], [], []]);
});

test('a database that a newer version has migrated is refused', async () => {
  const { db } = await freshDatabase();
  const newer = await migrationsOf({
    ...(await ours()),
    '9999_more.sql': 'create table more (n int)',
  });
  expect(await migrate(db, newer)).toEqual(['9999_more.sql']);
  await expect(migrate(db)).rejects.toThrow(/newer version \(9999_more\.sql is unknown here\)/);
});

test('a migration that was changed after it was applied is refused', async () => {
  const { db } = await freshDatabase();
  const files = await ours();
  const changed = await migrationsOf({
    ...files,
    '0001_init.sql': `${files['0001_init.sql']}\n-- one more thought`,
  });
  await expect(migrate(db, changed)).rejects.toThrow(/0001_init\.sql was changed after it was applied/);
});

test('a migration that fails leaves the database as it was', async () => {
  const { db } = await freshDatabase();
  const broken = await migrationsOf({
    ...(await ours()),
    '9999_broken.sql': 'create table half (n int); select 1 / 0;',
  });
  await expect(migrate(db, broken)).rejects.toThrow(/division by zero/);
  expect(await migrate(db)).toEqual([]);
  await expect(db.selectFrom('schema_migrations').select('name').execute()).resolves.toHaveLength(
    Object.keys(await ours()).length,
  );
});

test('the written schema shows what the migrations make', async () => {
  const written = await readFile(new URL('../migrations/schema.sql', import.meta.url), 'utf8');
  expect(await dumpSchema()).toBe(written);
});
