/** One SQL statement per function. Balances change only here, and never without an entry beside them. */
import { sql } from 'kysely';
import type { LedgerKind } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';

/** Whose money: test money and live money of one account never meet. */
export interface Purse {
  readonly accountId: string;
  readonly environment: Environment;
}

export interface LedgerEntry extends Purse {
  readonly kind: LedgerKind;
  readonly generationId: string | null;
  readonly amountMicros: bigint;
  readonly note?: string;
}

export interface HoldState extends Purse {
  readonly heldMicros: bigint;
  readonly ended: boolean;
}

/** At least one. */
export async function insertEntries(tx: Tx, entries: readonly LedgerEntry[]): Promise<void> {
  await tx
    .insertInto('ledger_entries')
    .values(
      entries.map((entry) => ({
        account_id: entry.accountId,
        environment: entry.environment,
        generation_id: entry.generationId,
        kind: entry.kind,
        amount_micros: entry.amountMicros,
        note: entry.note ?? null,
      })),
    )
    .execute();
}

export async function addToBalance(tx: Tx, purse: Purse, amountMicros: bigint): Promise<void> {
  await tx
    .insertInto('balances')
    .values({ account_id: purse.accountId, environment: purse.environment, balance_micros: amountMicros })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'environment']).doUpdateSet((row) => ({
        balance_micros: row('balances.balance_micros', '+', amountMicros),
      })),
    )
    .execute();
}

/** False, and nothing changed, when the balance does not cover the amount. */
export async function takeFromBalance(tx: Tx, purse: Purse, amountMicros: bigint): Promise<boolean> {
  const result = await tx
    .updateTable('balances')
    .set((row) => ({ balance_micros: row('balance_micros', '-', amountMicros) }))
    .where('account_id', '=', purse.accountId)
    .where('environment', '=', purse.environment)
    .where('balance_micros', '>=', amountMicros)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findHold(tx: Tx, generationId: string): Promise<HoldState | null> {
  const row = await tx
    .selectFrom('ledger_entries as hold')
    .leftJoin('ledger_entries as ending', (join) =>
      join
        .onRef('ending.generation_id', '=', 'hold.generation_id')
        .on('ending.kind', 'in', ['settle', 'release']),
    )
    .select(['hold.account_id', 'hold.environment', 'hold.amount_micros', 'ending.id as ending_id'])
    .where('hold.generation_id', '=', generationId)
    .where('hold.kind', '=', 'hold')
    .executeTakeFirst();
  if (!row) return null;
  return {
    accountId: row.account_id,
    environment: row.environment,
    heldMicros: -row.amount_micros,
    ended: row.ending_id !== null,
  };
}

export async function selectBalance(db: Db, purse: Purse): Promise<bigint> {
  const row = await db
    .selectFrom('balances')
    .select('balance_micros')
    .where('account_id', '=', purse.accountId)
    .where('environment', '=', purse.environment)
    .executeTakeFirst();
  return row?.balance_micros ?? 0n;
}

/** What is set aside for the generations under way, and what is left besides, as of one moment. */
export async function selectPurse(
  db: Db,
  { accountId, environment }: Purse,
): Promise<{ readonly balance: bigint; readonly held: bigint }> {
  const result = await sql<{ balance: bigint; held: bigint }>`
    select
      coalesce((select balance_micros from balances
        where account_id = ${accountId} and environment = ${environment}), 0)::bigint as balance,
      coalesce((select -sum(hold.amount_micros) from generations
        join ledger_entries as hold on hold.generation_id = generations.id and hold.kind = 'hold'
        where generations.account_id = ${accountId} and generations.environment = ${environment}
          and generations.status in ('pending', 'processing')), 0)::bigint as held`.execute(db);
  return result.rows[0] ?? { balance: 0n, held: 0n };
}

/**
 * What the generations that a key submitted since `since` cost: the price of settled ones, what is held for those under
 * way, nothing for released ones. That is the sum of their entries, whatever state they are in. Reads each of them:
 * 10,000 take about 15 ms.
 */
export async function sumCostOfKey(tx: Tx, keyId: string, since: Date): Promise<bigint> {
  // One join per partial index of the ledger; no index has all kinds of a generation.
  const result = await sql<{ cost: bigint }>`
    select coalesce(-sum(hold.amount_micros + coalesce(ending.amount_micros, 0)), 0)::bigint as cost
    from generations
    join ledger_entries as hold on hold.generation_id = generations.id and hold.kind = 'hold'
    left join ledger_entries as ending
      on ending.generation_id = generations.id and ending.kind in ('settle', 'release')
    where generations.api_key_id = ${keyId} and generations.created_at >= ${since}`.execute(tx);
  return result.rows[0]?.cost ?? 0n;
}

export async function selectWrongBalances(
  db: Db,
): Promise<readonly { account_id: string; environment: Environment; balance: bigint; sum: bigint }[]> {
  const result = await sql<{ account_id: string; environment: Environment; balance: bigint; sum: bigint }>`
    select account_id, environment,
      coalesce(balances.balance_micros, 0)::bigint as balance, coalesce(entries.sum, 0)::bigint as sum
    from balances
    full join (
      select account_id, environment, sum(amount_micros)::bigint as sum from ledger_entries
      group by account_id, environment
    ) as entries using (account_id, environment)
    where coalesce(balances.balance_micros, 0) <> coalesce(entries.sum, 0)`.execute(db);
  return result.rows;
}

/**
 * Generations that are under way without an open hold, or finished with one; whose release was not the whole hold; or
 * that were settled for another sum than their price.
 */
export async function selectWrongHolds(db: Db): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    select generations.id from generations
    left join ledger_entries as hold on hold.generation_id = generations.id and hold.kind = 'hold'
    left join ledger_entries as ending
      on ending.generation_id = generations.id and ending.kind in ('settle', 'release')
    where hold.id is null
      or (ending.id is null) <> (generations.status in ('pending', 'processing'))
      or (ending.kind = 'release' and ending.amount_micros <> -hold.amount_micros)
      or (ending.kind = 'settle' and -hold.amount_micros - ending.amount_micros <> generations.price_micros)
      or (ending.id is null and open_rate_micros is null and -hold.amount_micros < generations.price_micros)`.execute(
    db,
  );
  return result.rows.map((row) => row.id);
}
