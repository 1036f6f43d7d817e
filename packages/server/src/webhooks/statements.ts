/** One SQL statement per function. A delivery is one webhook message and how far it has come. */
import type { Selectable } from 'kysely';
import type { Database, DeliveryStatus } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';

export interface NewDelivery {
  /** Also the `webhook-id` header, the same in every retry. */
  readonly id: string;
  readonly accountId: string;
  readonly environment: Environment;
  /** Null for a test event. */
  readonly generationId: string | null;
  readonly url: string;
  readonly body: string;
}

export interface Delivery extends NewDelivery {
  readonly status: DeliveryStatus;
  /** How often it was tried. */
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly lastAttemptAt: Date | null;
  readonly deliveredAt: Date | null;
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
    })
    .execute();
}

/** The id must be a UUID. */
export async function findDelivery(db: Db, id: string): Promise<Delivery | null> {
  const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toDelivery(row) : null;
}

export interface DeliveryTry {
  readonly id: string;
  /** How many tries there had been before this one: a try that somebody else has recorded is not recorded again. */
  readonly attemptsBefore: number;
  readonly status: DeliveryStatus;
  readonly httpStatus: number | null;
  readonly error: string | null;
  readonly now: Date;
}

/** False when another process has recorded this try. */
export async function recordTry(db: Db, tried: DeliveryTry): Promise<boolean> {
  const result = await db
    .updateTable('deliveries')
    .set({
      status: tried.status,
      attempts: tried.attemptsBefore + 1,
      last_status: tried.httpStatus,
      last_error: tried.error,
      last_attempt_at: tried.now,
      delivered_at: tried.status === 'delivered' ? tried.now : null,
    })
    .where('id', '=', tried.id)
    .where('attempts', '=', tried.attemptsBefore)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The secret that signs an account's webhooks. */
export async function findSigningSecret(db: Db, accountId: string): Promise<string> {
  const row = await db
    .selectFrom('accounts')
    .select('webhook_secret')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return row.webhook_secret;
}

function toDelivery(row: Selectable<Database['deliveries']>): Delivery {
  return {
    id: row.id,
    accountId: row.account_id,
    environment: row.environment,
    generationId: row.generation_id,
    url: row.url,
    body: row.body,
    status: row.status,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    lastAttemptAt: row.last_attempt_at,
    deliveredAt: row.delivered_at,
  };
}
