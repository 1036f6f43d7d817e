/** One SQL statement per function. What those who watch generations are told of: how far each is, and what has ended. */
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { DeliveryStatus } from '../db/schema.ts';
import type { Db } from '../db/transaction.ts';
import type { Environment, GenerationStatus } from '../kernel/environment.ts';
import type { FailureReason } from '../kernel/failures.ts';
import { toMicros, type Micros } from '../kernel/money.ts';

/** Whose generations are looked at. */
export interface Owner {
  readonly accountId: string;
  readonly environment: Environment;
}

/** A generation as far as its events say anything of it. */
export interface WatchedGeneration {
  readonly id: string;
  readonly status: GenerationStatus;
  readonly failure: FailureReason | null;
  readonly failureDetail: string | null;
  /** 0..100. */
  readonly progress: number;
  readonly price: Micros;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly isDeleted: boolean;
  /** What was made; empty before it is completed. */
  readonly outputs: readonly WatchedOutput[];
  /** Null before it has ended, and when nobody is to be told. */
  readonly delivery: WatchedDelivery | null;
  /** Differs as soon as anything above does. */
  readonly mark: string;
}

export interface WatchedOutput {
  readonly id: string;
  readonly kind: 'video' | 'poster';
  readonly mediaType: string;
  readonly byteCount: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
}

export interface WatchedDelivery {
  readonly id: string;
  readonly status: DeliveryStatus;
  /** In the order in which they were made. */
  readonly tries: readonly WatchedTry[];
}

export interface WatchedTry {
  readonly number: number;
  readonly startedAt: Date;
  readonly httpStatus: number | null;
  readonly error: string | null;
}

/** Null also when it is another account's or environment's, or was deleted. The id must be a UUID. */
export async function findWatched(db: Db, owner: Owner, id: string): Promise<WatchedGeneration | null> {
  const result = await sql<WatchedRow>`
    select ${watchedColumns()}
    from generations
    left join deliveries on deliveries.generation_id = generations.id
    where generations.id = ${id} and generations.account_id = ${owner.accountId}
      and generations.environment = ${owner.environment} and generations.deleted_at is null`.execute(db);
  const row = result.rows[0];
  return row ? toWatched(row) : null;
}

/** What somebody has seen of a generation; with an empty mark, nothing. */
export interface Seen {
  readonly id: string;
  readonly mark: string;
}

/** Of those generations the ones that are not any more as they were seen, whoever they belong to. */
export async function findChanged(db: Db, seen: readonly Seen[]): Promise<readonly WatchedGeneration[]> {
  const result = await sql<WatchedRow>`
    select ${watchedColumns()}
    from unnest(${seen.map(({ id }) => id)}::uuid[], ${seen.map(({ mark }) => mark)}::text[]) as seen (id, mark)
    join generations on generations.id = seen.id
    left join deliveries on deliveries.generation_id = generations.id
    where seen.mark <> ${markColumn()}`.execute(db);
  return result.rows.map(toWatched);
}

/** A generation that has ended, as far as the message about its end needs it. */
export interface EndedGeneration {
  readonly id: string;
  readonly model: string;
  readonly failure: FailureReason | null;
  readonly completedAt: Date;
  readonly videoId: string | null;
  /** The message about it to its callback_url; null when it has none. */
  readonly delivery: { readonly id: string; readonly body: string } | null;
  /** What signs the messages of its account and environment now: two while a secret is being rotated. */
  readonly secrets: readonly string[];
}

/** A place in the order of ends. */
export interface EndPosition {
  readonly completedAt: Date;
  readonly id: string;
}

/** What has ended after that place, first things first; without those that were deleted and those in `known`. */
export async function findEndedAfter(
  db: Db,
  owner: Owner,
  after: EndPosition,
  options: { readonly known: readonly string[]; readonly limit: number; readonly now: Date },
): Promise<readonly EndedGeneration[]> {
  const rows = await db
    .selectFrom('generations')
    .innerJoin('webhook_secrets', (join) =>
      join
        .onRef('webhook_secrets.account_id', '=', 'generations.account_id')
        .onRef('webhook_secrets.environment', '=', 'generations.environment'),
    )
    .leftJoin('deliveries', 'deliveries.generation_id', 'generations.id')
    .select(['generations.id', 'generations.model', 'generations.failure', 'generations.completed_at'])
    .select(['deliveries.id as delivery_id', 'deliveries.body'])
    .select(
      sql<string[]>`array_remove(array[webhook_secrets.secret, case
        when webhook_secrets.previous_until > ${options.now} then webhook_secrets.previous_secret end], null)`.as(
        'secrets',
      ),
    )
    .select((outer) =>
      outer
        .selectFrom('assets')
        .select('assets.id')
        .whereRef('assets.generation_id', '=', 'generations.id')
        .where('assets.kind', '=', 'video')
        .limit(1)
        .as('video_id'),
    )
    .where('generations.account_id', '=', owner.accountId)
    .where('generations.environment', '=', owner.environment)
    .where('generations.completed_at', 'is not', null)
    .where(
      sql<boolean>`(generations.completed_at, generations.id) > (${after.completedAt}, ${after.id}::uuid)`,
    )
    .where(sql<boolean>`generations.id <> all(${options.known}::uuid[])`)
    .where('generations.deleted_at', 'is', null)
    .orderBy('generations.completed_at')
    .orderBy('generations.id')
    .limit(options.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    model: row.model,
    failure: row.failure,
    completedAt: row.completed_at ?? after.completedAt,
    videoId: row.video_id,
    delivery: row.delivery_id === null || row.body === null ? null : { id: row.delivery_id, body: row.body },
    secrets: row.secrets,
  }));
}

/** One that waits for its engine. */
export interface Waiting {
  readonly id: string;
  readonly createdAt: Date;
}

/** Those at the head of an engine's line, first things first. */
export async function findWaiting(db: Db, engine: string, most: number): Promise<readonly Waiting[]> {
  const rows = await db
    .selectFrom('generations')
    .select(['id', 'created_at'])
    .where('status', '=', 'pending')
    .where('engine', '=', engine)
    .orderBy('created_at')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map((row) => ({ id: row.id, createdAt: row.created_at }));
}

/** The median of the seconds from start to end of up to 50 generations completed since then, played ones left out; null without any. */
export async function findUsualSeconds(
  db: Db,
  work: { readonly engine: string; readonly mode: string },
  since: Date,
): Promise<number | null> {
  const result = await sql<{ seconds: number | null }>`
    select percentile_cont(0.5) within group (order by extract(epoch from completed_at - started_at)::float8) as seconds
    from (
      select completed_at, started_at from generations
      where engine = ${work.engine} and mode = ${work.mode} and status = 'completed' and completed_at > ${since}
        and test_directives is null
      order by completed_at desc limit 50
    ) as latest`.execute(db);
  return result.rows[0]?.seconds ?? null;
}

interface WatchedRow {
  id: string;
  status: GenerationStatus;
  failure: FailureReason | null;
  failure_detail: string | null;
  progress: number;
  price_micros: bigint;
  created_at: Date;
  started_at: Date | null;
  completed_at: Date | null;
  is_deleted: boolean;
  outputs: unknown;
  delivery_id: string | null;
  delivery_status: DeliveryStatus | null;
  tries: unknown;
  mark: string;
}

/** Everything that changes what is told, in as few bytes as it takes to see that something has. */
function markColumn(): RawBuilder<string> {
  return sql<string>`concat_ws(' ', generations.status, generations.progress, generations.started_at is not null,
    generations.deleted_at is not null, deliveries.status,
    (select max(number) from delivery_tries where delivery_tries.delivery_id = deliveries.id))`;
}

/** The lists are made for rows that are answered only, which is why they are no joins. */
function watchedColumns(): RawBuilder<WatchedRow> {
  return sql<WatchedRow>`
    generations.id, generations.status, generations.failure, generations.failure_detail, generations.progress,
    generations.price_micros, generations.created_at, generations.started_at, generations.completed_at,
    generations.deleted_at is not null as is_deleted,
    (select jsonb_agg(jsonb_build_object('id', assets.id, 'kind', kind, 'mediaType', media_type,
        'byteCount', byte_count, 'width', width, 'height', height, 'durationSeconds', duration_seconds) order by assets.id)
      from assets where assets.generation_id = generations.id and kind in ('video', 'poster')) as outputs,
    deliveries.id as delivery_id, deliveries.status as delivery_status,
    (select jsonb_agg(jsonb_build_object('number', number, 'startedAt', delivery_tries.started_at,
        'httpStatus', http_status, 'error', error) order by number)
      from delivery_tries where delivery_tries.delivery_id = deliveries.id) as tries,
    ${markColumn()} as mark`;
}

const outputList = z
  .array(
    z.object({
      id: z.string(),
      kind: z.enum(['video', 'poster']),
      mediaType: z.string(),
      byteCount: z.number(),
      width: z.number().nullable(),
      height: z.number().nullable(),
      durationSeconds: z.number().nullable(),
    }),
  )
  .nullable();

const tryList = z
  .array(
    z.object({
      number: z.number(),
      startedAt: z.coerce.date(),
      httpStatus: z.number().nullable(),
      error: z.string().nullable(),
    }),
  )
  .nullable();

function toWatched(row: WatchedRow): WatchedGeneration {
  const { delivery_id: deliveryId, delivery_status: deliveryStatus } = row;
  return {
    id: row.id,
    status: row.status,
    failure: row.failure,
    failureDetail: row.failure_detail,
    progress: row.progress,
    price: toMicros(row.price_micros),
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    isDeleted: row.is_deleted,
    outputs: outputList.parse(row.outputs) ?? [],
    delivery:
      deliveryId === null || deliveryStatus === null
        ? null
        : { id: deliveryId, status: deliveryStatus, tries: tryList.parse(row.tries) ?? [] },
    mark: row.mark,
  };
}
