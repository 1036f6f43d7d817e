import type { DeliveryStatus } from '../db/schema.ts';
import type { Db } from '../db/transaction.ts';
import { webhookDelaySeconds } from '../kernel/backoff.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Deliverer, DeliveryResult } from '../webhooks/deliver.ts';
import { findDelivery, findSigningSecret, recordTry, type Delivery } from '../webhooks/statements.ts';
import { createCrowd } from './crowd.ts';
import type { JobEnd } from './job-loop.ts';

const DONE: JobEnd = { kind: 'done' };
/** A receiver that is slow to answer must not take the places of the others. */
const MOST_AT_ONCE_PER_HOST = 8;
const CROWDED_SECONDS = 1;

export interface WebhookDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly deliverer: Deliverer;
  /** 0..1, spreads retries. */
  readonly random: () => number;
}

/** Makes the step that sends one delivery once and says when to try again. */
export function createSendWebhook(
  deps: WebhookDeps,
): (deliveryId: string, signal: AbortSignal) => Promise<JobEnd> {
  const crowd = createCrowd(MOST_AT_ONCE_PER_HOST);
  return async (deliveryId, signal) => {
    const delivery = await findDelivery(deps.db, deliveryId);
    if (!delivery || delivery.status !== 'pending') return DONE;
    const end = await crowd.run(hostOf(delivery.url), () => sendOnce(deps, delivery, signal));
    if (end !== 'crowded') return end;
    return { kind: 'give_back', afterSeconds: CROWDED_SECONDS * (1 + deps.random()) };
  };
}

async function sendOnce(deps: WebhookDeps, delivery: Delivery, signal: AbortSignal): Promise<JobEnd> {
  const secret = await findSigningSecret(deps.db, delivery.accountId);
  const { id, url, body } = delivery;
  const result = await deps.deliverer.deliver({ id, url, body, secret }, signal);
  const delay = nextDelay(deps, delivery, result);
  await recordTry(deps.db, {
    id,
    attemptsBefore: delivery.attempts,
    status: statusAfter(result, delay),
    httpStatus: result.httpStatus,
    error: result.kind === 'failed' ? result.error : null,
    now: deps.clock.now(),
  });
  return delay === null ? DONE : { kind: 'give_back', afterSeconds: delay };
}

/** Null when there is nothing more to send. */
function nextDelay(deps: WebhookDeps, delivery: Delivery, result: DeliveryResult): number | null {
  if (result.kind !== 'failed') return null;
  return webhookDelaySeconds(delivery.attempts + 1, deps.random(), result.retryAfterSeconds);
}

function statusAfter(result: DeliveryResult, delay: number | null): DeliveryStatus {
  if (result.kind === 'delivered') return 'delivered';
  if (result.kind === 'gone') return 'disabled';
  return delay === null ? 'exhausted' : 'pending';
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
