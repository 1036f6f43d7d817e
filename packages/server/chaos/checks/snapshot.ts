/** Everything in the database that the checks look at, read once when nothing runs any more. */
import { sql } from 'kysely';
import type { Db } from '../../src/db/transaction.ts';

export interface GenerationFacts {
  readonly id: string;
  readonly accountId: string;
  readonly status: string;
  readonly failure: string | null;
  readonly priceMicros: bigint;
  readonly callbackUrl: string | null;
  readonly deadlineAt: Date;
  readonly completedAt: Date | null;
  /** The task whose video was stored, when the engine's report says so. */
  readonly reportedTask: string | null;
  readonly idempotencyKey: string | null;
  readonly holds: number;
  readonly settles: number;
  readonly releases: number;
}

export interface DeliveryFacts {
  readonly id: string;
  readonly generationId: string | null;
  readonly status: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

export interface Snapshot {
  readonly takenAt: Date;
  readonly generations: ReadonlyMap<string, GenerationFacts>;
  readonly deliveries: readonly DeliveryFacts[];
  /** Idempotency keys that name a generation which does not exist. */
  readonly keysOfNothing: readonly string[];
  /** Places that are still taken. */
  readonly slots: readonly { readonly scope: string; readonly generationId: string }[];
}

export async function readSnapshot(db: Db): Promise<Snapshot> {
  const generations = await readGenerations(db);
  return {
    takenAt: new Date(),
    generations: new Map(generations.map((one) => [one.id, one])),
    deliveries: await readDeliveries(db),
    keysOfNothing: await readKeysOfNothing(db),
    slots: await readSlots(db),
  };
}

async function readGenerations(db: Db): Promise<readonly GenerationFacts[]> {
  const result = await sql<GenerationFacts>`
    select generations.id, generations.account_id as "accountId", status, failure, price_micros as "priceMicros",
      callback_url as "callbackUrl", deadline_at as "deadlineAt", completed_at as "completedAt",
      engine_report->>'task' as "reportedTask", idempotency_keys.key as "idempotencyKey",
      coalesce(holds, 0)::integer as holds, coalesce(settles, 0)::integer as settles,
      coalesce(releases, 0)::integer as releases
    from generations
    left join idempotency_keys on idempotency_keys.generation_id = generations.id
    left join (
      select generation_id, count(*) filter (where kind = 'hold') as holds,
        count(*) filter (where kind = 'settle') as settles, count(*) filter (where kind = 'release') as releases
      from ledger_entries where generation_id is not null group by generation_id
    ) as entries on entries.generation_id = generations.id`.execute(db);
  return result.rows;
}

async function readDeliveries(db: Db): Promise<readonly DeliveryFacts[]> {
  const result = await sql<DeliveryFacts>`
    select id, generation_id as "generationId", status, attempts, last_error as "lastError" from deliveries`.execute(
    db,
  );
  return result.rows;
}

async function readKeysOfNothing(db: Db): Promise<readonly string[]> {
  const result = await sql<{ key: string }>`
    select key from idempotency_keys
    where not exists (select from generations where generations.id = idempotency_keys.generation_id)`.execute(
    db,
  );
  return result.rows.map(({ key }) => key);
}

async function readSlots(db: Db): Promise<Snapshot['slots']> {
  const result = await sql<{ scope: string; generationId: string }>`
    select scope, generation_id as "generationId" from slots`.execute(db);
  return result.rows;
}
