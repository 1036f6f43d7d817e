/** Deliveries and secrets to the wire. */
import type {
  DeliveryDetail,
  DeliveryTryView,
  DeliveryView,
  SecretView,
} from '../../contract/delivery-view.ts';
import { isoSeconds } from '../../kernel/clock.ts';
import { isJsonObject, type JsonValue } from '../../kernel/json.ts';
import type { Delivery } from '../../webhooks/delivery.ts';
import type { SecretState } from '../../webhooks/secret-statements.ts';
import type { DeliveryTry } from '../../webhooks/statements.ts';

/** `whsec_` and four characters: enough to tell secrets apart, too little to guess one. */
const SHOWN_CHARACTERS = 10;

export function presentDelivery(delivery: Delivery): DeliveryView {
  return {
    delivery_id: delivery.id,
    event: delivery.event,
    generation_id: delivery.generationId,
    url: delivery.url,
    status: delivery.status,
    attempts: delivery.attempts,
    last_http_status: delivery.lastStatus,
    last_error: delivery.lastError,
    created_at: isoSeconds(delivery.createdAt),
    last_attempt_at: orNull(delivery.lastAttemptAt),
    next_attempt_at: orNull(delivery.nextAttemptAt),
    delivered_at: orNull(delivery.deliveredAt),
  };
}

export function presentDeliveryDetail(delivery: Delivery, tries: readonly DeliveryTry[]): DeliveryDetail {
  return { ...presentDelivery(delivery), body: delivery.body, tries: tries.map(presentTry) };
}

function presentTry(tried: DeliveryTry): DeliveryTryView {
  return {
    number: tried.number,
    started_at: isoSeconds(tried.startedAt),
    milliseconds: tried.milliseconds,
    http_status: tried.httpStatus,
    error: tried.error,
    request_headers: headersOf(tried.requestHeaders) ?? {},
    response_headers: headersOf(tried.responseHeaders),
    response_body: tried.responseBody,
  };
}

/** As they were stored: texts by name. */
function headersOf(stored: JsonValue): Record<string, string> | null {
  if (!isJsonObject(stored)) return null;
  const texts = Object.entries(stored).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

export function presentSecret({ secret, shownAt, previousUntil }: SecretState, now: Date): SecretView {
  return {
    prefix: secret.slice(0, SHOWN_CHARACTERS),
    shown_at: orNull(shownAt),
    previous_valid_until: previousUntil !== null && previousUntil > now ? isoSeconds(previousUntil) : null,
  };
}

function orNull(time: Date | null): string | null {
  return time === null ? null : isoSeconds(time);
}
