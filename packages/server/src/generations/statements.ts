/** One SQL statement per function, all on the generation's own row. */
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { FailureReason } from '../kernel/failures.ts';
import type { JsonValue } from '../kernel/json.ts';
import { toMicros, type Micros } from '../kernel/money.ts';
import type { Generation } from './generation.ts';

/** A generation as it is first written: `pending`, with nothing tried. */
export type NewGenerationRow = Pick<
  Generation,
  | 'id'
  | 'accountId'
  | 'apiKeyId'
  | 'environment'
  | 'model'
  | 'mode'
  | 'engine'
  | 'prompt'
  | 'request'
  | 'seed'
  | 'durationSeconds'
  | 'warnings'
  | 'price'
  | 'openRate'
  | 'inputsReady'
  | 'callbackUrl'
  | 'testDirectives'
  | 'createdAt'
  | 'deadlineAt'
>;

/** At least one. Answers them in no particular order. */
export async function insertGenerations(
  tx: Tx,
  rows: readonly NewGenerationRow[],
): Promise<readonly Generation[]> {
  const inserted = await tx
    .insertInto('generations')
    .values(
      rows.map((row) => ({
        id: row.id,
        account_id: row.accountId,
        api_key_id: row.apiKeyId,
        environment: row.environment,
        model: row.model,
        mode: row.mode,
        engine: row.engine,
        prompt: row.prompt,
        request: JSON.stringify(row.request),
        seed: row.seed,
        duration_seconds: row.durationSeconds,
        warnings: JSON.stringify(row.warnings),
        price_micros: row.price,
        open_rate_micros: row.openRate,
        inputs_ready: row.inputsReady,
        callback_url: row.callbackUrl,
        test_directives: row.testDirectives === null ? null : JSON.stringify(row.testDirectives),
        created_at: row.createdAt,
        deadline_at: row.deadlineAt,
      })),
    )
    .returningAll()
    .execute();
  return inserted.map(toGeneration);
}

/** Null also when it is deleted or somebody else's: a caller cannot tell these apart. The id must be a UUID. */
export async function findGeneration(db: Db, accountId: string, id: string): Promise<Generation | null> {
  const row = await db
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? toGeneration(row) : null;
}

/** Whoever owns them; deleted ones are not there. The ids must be UUIDs. */
export async function findGenerations(db: Db, ids: readonly string[]): Promise<readonly Generation[]> {
  const rows = await db
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map(toGeneration);
}

/** Locks the row until the transaction ends. */
export async function lockGeneration(tx: Tx, id: string): Promise<Generation | null> {
  const row = await tx
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? toGeneration(row) : null;
}

/** Of those, the ids whose end was asked for. */
export async function findCancelRequested(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('generations')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('cancel_requested_at', 'is not', null)
    .execute();
  return rows.map((row) => row.id);
}

/** What may have happened to generations that are driven: a cancel, and a message of an upstream. */
export async function findSignals(
  db: Db,
  ids: readonly string[],
): Promise<
  readonly { readonly id: string; readonly isCancelRequested: boolean; readonly calledBackAt: Date | null }[]
> {
  const result = await sql<{ id: string; is_cancel_requested: boolean; called_back_at: Date | null }>`
    select id, cancel_requested_at is not null as is_cancel_requested,
      (select max(called_back_at) from attempts where generation_id = generations.id) as called_back_at
    from generations where id = any(${ids}::uuid[])`.execute(db);
  return result.rows.map((row) => ({
    id: row.id,
    isCancelRequested: row.is_cancel_requested,
    calledBackAt: row.called_back_at,
  }));
}

/** How many are waiting in front of this one for the same engine, counted up to `most`; 0 when it is next. */
export async function countPendingBefore(
  db: Db,
  generation: Pick<Generation, 'engine' | 'createdAt' | 'id'>,
  most: number,
): Promise<number> {
  const result = await sql<{ ahead: bigint }>`
    select count(*) as ahead from (
      select 1 from generations
      where status = 'pending' and engine = ${generation.engine}
        and (created_at, id) < (${generation.createdAt}, ${generation.id})
      limit ${most}
    ) as waiting`.execute(db);
  return Number(result.rows[0]?.ahead ?? 0n);
}

/** How many of the same account that still lack an input were accepted before this one. */
export async function countUnpreparedBefore(
  db: Db,
  generation: Pick<Generation, 'accountId' | 'createdAt' | 'id'>,
): Promise<number> {
  const row = await db
    .selectFrom('generations')
    .select((count) => count.fn.countAll<bigint>().as('ahead'))
    .where('status', '=', 'pending')
    .where('inputs_ready', '=', false)
    .where('account_id', '=', generation.accountId)
    .where(sql<boolean>`(created_at, id) < (${generation.createdAt}, ${generation.id})`)
    .executeTakeFirstOrThrow();
  return Number(row.ahead);
}

/** Makes the caller the only one whose writes count, and the generation `processing` on this engine. Answers the new fence. */
export async function raiseFence(tx: Tx, id: string, engine: string, now: Date): Promise<number> {
  const row = await tx
    .updateTable('generations')
    .set((old) => ({
      fence: old('fence', '+', 1),
      status: 'processing',
      engine,
      started_at: sql<Date>`coalesce(started_at, ${now})`,
    }))
    .where('id', '=', id)
    .where('status', 'in', ['pending', 'processing'])
    .returning('fence')
    .executeTakeFirstOrThrow();
  return row.fence;
}

/** Makes the caller the only one whose writes count, and leaves the status as it is. Answers the new fence. */
export async function raiseFenceOnly(tx: Tx, id: string): Promise<number> {
  const row = await tx
    .updateTable('generations')
    .set((old) => ({ fence: old('fence', '+', 1) }))
    .where('id', '=', id)
    .where('status', 'in', ['pending', 'processing'])
    .returning('fence')
    .executeTakeFirstOrThrow();
  return row.fence;
}

/** The length is known now, and with it the price. */
export async function fixPrice(
  tx: Tx,
  id: string,
  fixed: { readonly durationSeconds: number; readonly price: Micros },
): Promise<void> {
  await tx
    .updateTable('generations')
    .set({ duration_seconds: fixed.durationSeconds, price_micros: fixed.price, open_rate_micros: null })
    .where('id', '=', id)
    .execute();
}

export async function setInputsReady(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('generations').set({ inputs_ready: true }).where('id', '=', id).execute();
}

/** Which taking-over of which generation a write belongs to. */
export interface Fenced {
  readonly generationId: string;
  readonly fence: number;
}

/** Whether a taking-over still counts, and whether the end was asked for meanwhile. */
export async function findStanding(
  db: Db,
  { generationId, fence }: Fenced,
): Promise<{ readonly counts: boolean; readonly isCancelRequested: boolean }> {
  const row = await db
    .selectFrom('generations')
    .select('cancel_requested_at')
    .where('id', '=', generationId)
    .where('fence', '=', fence)
    .where('status', '=', 'processing')
    .executeTakeFirst();
  return {
    counts: row !== undefined,
    isCancelRequested: row !== undefined && row.cancel_requested_at !== null,
  };
}

/** Never goes back: an engine that starts again begins anew. False when somebody else has taken over or it is finished. */
export async function setProgress(
  db: Db,
  { generationId, fence }: Fenced,
  progress: number,
): Promise<boolean> {
  const result = await db
    .updateTable('generations')
    .set({ progress: sql<number>`greatest(progress, ${progress}::smallint)` })
    .where('id', '=', generationId)
    .where('fence', '=', fence)
    .where('status', '=', 'processing')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False when somebody else has taken over or it is finished. */
export async function setOutcomeUnknown(
  db: Db,
  { generationId, fence }: Fenced,
  outcomeUnknown: boolean,
): Promise<boolean> {
  const result = await db
    .updateTable('generations')
    .set({ outcome_unknown: outcomeUnknown })
    .where('id', '=', generationId)
    .where('fence', '=', fence)
    .where('status', '=', 'processing')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function finishCompleted(
  tx: Tx,
  id: string,
  end: { readonly report: JsonValue; readonly now: Date },
): Promise<Generation> {
  const row = await tx
    .updateTable('generations')
    .set({
      status: 'completed',
      progress: 100,
      outcome_unknown: false,
      engine_report: JSON.stringify(end.report),
      completed_at: end.now,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toGeneration(row);
}

export async function finishFailed(
  tx: Tx,
  id: string,
  end: { readonly reason: FailureReason; readonly detail: string; readonly now: Date },
): Promise<Generation> {
  const row = await tx
    .updateTable('generations')
    .set({
      status: 'failed',
      outcome_unknown: false,
      failure: end.reason,
      failure_detail: end.detail,
      completed_at: end.now,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toGeneration(row);
}

/** Writes down that its end is asked for; the first time counts. */
export async function setCancelRequested(tx: Tx, id: string, now: Date): Promise<Generation> {
  const row = await tx
    .updateTable('generations')
    .set({ cancel_requested_at: sql<Date>`coalesce(cancel_requested_at, ${now})` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toGeneration(row);
}

/** Forgets what it was about. What it cost, when it was and how it ended stays. */
export async function blankGeneration(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('generations')
    .set({
      deleted_at: now,
      prompt: '',
      request: '{}',
      engine_report: null,
      warnings: '[]',
      callback_url: null,
      failure_detail: null,
      test_directives: null,
    })
    .where('id', '=', id)
    .execute();
}

const warningList = z.array(z.string());

export function toGeneration(row: Selectable<Database['generations']>): Generation {
  return {
    id: row.id,
    accountId: row.account_id,
    apiKeyId: row.api_key_id,
    environment: row.environment,
    model: row.model,
    mode: row.mode,
    engine: row.engine,
    prompt: row.prompt,
    request: row.request,
    seed: row.seed,
    durationSeconds: row.duration_seconds,
    warnings: warningList.parse(row.warnings),
    price: toMicros(row.price_micros),
    openRate: row.open_rate_micros === null ? null : toMicros(row.open_rate_micros),
    inputsReady: row.inputs_ready,
    callbackUrl: row.callback_url,
    status: row.status,
    failure: row.failure,
    failureDetail: row.failure_detail,
    progress: row.progress,
    fence: row.fence,
    outcomeUnknown: row.outcome_unknown,
    engineReport: row.engine_report,
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    deadlineAt: row.deadline_at,
    cancelRequestedAt: row.cancel_requested_at,
    deletedAt: row.deleted_at,
    testDirectives: row.test_directives,
  };
}
