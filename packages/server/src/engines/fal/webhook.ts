/** fal's messages: signed with Ed25519 by keys that it publishes. */
import { createHash, verify } from 'node:crypto';
import { z } from 'zod';
import type { EngineCallback } from '../engine.ts';
import { operationOf } from './operation.ts';
import { isEndpoint } from './options.ts';
import type { SigningKeys } from './signing-keys.ts';

const MOST_SKEW_SECONDS = 300;
const SIGNATURE = /^[0-9a-f]{128}$/i;
const PREFIX = 'x-fal-webhook-';
/** A message does not say which endpoint it is of, and without it nobody can ask for the work. */
const ENDPOINT_PARAMETER = 'endpoint';

export function callbackWithEndpoint(callbackUrl: string, endpoint: string): string {
  const url = new URL(callbackUrl);
  url.searchParams.set(ENDPOINT_PARAMETER, endpoint);
  return url.href;
}

export async function isGenuine(
  headers: Readonly<Record<string, string>>,
  rawBody: Uint8Array,
  keys: SigningKeys,
  now: Date,
): Promise<boolean> {
  const header = (name: string): string => headers[`${PREFIX}${name}`] ?? '';
  const timestamp = header('timestamp');
  const given = header('signature');
  if (!SIGNATURE.test(given) || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > MOST_SKEW_SECONDS) return false;
  const digest = createHash('sha256').update(rawBody).digest('hex');
  const message = Buffer.from([header('request-id'), header('user-id'), timestamp, digest].join('\n'));
  const signature = Buffer.from(given, 'hex');
  return keys.someFits((key) => verify(null, message, key, signature), now);
}

const Message = z.object({ request_id: z.string().min(1) });

/** The endpoint is ours, from the address that we gave; the request is the one that fal signed for. Null: no message of fal. */
export function readMessage(rawBody: Uint8Array, query: URLSearchParams): EngineCallback | null {
  const requestId = requestIdIn(rawBody);
  if (requestId === null) return null;
  const endpoint = query.get(ENDPOINT_PARAMETER) ?? '';
  return { operation: isEndpoint(endpoint) ? operationOf(requestId, endpoint) : null };
}

function requestIdIn(rawBody: Uint8Array): string | null {
  try {
    return Message.safeParse(JSON.parse(Buffer.from(rawBody).toString('utf8'))).data?.request_id ?? null;
  } catch {
    return null;
  }
}
