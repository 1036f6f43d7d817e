import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../kernel/log.ts';
import type { Database } from './schema.ts';
import { tellWhenAway } from './tell-when-away.ts';
import type { Db } from './transaction.ts';

/** Then a request is refused with 503. */
const CONNECT_MILLISECONDS = 10_000;
/** A connection that is silent for so long is asked whether its other end is still there: firewalls forget it sooner or later. */
const KEEP_ALIVE_MILLISECONDS = 60_000;

export interface DatabaseOptions {
  readonly url: string;
  readonly log: Logger;
  /** Most connections of this process. */
  readonly maxConnections?: number;
  /** Shown by the server in its list of sessions. */
  readonly applicationName?: string;
  /**
   * How long a transaction may stand still between two statements before the database ends its session, and with it its
   * locks; for ever when absent. Ours go from statement to statement within milliseconds: only a process that stands still
   * itself is cut. Tools that read or write files between statements (backup, restore) must not have it. Statements that
   * take long are not meant: there is no `statement_timeout`, because one pool serves requests, migrations, housekeeping
   * and the audit of the ledger, which on a large installation reads for minutes.
   */
  readonly idleTransactionSeconds?: number;
  /** How long is waited for a connection, new or free; 10 s when absent. */
  readonly connectMilliseconds?: number;
}

/** One process's connections: typed queries over `db`, the raw pool for the job engine. */
export interface DatabaseHandle {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * Opens a pool; nothing is connected before the first query. `db` throws `DatabaseAwayError`, and nothing else, for whatever
 * keeps the database from answering, also once the pool is closed.
 */
export function openDatabase(options: DatabaseOptions): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName ?? 'reelay',
    connectionTimeoutMillis: options.connectMilliseconds ?? CONNECT_MILLISECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
    ...(options.idleTransactionSeconds === undefined
      ? {}
      : { idle_in_transaction_session_timeout: options.idleTransactionSeconds * 1_000 }),
    types: typesWithBigints,
  });
  const report = (error: Error) =>
    options.log.warn({ err: error.message }, 'a database connection was lost; the pool opens another');
  pool.on('error', report);
  // A client that is checked out reports a lost server on itself, and an unheard 'error' event ends the process.
  pool.on('connect', (client) => client.on('error', report));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: tellWhenAway(pool) }) });
  let closed: Promise<void> | null = null;
  // Not Kysely's own `destroy`: after it, who comes too late would get an error without a type.
  return { db, pool, close: () => (closed ??= pool.end()) };
}

/** int8 arrives as bigint, so that no sum of money passes through a float; all else as pg reads it. */
const typesWithBigints: pg.CustomTypesConfig = {
  getTypeParser: (typeId, format) =>
    typeId === pg.types.builtins.INT8 && format !== 'binary'
      ? BigInt
      : pg.types.getTypeParser(typeId, format),
};
