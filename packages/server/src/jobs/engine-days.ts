/** One SQL statement per function. What each engine costs in a day (UTC). */
import { sql } from 'kysely';
import type { Db, Tx } from '../db/transaction.ts';
import { toMicros, type Micros } from '../kernel/money.ts';

/** Counts an estimate. False, and nothing is counted, when the day would cost more than `most`. */
export async function reserveOfDay(
  tx: Tx,
  engine: string,
  now: Date,
  amount: { readonly estimate: Micros; readonly most: Micros | null },
): Promise<boolean> {
  const { estimate, most } = amount;
  if (most !== null && estimate > most) return false;
  const result = await sql`
    insert into engine_days (engine, day, spent_micros)
    values (${engine}, (${now}::timestamptz at time zone 'UTC')::date, ${estimate}::bigint)
    on conflict (engine, day) do update set spent_micros = engine_days.spent_micros + excluded.spent_micros
    where ${most}::bigint is null or engine_days.spent_micros + excluded.spent_micros <= ${most}::bigint`.execute(
    tx,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Puts what it cost in the place of its estimate, on the day on which that was counted, or would have been. */
export async function correctDay(tx: Tx, engine: string, countedAt: Date, difference: bigint): Promise<void> {
  await sql`
    insert into engine_days (engine, day, spent_micros)
    values (${engine}, (${countedAt}::timestamptz at time zone 'UTC')::date, greatest(0, ${difference}::bigint))
    on conflict (engine, day) do update
    set spent_micros = greatest(0, engine_days.spent_micros + ${difference}::bigint)`.execute(tx);
}

export async function findSpentOfDay(db: Db, now: Date): Promise<ReadonlyMap<string, Micros>> {
  const result = await sql<{ engine: string; spent_micros: bigint }>`
    select engine, spent_micros from engine_days
    where day = (${now}::timestamptz at time zone 'UTC')::date`.execute(db);
  return new Map(result.rows.map((row) => [row.engine, toMicros(row.spent_micros)]));
}
