/** One SQL statement per function. An attempt is one try of a generation on one engine. */
import { sql, type Selectable } from 'kysely';
import type { AttemptState, CostSource, Database } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { EngineTrouble } from '../kernel/engine-troubles.ts';
import type { FailureReason } from '../kernel/failures.ts';
import type { JsonValue } from '../kernel/json.ts';
import { toMicros, type Micros } from '../kernel/money.ts';
import type { Fenced } from './statements.ts';

export interface Attempt {
  readonly id: string;
  readonly number: number;
  readonly engine: string;
  readonly idempotencyKey: string;
  readonly state: AttemptState;
  /** The engine's handle; null while it is not known whether the engine took the work. */
  readonly operation: JsonValue;
  /** What was wrong with it; null while it is under way, when it succeeded, and when the engine lost the work. */
  readonly trouble: EngineTrouble | null;
  readonly createdAt: Date;
}

const COLUMNS = [
  'id',
  'number',
  'engine',
  'idempotency_key',
  'state',
  'operation',
  'trouble',
  'created_at',
] as const;

function toAttempt(row: Pick<Selectable<Database['attempts']>, (typeof COLUMNS)[number]>): Attempt {
  const { id, number, engine, state, operation, trouble } = row;
  const { idempotency_key: idempotencyKey, created_at: createdAt } = row;
  return { id, number, engine, idempotencyKey, state, operation, trouble, createdAt };
}

/** All tries, in the order in which they were made. */
export async function findAttempts(db: Db | Tx, generationId: string): Promise<readonly Attempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .select(COLUMNS)
    .where('generation_id', '=', generationId)
    .orderBy('number')
    .execute();
  return rows.map((row) => toAttempt(row));
}

/** The last try, which is the only one that can still be under way. */
export async function findLatestAttempt(db: Db, generationId: string): Promise<Attempt | null> {
  const row = await db
    .selectFrom('attempts')
    .select(COLUMNS)
    .where('generation_id', '=', generationId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toAttempt(row) : null;
}

export interface NewAttempt extends Fenced {
  readonly id: string;
  readonly number: number;
  readonly engine: string;
  readonly idempotencyKey: string;
  /** By the clock of whoever begins it, as the day on which it is counted. */
  readonly createdAt: Date;
  /** Absent where nobody keeps the engine's health. */
  readonly model?: string;
  /** Why this engine, for the operator. */
  readonly because?: string;
  /** What the engine is expected to cost; null when nobody knows. */
  readonly estimate?: Micros | null;
}

/**
 * Writes down that the engine is about to be called. False when somebody else has taken the generation over, and when
 * its end was asked for: what is cancelled is never begun.
 */
export async function insertIntent(db: Db | Tx, attempt: NewAttempt): Promise<boolean> {
  const result = await sql`
    insert into attempts
      (id, generation_id, number, engine, idempotency_key, state, model, because, estimated_micros, created_at)
    select ${attempt.id}::uuid, id, ${attempt.number}::integer, ${attempt.engine}, ${attempt.idempotencyKey}, 'intent',
      ${attempt.model ?? null}, ${attempt.because ?? null}, ${attempt.estimate ?? null}::bigint, ${attempt.createdAt}::timestamptz
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
  readonly trouble?: EngineTrouble | null;
  readonly note?: string | null;
  /** What it cost; absent when that is not known. */
  readonly cost?: { readonly micros: Micros; readonly source: CostSource };
  readonly now: Date;
}

/** An attempt that has just ended, with what is counted by engine. */
export interface EndedAttempt {
  readonly generationId: string;
  readonly engine: string;
  readonly model: string | null;
  readonly estimate: Micros | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
}

/** Null when it was in none of the states `from`: it had ended before. */
export async function endAttempt(
  db: Db | Tx,
  attemptId: string,
  end: AttemptEnd,
  from: readonly AttemptState[] = ['intent', 'started'],
): Promise<EndedAttempt | null> {
  const row = await db
    .updateTable('attempts')
    .set({
      state: end.state,
      failure: end.failure,
      failure_detail: end.detail,
      trouble: end.trouble ?? null,
      note: end.note ?? null,
      cost_micros: end.cost?.micros ?? null,
      cost_source: end.cost?.source ?? null,
      ended_at: end.now,
    })
    .where('id', '=', attemptId)
    .where('state', 'in', from)
    .returning(['generation_id', 'engine', 'model', 'estimated_micros', 'created_at', 'started_at'])
    .executeTakeFirst();
  if (!row) return null;
  return {
    generationId: row.generation_id,
    engine: row.engine,
    model: row.model,
    estimate: row.estimated_micros === null ? null : toMicros(row.estimated_micros),
    createdAt: row.created_at,
    startedAt: row.started_at,
  };
}

/** Why nobody knows whether the engine took it. Null, and nothing is written, when that is known by now. */
export async function noteNoReply(
  tx: Tx,
  attemptId: string,
  note: string,
): Promise<Pick<EndedAttempt, 'generationId' | 'engine' | 'model'> | null> {
  const row = await tx
    .updateTable('attempts')
    .set({ note })
    .where('id', '=', attemptId)
    .where('state', '=', 'intent')
    .returning(['generation_id', 'engine', 'model'])
    .executeTakeFirst();
  return row ? { generationId: row.generation_id, engine: row.engine, model: row.model } : null;
}

/**
 * A genuine message of the upstream about the attempt with this key. Its handle makes up for a reply that was lost. False when
 * there is no such attempt under way.
 */
export async function noteCallback(
  db: Db,
  key: string,
  operation: JsonValue | null,
  now: Date,
): Promise<boolean> {
  const handle = operation === null ? null : JSON.stringify(operation);
  const result = await sql`
    update attempts set called_back_at = ${now},
      state = case when state = 'intent' and ${handle}::jsonb is not null then 'started' else state end,
      started_at = case when state = 'intent' and ${handle}::jsonb is not null then ${now} else started_at end,
      operation = coalesce(operation, ${handle}::jsonb)
    where idempotency_key = ${key} and state in ('intent', 'started')`.execute(db);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** One try, as an operator is shown it. */
export interface ShownAttempt extends Attempt {
  readonly because: string | null;
  readonly failure: FailureReason | null;
  readonly note: string | null;
  readonly estimate: Micros | null;
  readonly cost: { readonly micros: Micros; readonly source: CostSource } | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export async function findShownAttempts(db: Db, generationId: string): Promise<readonly ShownAttempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .selectAll()
    .where('generation_id', '=', generationId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    ...toAttempt(row),
    because: row.because,
    failure: row.failure,
    note: row.note,
    estimate: row.estimated_micros === null ? null : toMicros(row.estimated_micros),
    cost:
      row.cost_micros === null || row.cost_source === null
        ? null
        : { micros: toMicros(row.cost_micros), source: row.cost_source },
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }));
}

/** Forgets what engines said of a generation that is deleted. */
export async function blankAttempts(tx: Tx, generationId: string): Promise<void> {
  await tx
    .updateTable('attempts')
    .set({ failure_detail: null, note: null })
    .where('generation_id', '=', generationId)
    .where((where) => where.or([where('failure_detail', 'is not', null), where('note', 'is not', null)]))
    .execute();
}
