/** One SQL statement per function. How each engine is doing with each model: what the breaker remembers. */
import type { Selectable } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { EngineTrouble } from '../kernel/engine-troubles.ts';
import type { EngineHealth } from './breaker.ts';

/** What the breaker remembers, of which engine and model, and what was wrong last. */
export interface HealthRow extends EngineHealth {
  readonly engine: string;
  readonly model: string;
  readonly lastTrouble: HealthTrouble | null;
}

/** `no_reply`: nobody knew whether it had taken a try. */
export type HealthTrouble = EngineTrouble | 'no_reply';

/** A few rows: engines times models that were ever tried. */
export async function findHealth(db: Db): Promise<readonly HealthRow[]> {
  const rows = await db.selectFrom('engine_health').selectAll().execute();
  return rows.map((row) => toHealthRow(row));
}

/** Locks it until the transaction ends; makes it when it is not there. */
export async function lockHealth(tx: Tx, engine: string, model: string): Promise<HealthRow> {
  await insertHealth(tx, engine, model);
  const row = await tx
    .selectFrom('engine_health')
    .selectAll()
    .where('engine', '=', engine)
    .where('model', '=', model)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return toHealthRow(row);
}

async function insertHealth(tx: Tx, engine: string, model: string): Promise<void> {
  await tx
    .insertInto('engine_health')
    .values({ engine, model })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function saveHealth(tx: Tx, row: HealthRow, now: Date): Promise<void> {
  await tx
    .updateTable('engine_health')
    .set({
      consecutive_faults: row.consecutiveFaults,
      tries: row.tries,
      fault_share: row.faultShare,
      typical_seconds: row.typicalSeconds,
      retry_at: row.retryAt,
      rests: row.rests,
      probing_id: row.probingId,
      probing_until: row.probingUntil,
      last_trouble: row.lastTrouble,
      updated_at: now,
    })
    .where('engine', '=', row.engine)
    .where('model', '=', row.model)
    .execute();
}

/** Makes this generation the one that probes; false when another does, or nobody needs to. */
export async function takeProbe(
  tx: Tx,
  probe: { readonly engine: string; readonly model: string; readonly generationId: string },
  until: Date,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('engine_health')
    .set({ probing_id: probe.generationId, probing_until: until })
    .where('engine', '=', probe.engine)
    .where('model', '=', probe.model)
    .where('retry_at', '<=', now)
    .where((where) =>
      where.or([
        where('probing_until', 'is', null),
        where('probing_until', '<=', now),
        where('probing_id', '=', probe.generationId),
      ]),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Lets somebody else probe: what this generation was to show of an engine, it will not. */
export async function releaseProbes(tx: Tx, generationId: string): Promise<void> {
  await tx
    .updateTable('engine_health')
    .set({ probing_id: null, probing_until: null })
    .where('probing_id', '=', generationId)
    .execute();
}

function toHealthRow(row: Selectable<Database['engine_health']>): HealthRow {
  return {
    engine: row.engine,
    model: row.model,
    consecutiveFaults: row.consecutive_faults,
    tries: row.tries,
    faultShare: row.fault_share,
    typicalSeconds: row.typical_seconds,
    retryAt: row.retry_at,
    rests: row.rests,
    probingId: row.probing_id,
    probingUntil: row.probing_until,
    lastTrouble: row.last_trouble,
  };
}
