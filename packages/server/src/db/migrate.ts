import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { inTransaction, lockUntilCommit, type Db, type Tx } from './transaction.ts';

const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../../migrations/', import.meta.url));
const MIGRATION_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;
/** Any number, as long as every process uses the same one. */
const MIGRATION_LOCK = 4_807_526_976n;

interface MigrationFile {
  readonly name: string;
  readonly checksum: string;
  readonly statements: string;
}

/** The database and the code do not belong together; the message says how to put that right. */
class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Applies the files of `migrations/` that the database has not seen, in order, all in one transaction, and returns
 * their names. Any number of processes may do this at once; one works and the others wait.
 */
export async function migrate(db: Db, directory: string = MIGRATIONS_DIRECTORY): Promise<readonly string[]> {
  return inTransaction(db, (tx) => migrateWithin(tx, { directory }));
}

/** The same as a part of a transaction; `last` names the file after which it stops. */
export async function migrateWithin(
  tx: Tx,
  { directory = MIGRATIONS_DIRECTORY, last }: { readonly directory?: string; readonly last?: string } = {},
): Promise<readonly string[]> {
  const files = await readMigrations(directory);
  await lockUntilCommit(tx, MIGRATION_LOCK);
  await createMigrationsTable(tx);
  const applied = await findApplied(tx);
  refuseMismatch(files, applied);
  const pending = files.filter(
    (file) => !applied.has(file.name) && (last === undefined || file.name <= last),
  );
  for (const file of pending) {
    await sql.raw(file.statements).execute(tx);
    await tx.insertInto('schema_migrations').values({ name: file.name, checksum: file.checksum }).execute();
  }
  return pending.map((file) => file.name);
}

/** What was applied, in order: it says which version the tables are of. Empty when nothing was. */
export async function readAppliedMigrations(
  db: Db,
): Promise<readonly { readonly name: string; readonly checksum: string }[]> {
  if (!(await hasMigrationsTable(db))) return [];
  return [...(await findApplied(db))].map(([name, checksum]) => ({ name, checksum }));
}

/** Why `applied` could not be gone on with by this version; null when it could. */
export async function refusalOfMigrations(
  applied: readonly { readonly name: string; readonly checksum: string }[],
  directory: string = MIGRATIONS_DIRECTORY,
): Promise<string | null> {
  try {
    refuseMismatch(
      await readMigrations(directory),
      new Map(applied.map(({ name, checksum }) => [name, checksum])),
    );
    return null;
  } catch (error) {
    if (error instanceof MigrationError) return error.message;
    throw error;
  }
}

export interface MigrationState {
  /** Files of this version that the database has not seen. */
  readonly missing: readonly string[];
  /** What a newer version has applied; it must still work with the code of this one. */
  readonly unknown: readonly string[];
  /** Files that are not what was applied under their name. */
  readonly changed: readonly string[];
}

/** Compares a database with the files of `migrations/`, and changes nothing. */
export async function compareMigrations(
  db: Db,
  directory: string = MIGRATIONS_DIRECTORY,
): Promise<MigrationState> {
  const files = await readMigrations(directory);
  const applied = (await hasMigrationsTable(db)) ? await findApplied(db) : new Map<string, string>();
  const known = new Set(files.map((file) => file.name));
  return {
    missing: files.filter((file) => !applied.has(file.name)).map((file) => file.name),
    unknown: [...applied.keys()].filter((name) => !known.has(name)),
    changed: files
      .filter((file) => applied.has(file.name) && applied.get(file.name) !== file.checksum)
      .map((file) => file.name),
  };
}

async function readMigrations(directory: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => MIGRATION_NAME.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const statements = await readFile(join(directory, name), 'utf8');
      return { name, statements, checksum: createHash('sha256').update(statements).digest('hex') };
    }),
  );
}

function refuseMismatch(files: readonly MigrationFile[], applied: ReadonlyMap<string, string>): void {
  const known = new Map(files.map((file) => [file.name, file.checksum]));
  for (const [name, checksum] of applied) {
    const current = known.get(name);
    if (current === undefined)
      throw new MigrationError(
        `The database was migrated by a newer version (${name} is unknown here). Install that version, or restore a backup.`,
      );
    if (current !== checksum)
      throw new MigrationError(
        `${name} was changed after it was applied. Put the file back and write the change as a new migration.`,
      );
  }
}

async function createMigrationsTable(tx: Tx): Promise<void> {
  await sql`
    create table if not exists schema_migrations (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`.execute(tx);
}

async function hasMigrationsTable(db: Db): Promise<boolean> {
  const result = await sql<{ found: boolean }>`
    select to_regclass('schema_migrations') is not null as found`.execute(db);
  return result.rows[0]?.found ?? false;
}

async function findApplied(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('schema_migrations')
    .select(['name', 'checksum'])
    .orderBy('name')
    .execute();
  return new Map(rows.map((row) => [row.name, row.checksum]));
}
