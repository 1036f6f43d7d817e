import { sql, type Kysely, type Transaction } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

/** Runs single statements, each in a transaction of its own. Every `Tx` is also a `Db`. */
export type Db = Kysely<Database>;

declare const open: unique symbol;
/** An open transaction: what a statement asks for when it is only right together with others. */
export type Tx = Transaction<Database> & { readonly [open]: true };

/** SQLSTATEs after which the same transaction may simply be run again. */
const RETRYABLE_STATES: ReadonlySet<string> = new Set(['40001', '40P01']);
const MOST_TRIES = 5;

/**
 * Runs `work` in one transaction and commits when it resolves. A serialization failure or a deadlock runs it again
 * from the start, so `work` must do nothing but statements: no network, no changes to anything outside.
 */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place that brands
      return await db.transaction().execute((transaction) => work(transaction as Tx));
    } catch (error) {
      if (tries >= MOST_TRIES || !isRetryable(error)) throw error;
    }
  }
}

/** Holds `key` until the transaction ends; another transaction that asks for it waits. */
export async function lockUntilCommit(tx: Tx, key: bigint): Promise<void> {
  await sql`select pg_advisory_xact_lock(${key})`.execute(tx);
}

function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code !== undefined && RETRYABLE_STATES.has(error.code);
}
