/** One SQL statement: what was made and what it cost, from generations and their entries. */
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../db/transaction.ts';
import { toMicros, type Micros } from '../kernel/money.ts';
import type { Purse } from './statements.ts';

const DIMENSIONS = ['day', 'model', 'key', 'engine'] as const;
export type UsageDimension = (typeof DIMENSIONS)[number];

export interface UsageQuery {
  /** The first moment that counts. */
  readonly from: Date;
  /** The first moment after that. */
  readonly until: Date;
  readonly groupBy: ReadonlySet<UsageDimension>;
  readonly mostRows: number;
  /** Whether what engines cost is counted too; it is 0 otherwise. */
  readonly withCost: boolean;
}

export interface UsageSums {
  readonly generations: number;
  readonly completed: number;
  readonly failed: number;
  /** Settled: the price of what was paid for. */
  readonly spent: Micros;
  /** Released: the whole hold of what failed. */
  readonly refunded: Micros;
  /** Set aside for what is under way. */
  readonly held: Micros;
  /** The length of the completed videos, as they were paid for. */
  readonly seconds: number;
  /** What the engines took for all tries, as far as it is known. */
  readonly cost: Micros;
}

/** The names of what a row is about are null when it is about all of them. */
export interface UsageRow extends UsageSums {
  /** `YYYY-MM-DD` in UTC. */
  readonly day: string | null;
  readonly model: string | null;
  readonly keyId: string | null;
  readonly keyName: string | null;
  readonly engine: string | null;
}

interface RawUsageRow {
  readonly day: string | null;
  readonly model: string | null;
  readonly key_id: string | null;
  readonly key_name: string | null;
  readonly engine: string | null;
  readonly generations: bigint;
  readonly completed: bigint;
  readonly failed: bigint;
  readonly spent: bigint;
  readonly refunded: bigint;
  readonly held: bigint;
  readonly seconds: bigint;
  readonly cost: bigint;
}

/** Summed by generation first, so that several tries do not count the generation several times. */
const COST = sql`coalesce(sum((
  select sum(attempts.cost_micros) from attempts where attempts.generation_id = generations.id)), 0)::bigint`;

const DAY = sql`to_char(generations.created_at at time zone 'UTC', 'YYYY-MM-DD')`;

/** What each dimension adds to a row; a row's `group by` is the same expressions. */
const COLUMNS = {
  day: [['day', DAY]],
  model: [['model', sql`generations.model`]],
  key: [
    ['key_id', sql`generations.api_key_id`],
    ['key_name', sql`api_keys.name`],
  ],
  engine: [['engine', sql`generations.engine`]],
} as const satisfies Record<UsageDimension, readonly (readonly [string, RawBuilder<unknown>])[]>;

/**
 * Counts a generation on the day of its submit. Deleted ones count: what they cost stays spent. Answers at most
 * `mostRows`, sorted by what they are grouped by.
 */
export async function selectUsage(db: Db, purse: Purse, query: UsageQuery): Promise<readonly UsageRow[]> {
  const all = DIMENSIONS.flatMap((dimension) =>
    COLUMNS[dimension].map(([name, column]) => ({ name, column, isWanted: query.groupBy.has(dimension) })),
  );
  const selected = all.map(
    ({ name, column, isWanted }) => sql`${isWanted ? column : sql`null`} as ${sql.ref(name)}`,
  );
  const grouped = sql.join(all.filter(({ isWanted }) => isWanted).map(({ column }) => column));
  const result = await sql<RawUsageRow>`
    select ${sql.join(selected)},
      count(*) as generations,
      count(*) filter (where generations.status = 'completed') as completed,
      count(*) filter (where generations.status = 'failed') as failed,
      coalesce(sum(-hold.amount_micros - ending.amount_micros)
        filter (where ending.kind = 'settle'), 0)::bigint as spent,
      coalesce(sum(ending.amount_micros) filter (where ending.kind = 'release'), 0)::bigint as refunded,
      coalesce(sum(-hold.amount_micros) filter (where ending.id is null), 0)::bigint as held,
      coalesce(sum(generations.duration_seconds)
        filter (where generations.status = 'completed'), 0)::bigint as seconds,
      ${query.withCost ? COST : sql`0::bigint`} as cost
    from generations
    join api_keys on api_keys.id = generations.api_key_id
    left join ledger_entries as hold on hold.generation_id = generations.id and hold.kind = 'hold'
    left join ledger_entries as ending
      on ending.generation_id = generations.id and ending.kind in ('settle', 'release')
    where generations.account_id = ${purse.accountId} and generations.environment = ${purse.environment}
      and generations.created_at >= ${query.from} and generations.created_at < ${query.until}
    group by ${grouped}
    order by ${grouped}
    limit ${query.mostRows}`.execute(db);
  return result.rows.map((row) => toRow(row));
}

function toRow(row: RawUsageRow): UsageRow {
  return {
    day: row.day,
    model: row.model,
    keyId: row.key_id,
    keyName: row.key_name,
    engine: row.engine,
    generations: Number(row.generations),
    completed: Number(row.completed),
    failed: Number(row.failed),
    spent: toMicros(row.spent),
    refunded: toMicros(row.refunded),
    held: toMicros(row.held),
    seconds: Number(row.seconds),
    cost: toMicros(row.cost),
  };
}
