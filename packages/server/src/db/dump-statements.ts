/** One SQL statement per function: whole tables out of a database and into one. Values never pass through JavaScript's own types. */
import { sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';
import type { TableName } from './tables.ts';
import { TABLES } from './tables.ts';
import type { Db, Tx } from './transaction.ts';

/** Reads what was committed when it began, however long it takes. */
export type SnapshotTx = Transaction<Database>;

/** Runs `work` on one unchanging view of the database. It may take its time: it holds nobody up. */
export async function readSnapshot<Result>(
  db: Db,
  work: (tx: SnapshotTx) => Promise<Result>,
): Promise<Result> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => work(tx));
}

export async function openRows(tx: SnapshotTx, table: TableName): Promise<void> {
  await sql`declare dumped_rows no scroll cursor for
    select row_to_json(dumped)::text as line from ${sql.table(table)} as dumped`.execute(tx);
}

/** The next rows of the cursor that is open, each one line of JSON; none at its end. */
export async function fetchRows(tx: SnapshotTx, most: number): Promise<readonly string[]> {
  const result = await sql<{ line: string }>`fetch forward ${sql.lit(most)} from dumped_rows`.execute(tx);
  return result.rows.map((row) => row.line);
}

export async function closeRows(tx: SnapshotTx): Promise<void> {
  await sql`close dumped_rows`.execute(tx);
}

/** Rows as `fetchRows` gave them. The database itself reads them, by the types of the columns. */
export async function insertRows(tx: Tx, table: TableName, lines: readonly string[]): Promise<void> {
  await sql`insert into ${sql.table(table)} overriding system value
    select * from json_populate_recordset(null::${sql.table(table)}, ${`[${lines.join(',')}]`}::json)`.execute(
    tx,
  );
}

/** True when somebody has worked with this database. */
export async function hasAccounts(db: Db): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select exists (select from accounts) as found`.execute(db);
  return result.rows[0]?.found ?? false;
}

/** Ours alone, with all that is in them, and what says which migrations were applied. */
export async function dropTables(tx: Tx): Promise<void> {
  const names = [...TABLES, 'schema_migrations'].map((name) => sql.table(name));
  await sql`drop table if exists ${sql.join(names)} cascade`.execute(tx);
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

export async function findForeignKeys(tx: Tx): Promise<readonly ForeignKey[]> {
  const result = await sql<ForeignKey>`
    select relname as table, conname as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace
      and relname in (${sql.join(TABLES)})`.execute(tx);
  return result.rows;
}

export async function dropForeignKey(tx: Tx, { table, name }: ForeignKey): Promise<void> {
  await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(tx);
}

/** Fails when a row names one that is not there. */
export async function addForeignKey(tx: Tx, { table, name, definition }: ForeignKey): Promise<void> {
  await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
    tx,
  );
}

export interface NumberedColumn {
  readonly table: string;
  readonly column: string;
}

/** Columns whose numbers the database gives out. */
export async function findNumberedColumns(tx: Tx): Promise<readonly NumberedColumn[]> {
  const result = await sql<NumberedColumn>`
    select table_name as table, column_name as column from information_schema.columns
    where is_identity = 'YES' and table_schema = current_schema() and table_name in (${sql.join(TABLES)})`.execute(
    tx,
  );
  return result.rows;
}

/** The next number is the one after the greatest there is. */
export async function continueNumbers(tx: Tx, { table, column }: NumberedColumn): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${sql.ref(column)}), 0) + 1, false)
    from ${sql.table(table)}`.execute(tx);
}
