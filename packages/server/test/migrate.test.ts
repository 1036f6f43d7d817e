import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

async function first(): Promise<string> {
  return readFile(new URL('../migrations/0001_init.sql', import.meta.url), 'utf8');
}

test('migrating again changes nothing, also when many do it at once', async () => {
  const { db } = await freshDatabase();
  expect(await Promise.all([migrate(db), migrate(db), migrate(db)])).toEqual([[], [], []]);
});

test('a database that a newer version has migrated is refused', async () => {
  const { db } = await freshDatabase();
  const newer = await migrationsOf({
    '0001_init.sql': await first(),
    '0002_more.sql': 'create table more (n int)',
  });
  expect(await migrate(db, newer)).toEqual(['0002_more.sql']);
  await expect(migrate(db)).rejects.toThrow(/newer version \(0002_more\.sql is unknown here\)/);
});

test('a migration that was changed after it was applied is refused', async () => {
  const { db } = await freshDatabase();
  const changed = await migrationsOf({ '0001_init.sql': `${await first()}\n-- one more thought` });
  await expect(migrate(db, changed)).rejects.toThrow(/0001_init\.sql was changed after it was applied/);
});

test('a migration that fails leaves the database as it was', async () => {
  const { db } = await freshDatabase();
  const broken = await migrationsOf({
    '0001_init.sql': await first(),
    '0002_broken.sql': 'create table half (n int); select 1 / 0;',
  });
  await expect(migrate(db, broken)).rejects.toThrow(/division by zero/);
  expect(await migrate(db)).toEqual([]);
  await expect(db.selectFrom('schema_migrations').select('name').execute()).resolves.toHaveLength(1);
});

test('the written schema shows what the migrations make', async () => {
  const written = await readFile(new URL('../migrations/schema.sql', import.meta.url), 'utf8');
  expect(await dumpSchema()).toBe(written);
});
