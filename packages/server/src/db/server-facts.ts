/** One SQL statement per function, about the database server rather than what is in it. */
import { sql } from 'kysely';
import type { Db } from './transaction.ts';

export interface ServerFacts {
  /** Such as 150018 for 15.18. */
  readonly versionNumber: number;
  readonly version: string;
  readonly now: Date;
  readonly maxConnections: number;
  readonly openConnections: number;
}

export async function readServerFacts(db: Db): Promise<ServerFacts> {
  const result = await sql<{ number: number; version: string; now: Date; most: number; open: bigint }>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      clock_timestamp() as now, current_setting('max_connections')::int as most,
      (select count(*) from pg_stat_activity where backend_type = 'client backend') as open`.execute(db);
  const row = result.rows[0];
  if (!row) throw new Error('the database answered without a row');
  return {
    versionNumber: row.number,
    version: row.version,
    now: row.now,
    maxConnections: row.most,
    openConnections: Number(row.open),
  };
}

/** Resolves when the database answers. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}

/** How many other sessions of that application use this database. */
export async function countSessions(db: Db, applicationName: string): Promise<number> {
  const result = await sql<{ count: bigint }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name = ${applicationName}`.execute(
    db,
  );
  return Number(result.rows[0]?.count ?? 0);
}
