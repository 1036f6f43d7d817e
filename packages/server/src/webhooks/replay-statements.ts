/** One SQL statement per function: deliveries that shall be sent again. */
import { sql, type RawBuilder } from 'kysely';
import type { DeliveryEvent, DeliveryStatus } from '../db/schema.ts';
import type { Tx } from '../db/transaction.ts';
import type { DeliveryOwner } from './delivery.ts';

export interface ReplayableDelivery {
  readonly id: string;
  readonly createdAt: Date;
  readonly event: DeliveryEvent;
  readonly status: DeliveryStatus;
  readonly nextAttemptAt: Date | null;
  readonly body: string;
  /** The asset that its generation's video is; null when there is none, or not any more. */
  readonly videoId: string | null;
}

interface ReplayableRow {
  readonly id: string;
  readonly created_at: Date;
  readonly event: DeliveryEvent;
  readonly status: DeliveryStatus;
  readonly next_attempt_at: Date | null;
  readonly body: string;
  readonly video_id: string | null;
}

/** Locks it. The id must be a UUID. */
export async function lockReplayable(
  tx: Tx,
  owner: DeliveryOwner,
  id: string,
): Promise<ReplayableDelivery | null> {
  const result = await sql<ReplayableRow>`
    select ${replayableColumns()} from deliveries
    where id = ${id} and account_id = ${owner.accountId} and environment = ${owner.environment}
    for update`.execute(tx);
  const row = result.rows[0];
  return row ? toReplayable(row) : null;
}

export interface FailedRange {
  /** Inclusive: when the delivery was made. */
  readonly since: Date;
  /** Exclusive. */
  readonly until: Date;
}

/** Locks the oldest `limit` messages of that range that were given up, and that come after `after`. No test events. */
export async function lockFailed(
  tx: Tx,
  owner: DeliveryOwner,
  range: FailedRange,
  page: { readonly limit: number; readonly after: Pick<ReplayableDelivery, 'createdAt' | 'id'> | null },
): Promise<readonly ReplayableDelivery[]> {
  const after = page.after
    ? sql`and (created_at, id) > (${page.after.createdAt}, ${page.after.id}::uuid)`
    : sql``;
  const result = await sql<ReplayableRow>`
    select ${replayableColumns()} from deliveries
    where account_id = ${owner.accountId} and environment = ${owner.environment}
      and created_at >= ${range.since} and created_at < ${range.until}
      and status in ('exhausted', 'disabled') and event = 'generation' ${after}
    order by created_at, id limit ${page.limit}
    for update`.execute(tx);
  return result.rows.map(toReplayable);
}

/** Makes deliveries due now, with these bodies, and starts their schedules anew. */
export async function markReplayed(
  tx: Tx,
  replays: readonly { readonly id: string; readonly body: string }[],
  now: Date,
): Promise<void> {
  const ids = replays.map(({ id }) => id);
  const bodies = replays.map(({ body }) => body);
  await sql`
    update deliveries set status = 'pending', body = replay.body, tries_before_replay = attempts,
      next_attempt_at = ${now}, delivered_at = null
    from unnest(${ids}::uuid[], ${bodies}::text[]) as replay (id, body)
    where deliveries.id = replay.id`.execute(tx);
}

function replayableColumns(): RawBuilder<unknown> {
  return sql`id, created_at, event, status, next_attempt_at, body, (
    select assets.id from assets
    where assets.generation_id = deliveries.generation_id and assets.kind = 'video' limit 1) as video_id`;
}

function toReplayable(row: ReplayableRow): ReplayableDelivery {
  return {
    id: row.id,
    createdAt: row.created_at,
    event: row.event,
    status: row.status,
    nextAttemptAt: row.next_attempt_at,
    body: row.body,
    videoId: row.video_id,
  };
}
