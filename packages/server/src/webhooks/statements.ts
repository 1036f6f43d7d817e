/** One SQL statement per function: deliveries as they are made and as they are looked at. */
import { sql, type Selectable } from 'kysely';
import type { Database, DeliveryStatus } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';
import type { JsonValue } from '../kernel/json.ts';
import { type Delivery, type DeliveryOwner, toDelivery } from './delivery.ts';

export interface NewDelivery {
  /** Also the `webhook-id` header, the same in every try. */
  readonly id: string;
  readonly accountId: string;
  readonly environment: Environment;
  /** Null for a test event. */
  readonly generationId: string | null;
  readonly url: string;
  readonly body: string;
  /** And due at once. */
  readonly createdAt: Date;
}

export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<void> {
  await tx
    .insertInto('deliveries')
    .values({
      id: delivery.id,
      account_id: delivery.accountId,
      environment: delivery.environment,
      event: delivery.generationId === null ? 'test' : 'generation',
      generation_id: delivery.generationId,
      url: delivery.url,
      body: delivery.body,
      created_at: delivery.createdAt,
      next_attempt_at: delivery.createdAt,
    })
    .execute();
}

/** The id must be a UUID. */
export async function findDelivery(db: Db, owner: DeliveryOwner, id: string): Promise<Delivery | null> {
  const row = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', owner.accountId)
    .where('environment', '=', owner.environment)
    .executeTakeFirst();
  return row ? toDelivery(row) : null;
}

export interface DeliveryFilter {
  readonly status: DeliveryStatus | null;
  readonly generationId: string | null;
  /** Inclusive. */
  readonly createdAfter: Date | null;
  /** Exclusive. */
  readonly createdBefore: Date | null;
}

/** Newest first, only those before `after` in that order. */
export async function listDeliveries(
  db: Db,
  owner: DeliveryOwner,
  filter: DeliveryFilter,
  page: { readonly limit: number; readonly after: { readonly createdAt: Date; readonly id: string } | null },
): Promise<readonly Delivery[]> {
  const { status, generationId, createdAfter, createdBefore } = filter;
  const { after } = page;
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('account_id', '=', owner.accountId)
    .where('environment', '=', owner.environment)
    .$if(status !== null, (query) => query.where('status', '=', status ?? 'pending'))
    .$if(generationId !== null, (query) => query.where('generation_id', '=', generationId))
    .$if(createdAfter !== null, (query) => query.where('created_at', '>=', createdAfter ?? new Date(0)))
    .$if(createdBefore !== null, (query) => query.where('created_at', '<', createdBefore ?? new Date(0)))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.createdAt}, ${after?.id}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(toDelivery);
}

/** One try as it went. */
export interface DeliveryTry {
  /** 1 is the first. */
  readonly number: number;
  readonly startedAt: Date;
  readonly milliseconds: number;
  readonly httpStatus: number | null;
  readonly error: string | null;
  readonly requestHeaders: JsonValue;
  readonly responseHeaders: JsonValue;
  readonly responseBody: string | null;
}

/** The newest `most` tries of a delivery, in the order in which they ended. */
export async function listTries(db: Db, deliveryId: string, most: number): Promise<readonly DeliveryTry[]> {
  const rows = await db
    .selectFrom('delivery_tries')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
  return rows.map(toTry).toReversed();
}

function toTry(row: Selectable<Database['delivery_tries']>): DeliveryTry {
  return {
    number: row.number,
    startedAt: row.started_at,
    milliseconds: row.milliseconds,
    httpStatus: row.http_status,
    error: row.error,
    requestHeaders: row.request_headers,
    responseHeaders: row.response_headers,
    responseBody: row.response_body,
  };
}
