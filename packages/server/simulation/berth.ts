import { randomBytes } from 'node:crypto';
import type { CompiledQuery, QueryResult } from 'kysely';
import type pg from 'pg';
import { createAccount, createKey } from '../src/accounts/accounts.ts';
import { NO_KEY_LIMITS, type Caller } from '../src/accounts/caller.ts';
import { openDatabase } from '../src/db/pool.ts';
import { inTransaction, type Db } from '../src/db/transaction.ts';
import { newId } from '../src/kernel/ids.ts';
import { KEY_SCOPES } from '../src/kernel/key-scopes.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { SHOUT, watchRows } from './watch-rows.ts';

/** The schemes of PostgreSQL before which `sim` is looked in. */
const SEARCH_PATH = 'sim, public, pg_catalog';
/** What worlds wrote is rolled back and stays as dead rows; so often they are cleared away. */
const WORLDS_BETWEEN_CLEANINGS = 150;

/** What the triggers need to know of a world. */
export interface WorldSettings {
  readonly timeLimitSeconds: number;
  /** The most places of each scope, by `account`, `key` or the name of an engine's; null for none. */
  readonly limits: Readonly<Record<string, number | null>>;
  /** Micro-dollars that an engine may cost in a day; null for no limit. */
  readonly budgets: ReadonlyMap<string, bigint | null>;
  /** Engines that cannot be asked by our key. */
  readonly blind: readonly string[];
}

/**
 * A database in which worlds are played one after the other. All that a world does is one transaction, which is rolled
 * back with it; the transactions of its processes are savepoints in there, and one at a time. So the statements, indexes and
 * constraints are the real ones, and no world leaves a trace for the next.
 */
export interface Berth {
  readonly caller: Caller;
  begin(settings: WorldSettings, onShout: (what: string) => void): Promise<void>;
  end(): Promise<void>;
  /** From here on what is written is of one step: undone together, or for good with the next `openStep`. */
  openStep(who: string, now: number): Promise<void>;
  undoStep(): Promise<void>;
  run(query: CompiledQuery): Promise<QueryResult<never>>;
  close(): Promise<void>;
}

/** `url`: a migrated database of its own. */
export async function openBerth(url: string): Promise<Berth> {
  const database = openDatabase({ url, log: silentLogger, maxConnections: 2 });
  await watchRows(database.db);
  const caller = await makeCaller(database.db);
  const client = await database.pool.connect();
  let onShout: ((what: string) => void) | null = null;
  client.on('notice', ({ message }) => {
    if (message?.startsWith(SHOUT) === true) onShout?.(message.slice(SHOUT.length));
  });
  await client.query(
    `set search_path = ${SEARCH_PATH}; set sim.now = '2030-01-01Z'; set sim.who = ''; set jit = off`,
  );
  const names = new Map<string, string>();
  let worlds = 0;
  return {
    caller,
    async begin(settings, shout) {
      onShout = shout;
      worlds += 1;
      if (worlds % WORLDS_BETWEEN_CLEANINGS === 0) await client.query('vacuum');
      await client.query(`begin; ${describe(settings)}; savepoint step`);
    },
    async end() {
      onShout = null;
      await client.query('rollback');
    },
    async openStep(who, now) {
      const at = new Date(now).toISOString();
      await client.query(
        `release step; savepoint step; set local sim.now = '${at}'; set local sim.who = '${who}'; set local sim.begun = ''`,
      );
    },
    async undoStep() {
      await client.query('rollback to step');
    },
    async run(query) {
      let name = names.get(query.sql);
      if (name === undefined) {
        name = `s${names.size}`;
        names.set(query.sql, name);
      }
      return resultOf(await client.query({ name, text: query.sql, values: [...query.parameters] }));
    },
    async close() {
      client.release(true);
      await database.close();
    },
  };
}

async function makeCaller(db: Db): Promise<Caller> {
  const deps = { newId, randomBytes };
  const accountId = await inTransaction(db, (tx) => createAccount(tx, deps, 'simulation'));
  const { keyId } = await createKey(db, deps, { accountId, environment: 'live', name: 'key' });
  return { accountId, keyId, environment: 'live', scopes: KEY_SCOPES, limits: NO_KEY_LIMITS };
}

function describe({ timeLimitSeconds, limits, budgets, blind }: WorldSettings): string {
  return [
    `set local sim.time_limit = '${timeLimitSeconds} seconds'`,
    `set local sim.blind = '${blind.join(',')}'`,
    ...Object.entries(limits).map(([name, limit]) => `set local sim.limit_${name} = '${limit ?? UNLIMITED}'`),
    ...[...budgets].map(([engine, most]) => `set local sim.budget_${engine} = '${most ?? UNLIMITED}'`),
  ].join('; ');
}
const UNLIMITED = 1_000_000_000;

const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE']);

/** As Kysely's own driver puts it. */
function resultOf({ command, rowCount, rows }: pg.QueryResult): QueryResult<never> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the caller knows what it has asked for
  const typed = rows as never[];
  return CHANGES.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0), rows: typed } : { rows: typed };
}
