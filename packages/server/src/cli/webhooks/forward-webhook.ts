import { setTimeout as pause } from 'node:timers/promises';
import type { HeardWebhook } from '@reelay/client';
import { UsageError } from '../usage-error.ts';

/** As long as a real delivery waits for its answer. */
const MOST_MILLISECONDS = 30_000;

/** What is answered where nothing listens. */
export const REFUSED = 'ECONNREFUSED';
/** A server that restarts because its source was saved is back within seconds; nothing was sent to it meanwhile. */
const PAUSES_MILLISECONDS = [500, 1_000, 2_000];

/** How a receiver took it. */
export interface Forwarded {
  readonly url: string;
  /** Null without an answer. */
  readonly http_status: number | null;
  /** Why there was none, such as ECONNREFUSED. */
  readonly error: string | null;
  readonly milliseconds: number;
}

/** An address of a receiver; `localhost:3000/hooks` stands for http. */
export function readForwardUrl(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || url.username !== '' || url.password !== '')
    throw new UsageError(`--forward: "${text}" is no address, such as http://localhost:3000/hooks`);
  return url.href;
}

/** Posts the very bytes and headers that are signed. A redirect is an answer and not followed, as in a real delivery. */
export async function forwardWebhook(
  { headers, body }: HeardWebhook,
  url: string,
  signal: AbortSignal,
): Promise<Forwarded> {
  const startedAt = performance.now();
  let result = await post(url, { headers, body }, signal);
  for (const milliseconds of PAUSES_MILLISECONDS) {
    if (result.error !== REFUSED) break;
    await pause(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
    result = await post(url, { headers, body }, signal);
  }
  return { url, ...result, milliseconds: Math.round(performance.now() - startedAt) };
}

async function post(
  url: string,
  message: Pick<HeardWebhook, 'headers' | 'body'>,
  signal: AbortSignal,
): Promise<Pick<Forwarded, 'http_status' | 'error'>> {
  const limit = AbortSignal.timeout(MOST_MILLISECONDS);
  try {
    const response = await fetch(url, {
      ...message,
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([signal, limit]),
    });
    await response.body?.cancel();
    return { http_status: response.status, error: null };
  } catch (error) {
    signal.throwIfAborted();
    return { http_status: null, error: limit.aborted ? 'no answer in 30 s' : reasonOf(error) };
  }
}

/** A code such as ECONNREFUSED, from the cause that fetch gives. */
function reasonOf(error: unknown): string {
  for (let one = error, depth = 0; one instanceof Error && depth < 4; one = one.cause, depth++)
    if ('code' in one && typeof one.code === 'string') return one.code;
  return error instanceof Error ? error.message : String(error);
}
