import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../kernel/log.ts';
import type { Database } from './schema.ts';
import type { Db } from './transaction.ts';

export interface DatabaseOptions {
  readonly url: string;
  readonly log: Logger;
  /** Most connections of this process. */
  readonly maxConnections?: number;
  /** Shown by the server in its list of sessions. */
  readonly applicationName?: string;
}

/** One process's connections: typed queries over `db`, the raw pool for the job engine. */
export interface DatabaseHandle {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase(options: DatabaseOptions): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName ?? 'reelay',
    connectionTimeoutMillis: 10_000,
    types: typesWithBigints,
  });
  const report = (error: Error) =>
    options.log.warn({ err: error.message }, 'a database connection was lost; the pool opens another');
  pool.on('error', report);
  // A client that is checked out reports a lost server on itself, and an unheard 'error' event ends the process.
  pool.on('connect', (client) => client.on('error', report));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

/** int8 arrives as bigint, so that no sum of money passes through a float; all else as pg reads it. */
const typesWithBigints: pg.CustomTypesConfig = {
  getTypeParser: (typeId, format) =>
    typeId === pg.types.builtins.INT8 && format !== 'binary'
      ? BigInt
      : pg.types.getTypeParser(typeId, format),
};
