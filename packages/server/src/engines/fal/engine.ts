/**
 * fal's queue behind the port. It takes no key of ours and cannot be asked by one, so a start whose reply was lost is never
 * made again: only fal's own message, which comes to an address of that attempt alone, tells what became of it.
 */
import type { JsonValue } from '../../kernel/json.ts';
import type { Engine, EngineStatus, Operation } from '../engine.ts';
import type { EngineKindDeps, EngineSettings } from '../engine-kind.ts';
import { createUpstream, type Upstream, type UpstreamLimits, whyOf } from '../http.ts';
import { failureOf, readError } from './error-types.ts';
import { readOperation, requestPath } from './operation.ts';
import type { FalOptions } from './options.ts';
import { readProgress, readResult } from './progress.ts';
import { createSigningKeys } from './signing-keys.ts';
import { startRequest } from './start-request.ts';
import { supportOf } from './support.ts';
import { isGenuine, readMessage } from './webhook.ts';
import { createNoteStrange } from '../strange-words.ts';

/** fal gives us 15 seconds to answer a message, and the keys may have to be fetched within them. */
const KEY_LIMITS = { connectMilliseconds: 4_000, headersMilliseconds: 5_000, idleMilliseconds: 2_000 };
const KEY_MILLISECONDS = 10_000;

export function falEngine(
  settings: EngineSettings,
  options: FalOptions,
  { log, hasPublicUrl }: EngineKindDeps,
  limits: Partial<UpstreamLimits> = {},
): Engine {
  const upstream = createUpstream({
    baseUrl: options.queueUrl,
    headers: () => ({ authorization: `Key ${options.apiKey}` }),
    // An id and a secret with a colon between them: the second half is enough to do harm.
    secrets: [options.apiKey, ...options.apiKey.split(':').slice(1)],
    limits,
  });
  const { origin: baseUrl } = new URL(options.jwksUrl);
  // Another host, which is nobody to get the key.
  const keyHost = createUpstream({ baseUrl, headers: () => ({}), secrets: [], limits: KEY_LIMITS });
  const keys = createSigningKeys(async () => fetchJwks(keyHost, options.jwksUrl, settings.id, log));
  const dequeued = new Set<string>();
  const noteStrange = createNoteStrange({
    engine: settings.id,
    log,
    isKnown: () => false,
    redact: (text) => upstream.redact(text),
  });

  return {
    ...settings,
    supports: (wish) => supportOf(wish, options.models, hasPublicUrl),
    start: (request, _key, signal) => startRequest({ upstream, overrides: options.models }, request, signal),
    status: (operation, signal) => askStatus(upstream, operation, { dequeued, noteStrange }, signal),
    cancel: (operation, signal) => cancel(upstream, operation, dequeued, signal),
    async readCallback(headers, rawBody, now, query) {
      return (await isGenuine(headers, rawBody, keys, now)) ? readMessage(rawBody, query) : null;
    },
    check: (signal) => checkKey(upstream, signal),
    async close() {
      await Promise.all([upstream.close(), keyHost.close()]);
    },
  };
}

interface Memory {
  /** Requests that fal took out of its queue for us: it may no longer know them. */
  readonly dequeued: Set<string>;
  readonly noteStrange: (word: string) => void;
}

async function askStatus(
  upstream: Upstream,
  operation: Operation,
  { dequeued, noteStrange }: Memory,
  signal: AbortSignal,
): Promise<EngineStatus> {
  const known = readOperation(operation);
  const path = requestPath(known);
  const reply = await upstream.call({ method: 'GET', path: `${path}/status`, query: { logs: '0' } }, signal);
  if (reply.status === 404 && dequeued.has(known.requestId)) {
    const cancelled = readError({ error_type: 'client_cancelled' });
    return {
      state: 'failed',
      ...failureOf(cancelled, 'failed', `fal took ${known.requestId} out of its queue`),
    };
  }
  const progress = readProgress(reply);
  if (!progress) throw new Error(`fal did not say how the work stands: ${reply.note}`);
  if (progress.strangeWord !== null) noteStrange(progress.strangeWord);
  if (progress.step === 'pending') return { state: 'pending', progress: progress.progress };
  const result = await upstream.call({ method: 'GET', path }, signal);
  const end = readResult(result, known, progress.error, (text) => upstream.redact(text));
  if (!end) throw new Error(`fal did not give the result: ${result.note}`);
  if (end.state !== 'pending') dequeued.delete(known.requestId);
  return end;
}

const DEQUEUED = 200;
/** 202: asked of the one that works on it. 400: it has ended already, as the status will tell. 404: so it will. */
const CANCEL_STATUSES: ReadonlySet<number> = new Set([DEQUEUED, 202, 400, 404]);
/** Of the oldest nobody asks any more. */
const MOST_DEQUEUED = 1_000;

async function cancel(
  upstream: Upstream,
  operation: Operation,
  dequeued: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  const known = readOperation(operation);
  const call = { method: 'PUT', path: `${requestPath(known)}/cancel` } as const;
  const { status, note } = await upstream.call(call, signal);
  if (!CANCEL_STATUSES.has(status)) throw new Error(`fal did not take the cancel: ${note}`);
  if (status !== DEQUEUED) return;
  dequeued.add(known.requestId);
  for (const oldest of dequeued) {
    if (dequeued.size <= MOST_DEQUEUED) break;
    dequeued.delete(oldest);
  }
}

async function fetchJwks(
  keyHost: Upstream,
  jwksUrl: string,
  engine: string,
  log: EngineKindDeps['log'],
): Promise<JsonValue | null> {
  const { pathname, search } = new URL(jwksUrl);
  try {
    const call = { method: 'GET', path: `${pathname}${search}` } as const;
    const { status, json, note } = await keyHost.call(call, AbortSignal.timeout(KEY_MILLISECONDS));
    if (status === 200 && json !== undefined) return json;
    log.warn({ engine, answer: note }, 'the keys of the messages of fal could not be read');
  } catch (error) {
    log.warn(
      { engine, err: keyHost.redact(String(error)) },
      'the keys of the messages of fal are out of reach',
    );
  }
  return null;
}

/** No work has it: asking for it costs nothing and shows whether the key is taken. */
const NO_WORK = {
  requestId: '00000000-0000-0000-0000-000000000000',
  endpoint: 'fal-ai/kling-video',
} as const;

async function checkKey(upstream: Upstream, signal: AbortSignal): Promise<string | null> {
  try {
    const path = `${requestPath(NO_WORK)}/status`;
    const { status, note } = await upstream.call({ method: 'GET', path }, signal);
    if (status === 401 || status === 403)
      return `fal does not take the key, or has locked the account: ${note}`;
    return status < 500 ? null : `fal answers with an error of its own: ${note}`;
  } catch (error) {
    return `fal cannot be reached: ${upstream.redact(whyOf(error))}`;
  }
}
