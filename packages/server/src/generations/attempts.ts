/** One SQL statement per function. An attempt is one try of a generation on one engine. */
import { sql } from 'kysely';
import type { AttemptState } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { FailureReason } from '../kernel/failures.ts';
import type { JsonValue } from '../kernel/json.ts';
import type { Fenced } from './statements.ts';

export interface Attempt {
  readonly id: string;
  readonly number: number;
  readonly engine: string;
  readonly idempotencyKey: string;
  readonly state: AttemptState;
  /** The engine's handle; null while it is not known whether the engine took the work. */
  readonly operation: JsonValue;
}

/** The last try, which is the only one that can still be under way. */
export async function findLatestAttempt(db: Db, generationId: string): Promise<Attempt | null> {
  const row = await db
    .selectFrom('attempts')
    .select(['id', 'number', 'engine', 'idempotency_key', 'state', 'operation'])
    .where('generation_id', '=', generationId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { idempotency_key: idempotencyKey, ...rest } = row;
  return { ...rest, idempotencyKey };
}

export interface NewAttempt extends Fenced {
  readonly id: string;
  readonly number: number;
  readonly engine: string;
  readonly idempotencyKey: string;
}

/**
 * Writes down that the engine is about to be called. False when somebody else has taken the generation over, and when
 * its end was asked for: what is cancelled is never begun.
 */
export async function insertIntent(db: Db, attempt: NewAttempt): Promise<boolean> {
  const result = await sql`
    insert into attempts (id, generation_id, number, engine, idempotency_key, state)
    select ${attempt.id}::uuid, id, ${attempt.number}::integer, ${attempt.engine}, ${attempt.idempotencyKey}, 'intent'
    from generations
    where id = ${attempt.generationId} and fence = ${attempt.fence} and status = 'processing'
      and cancel_requested_at is null
    on conflict (generation_id, number) do nothing`.execute(db);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/**
 * Writes down the engine's handle. Not fenced: that the engine took the work is true whoever learned it, and the one
 * who has taken over needs to know it.
 */
export async function saveOperation(
  db: Db,
  attemptId: string,
  operation: JsonValue,
  now: Date,
): Promise<void> {
  await db
    .updateTable('attempts')
    .set({ state: 'started', operation: JSON.stringify(operation), started_at: now })
    .where('id', '=', attemptId)
    .where('state', '=', 'intent')
    .execute();
}

export interface AttemptEnd {
  readonly state: Extract<AttemptState, 'succeeded' | 'failed' | 'abandoned'>;
  readonly failure: FailureReason | null;
  readonly detail: string | null;
  readonly now: Date;
}

export async function endAttempt(db: Db | Tx, attemptId: string, end: AttemptEnd): Promise<void> {
  await db
    .updateTable('attempts')
    .set({ state: end.state, failure: end.failure, failure_detail: end.detail, ended_at: end.now })
    .where('id', '=', attemptId)
    .where('state', 'in', ['intent', 'started'])
    .execute();
}

/** Forgets what engines said of a generation that is deleted. */
export async function blankAttempts(tx: Tx, generationId: string): Promise<void> {
  await tx
    .updateTable('attempts')
    .set({ failure_detail: null })
    .where('generation_id', '=', generationId)
    .where('failure_detail', 'is not', null)
    .execute();
}
