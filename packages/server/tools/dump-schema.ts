/** What the migrations make of an empty database, for people and for reviews. `npm run generate` writes it down. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { openDatabase } from '../src/db/pool.ts';
import type { Db } from '../src/db/transaction.ts';
import { silentLogger } from '../src/kernel/log.ts';

const HEADING = '-- Generated from migrations/*.sql by `npm run generate`. Do not edit.\n';

/** The schema of a database that was just migrated, in a form that is the same everywhere. */
export async function dumpSchema(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-schema-'));
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data') });
  const database = openDatabase({ url: server.url, log: silentLogger, maxConnections: 1 });
  try {
    await migrate(database.db);
    return await describeSchema(database.db);
  } finally {
    await database.close();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function describeSchema(db: Db): Promise<string> {
  const tables = await findTables(db);
  const parts: string[] = [];
  for (const table of tables) {
    const [columns, constraints, indexes] = [
      await findColumns(db, table),
      await findConstraints(db, table),
      await findIndexes(db, table),
    ];
    const lines = [...columns, ...constraints].map((line) => `  ${line}`).join(',\n');
    parts.push([`create table ${table} (\n${lines}\n);`, ...indexes].join('\n'));
  }
  return `${HEADING}\n${parts.join('\n\n')}\n`;
}

async function findTables(db: Db): Promise<readonly string[]> {
  const result = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname collate "C"`.execute(db);
  return result.rows.map((row) => row.name);
}

async function findColumns(db: Db, table: string): Promise<readonly string[]> {
  const result = await sql<{ line: string }>`
    select attname || ' ' || format_type(atttypid, atttypmod)
      || case when attnotnull then ' not null' else '' end
      || case attidentity when 'a' then ' generated always as identity' else '' end
      || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
    from pg_attribute
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(db);
  return result.rows.map((row) => row.line);
}

async function findConstraints(db: Db, table: string): Promise<readonly string[]> {
  // Not-null constraints have rows of their own since PostgreSQL 18, and are shown with their columns.
  const result = await sql<{ line: string }>`
    select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
    where conrelid = ${table}::regclass and contype <> 'n' order by contype, conname collate "C"`.execute(db);
  return result.rows.map((row) => row.line);
}

async function findIndexes(db: Db, table: string): Promise<readonly string[]> {
  const result = await sql<{ line: string }>`
    select pg_get_indexdef(indexrelid) || ';' as line from pg_index
    where indrelid = ${table}::regclass
      and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
    order by indexrelid::regclass::text collate "C"`.execute(db);
  return result.rows.map((row) => row.line);
}
