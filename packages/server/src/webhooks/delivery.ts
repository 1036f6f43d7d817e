import type { Selectable } from 'kysely';
import type { Database, DeliveryEvent, DeliveryStatus } from '../db/schema.ts';
import type { Environment } from '../kernel/environment.ts';

/** One webhook message and how far it has come. */
export interface Delivery {
  /** Also the `webhook-id` header, the same in every try. */
  readonly id: string;
  readonly accountId: string;
  readonly environment: Environment;
  readonly event: DeliveryEvent;
  /** Null for a test event. */
  readonly generationId: string | null;
  readonly url: string;
  readonly body: string;
  readonly status: DeliveryStatus;
  /** How often it was tried. */
  readonly attempts: number;
  /** So many of them were made before the last replay; the schedule counts from there. */
  readonly triesBeforeReplay: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly lastAttemptAt: Date | null;
  /** When the next try is due; while one is under way, when it is taken for lost. Null when there is none. */
  readonly nextAttemptAt: Date | null;
  readonly deliveredAt: Date | null;
}

/** Whose deliveries are looked at. */
export interface DeliveryOwner {
  readonly accountId: string;
  readonly environment: Environment;
}

export function toDelivery(row: Selectable<Database['deliveries']>): Delivery {
  return {
    id: row.id,
    accountId: row.account_id,
    environment: row.environment,
    event: row.event,
    generationId: row.generation_id,
    url: row.url,
    body: row.body,
    status: row.status,
    attempts: row.attempts,
    triesBeforeReplay: row.tries_before_replay,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    lastAttemptAt: row.last_attempt_at,
    // Those that an older release left unsent have no time, and have long been due.
    nextAttemptAt: row.status === 'pending' ? (row.next_attempt_at ?? row.created_at) : null,
    deliveredAt: row.delivered_at,
  };
}
