import pg from 'pg';
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { Database } from '../src/db/schema.ts';
import type { Db } from '../src/db/transaction.ts';
import type { Incarnation } from './incarnation.ts';
import type { Stage } from './stage.ts';
import { labelOf, writes } from './statement-label.ts';

/**
 * The database as one piece of work of one process sees it. A single statement is a step of the world, and so is a whole
 * transaction: between its statements nothing else happens, because waiting for locks is not what is played here.
 */
export function openProcessDatabase(stage: Stage, incarnation: Incarnation, who: string): Db {
  return openKysely(createDriver(stage, incarnation, who));
}

function openKysely(driver: Driver): Db {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createDriver: () => driver,
    },
  });
}

/** The same as seen from outside the world: at once, and without a step. Only to be used between two steps. */
export function openObserverDatabase({ berth, world }: Stage): Db {
  const connection: DatabaseConnection = {
    executeQuery: (query) => berth.run(query),
    streamQuery: () => {
      throw new Error('nothing is streamed');
    },
  };
  const driver: Driver = {
    async init() {},
    async destroy() {},
    acquireConnection: async () => connection,
    beginTransaction: () => berth.openStep('observer', world.now()),
    async commitTransaction() {},
    rollbackTransaction: () => berth.undoStep(),
    async releaseConnection() {},
  };
  return openKysely(driver);
}

interface Transaction {
  readonly statements: string[];
  /** Says how it ended, which ends the step. */
  readonly end: (how: string) => void;
  /** Comes, or not, after it has ended. */
  readonly reply: Promise<string>;
  isOver: boolean;
}

interface StepConnection extends DatabaseConnection {
  transaction: Transaction | null;
}

function createDriver(stage: Stage, incarnation: Incarnation, who: string): Driver {
  const open = new Map<DatabaseConnection, StepConnection>();
  const transactionOf = (connection: DatabaseConnection): Transaction => {
    const transaction = open.get(connection)?.transaction;
    if (!transaction) throw new Error('no transaction is open');
    return transaction;
  };
  return {
    async init() {},
    async destroy() {},
    async acquireConnection() {
      const connection: StepConnection = {
        transaction: null,
        executeQuery: (query) =>
          connection.transaction
            ? runInside(stage, connection.transaction, query)
            : runAlone(stage, incarnation, who, query),
        streamQuery: () => {
          throw new Error('nothing is streamed');
        },
      };
      open.set(connection, connection);
      return connection;
    },
    async beginTransaction(connection) {
      const one = open.get(connection);
      if (one) one.transaction = await begin(stage, incarnation, who);
    },
    async commitTransaction(connection) {
      const transaction = transactionOf(connection);
      const { world } = stage;
      if (!world.isCalm() && world.random.chance(world.plan.weather.conflict)) {
        await undo(stage, transaction);
        throw conflict();
      }
      stage.queue.commit();
      if (transaction.statements.includes(INTENT)) incarnation.falter(INTENT);
      close(stage, transaction, 'committed');
      await transaction.reply;
    },
    async rollbackTransaction(connection) {
      const transaction = transactionOf(connection);
      if (!transaction.isOver) await undo(stage, transaction);
    },
    async releaseConnection(connection) {
      open.delete(connection);
    },
  };
}

async function begin(stage: Stage, incarnation: Incarnation, who: string): Promise<Transaction> {
  const statements: string[] = [];
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<string>();
  const reply = incarnation.call<string>({
    who,
    kind: 'database',
    what: (how) => `transaction [${inShort(statements)}] ${how ?? ''}`,
    async effect() {
      await stage.berth.openStep(who, stage.world.now());
      stage.queue.begin();
      stage.world.openTransaction = who;
      begun.resolve();
      return ended.promise;
    },
  });
  reply.catch(begun.reject);
  await begun.promise;
  return { statements, end: ended.resolve, reply, isOver: false };
}

async function undo(stage: Stage, transaction: Transaction): Promise<void> {
  stage.queue.discard();
  await stage.berth.undoStep();
  close(stage, transaction, 'rolled back');
  await transaction.reply;
}

/** What PostgreSQL says when two transactions cannot both be: whoever hears it tries again. */
function conflict(): Error {
  const error = new pg.DatabaseError('played: could not serialize access', 0, 'error');
  return Object.assign(error, { code: '40001' });
}

function close({ world }: Stage, transaction: Transaction, how: string): void {
  transaction.isOver = true;
  world.openTransaction = null;
  transaction.end(how);
}

async function runInside(
  { berth, world }: Stage,
  transaction: Transaction,
  query: CompiledQuery,
): Promise<QueryResult<never>> {
  transaction.statements.push(labelOf(query));
  const result = await berth.run(query);
  world.trace.explain(world.now(), '', () => explain(query, result));
  return result;
}

/** The statement after which the engine is called. */
const INTENT = 'insert attempts';

function runAlone(
  { berth, world }: Stage,
  incarnation: Incarnation,
  who: string,
  query: CompiledQuery,
): Promise<QueryResult<never>> {
  return incarnation.call({
    who,
    kind: 'database',
    what: () => labelOf(query),
    isDelicate: labelOf(query) === INTENT,
    async effect() {
      if (writes(query)) await berth.openStep(who, world.now());
      const result = await berth.run(query);
      world.trace.explain(world.now(), '', () => explain(query, result));
      return result;
    },
  });
}

function explain(
  { sql, parameters }: CompiledQuery,
  { rows, numAffectedRows }: QueryResult<unknown>,
): string {
  const answer = numAffectedRows === undefined || rows.length > 0 ? json(rows) : `${numAffectedRows} rows`;
  return `  ${sql.replaceAll(/\s+/g, ' ')} ${json(parameters)} -> ${answer}`;
}

function json(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? '';
}

/** One after the other, with those that repeat written once. */
function inShort(statements: readonly string[]): string {
  const short: string[] = [];
  for (const statement of statements) if (short.at(-1) !== statement) short.push(statement);
  return short.join(', ');
}
