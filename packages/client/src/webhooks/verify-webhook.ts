import type { WebhookEvent } from './webhook-event.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

const DEFAULT_TOLERANCE_SECONDS = 300;
const SECRET_PREFIX = 'whsec_';
/** A message carries at most two, during a rotation; more would only cost time. */
const MOST_SIGNATURES = 16;

/** Those of a fetch Request, of Node's `request.headers`, or a plain object with names in any case. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifyOptions {
  /** How old a message may be, and how far ahead its clock; 300 unless said. */
  readonly toleranceSeconds?: number | undefined;
  /** The time; now unless said. */
  readonly now?: Date | undefined;
}

/**
 * Checks that a message is from your Reelay, unchanged and new (Standard Webhooks), and answers what it says; throws
 * WebhookVerificationError otherwise. `rawBody` must be what was received, byte for byte: a body that was parsed and
 * written again has another signature. Give the old and the new secret while you rotate. The same message may come more
 * than once: its `webhook-id` header says which ones are the same. Needs nothing but WebCrypto.
 */
export async function verifyWebhook(
  rawBody: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  options: VerifyOptions = {},
): Promise<WebhookEvent> {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = signaturesIn(headerOf(headers, 'webhook-signature'));
  checkTime(timestamp, options);
  const body = typeof rawBody === 'string' ? new TextEncoder().encode(rawBody) : new Uint8Array(rawBody);
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  let isRight = false;
  for (const key of keysOf(secrets)) {
    const expected = await sign(key, signed);
    for (const signature of signatures) isRight = isEqual(signature, expected) || isRight;
  }
  if (!isRight)
    throw new WebhookVerificationError(
      'WRONG_SIGNATURE',
      'No signature is right for any of the secrets. Give the body as it was received, and the secret of this account.',
    );
  return eventIn(new TextDecoder().decode(body));
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : entryOf(headers, name);
  const text = typeof value === 'string' ? value : value?.[0];
  if (text) return text;
  throw new WebhookVerificationError('MISSING_HEADER', `The message has no header ${name}.`);
}

function entryOf(
  headers: Exclude<WebhookHeaders, Headers>,
  name: string,
): string | readonly string[] | undefined {
  return headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function checkTime(timestamp: string, { toleranceSeconds, now = new Date() }: VerifyOptions): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookVerificationError('BAD_TIMESTAMP', 'webhook-timestamp is no number of seconds.');
  const tolerance = toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (age > tolerance)
    throw new WebhookVerificationError(
      'TOO_OLD',
      `The message was sent ${age} seconds ago; at most ${tolerance} are allowed.`,
    );
  if (age < -tolerance)
    throw new WebhookVerificationError(
      'TOO_NEW',
      `The message is from ${-age} seconds in the future: check the clock of this machine.`,
    );
}

/** Of version 1; others are not for us. */
function signaturesIn(header: string): readonly Uint8Array[] {
  return header
    .split(' ')
    .filter((entry) => entry.startsWith('v1,'))
    .slice(0, MOST_SIGNATURES)
    .flatMap((entry) => decodeBase64(entry.slice('v1,'.length)) ?? []);
}

/** Throws a TypeError for a secret that is none: that is a mistake of the receiver and not of the message. */
function keysOf(secrets: string | readonly string[]): readonly Uint8Array<ArrayBuffer>[] {
  const given = typeof secrets === 'string' ? [secrets] : secrets;
  const keys = given.map((secret) => {
    const key = decodeBase64(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret);
    if (key !== null && key.byteLength > 0) return key;
    throw new TypeError('A webhook secret must look like whsec_... with base64 after it.');
  });
  if (keys.length > 0) return keys;
  throw new TypeError('Give at least one webhook secret.');
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

async function sign(key: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const hmac = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', hmac, message));
}

/** Looks at every byte, so that the time it takes does not tell how many were right. */
function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.byteLength !== other.byteLength) return false;
  let difference = 0;
  for (let index = 0; index < one.byteLength; index++) difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
  return difference === 0;
}

function concat(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.byteLength + other.byteLength);
  both.set(one);
  both.set(other, one.byteLength);
  return both;
}

function eventIn(text: string): WebhookEvent {
  const event = parse(text);
  if (
    typeof event === 'object' &&
    event !== null &&
    'generation_id' in event &&
    'status' in event &&
    (event.status === 'completed' || event.status === 'failed')
  )
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the signature says who wrote it
    return event as WebhookEvent;
  throw new WebhookVerificationError('BAD_BODY', 'The body is no event of a generation.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
