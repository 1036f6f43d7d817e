import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { DatabaseAwayError, saysAway } from './database-away.ts';

/**
 * The pool for Kysely, with one error for all that keeps a database from answering. Most of these have no code of their own
 * (a pool that waited too long, a connection that ended), so what counts is where they happen: whatever fails before there
 * is a connection, and whatever fails on one that is lost.
 */
export function tellWhenAway(pool: pg.Pool): PostgresPool {
  const lost = new WeakSet<pg.PoolClient>();
  pool.on('connect', (client) => {
    client.on('error', () => lost.add(client));
    client.on('end', () => lost.add(client));
  });
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        const client = await pool.connect();
        return new WatchedClient(client, () => lost.has(client));
      } catch (error) {
        throw new DatabaseAwayError(error);
      }
    },
  };
}

/** A connection in one hand, from the pool and back. */
class WatchedClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #isLost: () => boolean;
  /** Told of each further statement as well: that of a rollback would hide why. */
  #away: DatabaseAwayError | null = null;

  constructor(client: pg.PoolClient, isLost: () => boolean) {
    this.#client = client;
    this.#isLost = isLost;
  }

  query<Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query(sql: unknown, parameters?: readonly unknown[]): unknown {
    if (typeof sql !== 'string') throw new TypeError('nothing here reads with cursors of the driver');
    return this.#ask(sql, parameters ?? []);
  }

  async #ask(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    if (this.#away) throw this.#away;
    try {
      return await this.#client.query(sql, [...parameters]);
    } catch (error) {
      if (!saysAway(error) && !this.#isLost()) throw error;
      this.#away = new DatabaseAwayError(error);
      throw this.#away;
    }
  }

  /** One that a server is about to end must not be given to the next. */
  release(destroy = false): void {
    this.#client.release(destroy || this.#away !== null);
  }
}
