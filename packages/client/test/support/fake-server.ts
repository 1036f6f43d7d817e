import type { ReelayOptions } from '../../src/calls/settings.ts';
import { Reelay } from '../../src/reelay.ts';

export interface SentRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly signal: AbortSignal | null;
}

/** An answer, or what fetch throws instead; a function sees the request and the virtual clock. */
export type Answer = Response | Error | ((request: SentRequest, clock: VirtualClock) => Response | Error);

export interface VirtualClock {
  milliseconds: number;
}

export const KEY = 'rk_test_a_key_of_a_test';

/**
 * A client whose requests are answered from `answers`, the last of them for ever, on a clock that only sleeping moves. Chance
 * is always 0: pauses are as short as they can be.
 */
export function fakeServer(answers: readonly Answer[], options: ReelayOptions = {}) {
  const requests: SentRequest[] = [];
  const pauses: number[] = [];
  const clock: VirtualClock = { milliseconds: 0 };
  const client = new Reelay({
    apiKey: KEY,
    baseUrl: 'http://reelay.test',
    timing: {
      now: () => clock.milliseconds,
      random: () => 0,
      sleep: async (milliseconds, signal) => {
        signal?.throwIfAborted();
        pauses.push(milliseconds);
        clock.milliseconds += milliseconds;
        await Promise.resolve();
      },
    },
    fetch: async (input, init) => {
      init?.signal?.throwIfAborted();
      const request = sent(input, init);
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push(request);
      const made = typeof answer === 'function' ? answer(request, clock) : answer;
      if (!(made instanceof Response)) throw made ?? new Error('there is no answer');
      return typeof answer === 'function' ? made : made.clone();
    },
    ...options,
  });
  return { client, requests, pauses, clock };
}

function sent(input: string | URL | Request, init: RequestInit = {}): SentRequest {
  const url = new URL(input instanceof Request ? input.url : input);
  return {
    method: init.method ?? 'GET',
    path: `${url.pathname}${url.search}`,
    headers: new Headers(init.headers),
    body: typeof init.body === 'string' ? init.body : null,
    signal: init.signal ?? null,
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'x-request-id': 'req_1', ...headers } });
}

export function refusal(
  status: number,
  code: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Response {
  return json(status, { detail: `detail of ${code}`, message: code, code, ...more }, headers);
}

/** What fetch throws when nothing listens, as Node does it. */
export function refused(): Error {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  });
}

/** What fetch throws when the connection breaks before an answer. */
export function reset(): Error {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  });
}

export const ID = '0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90';

export const accepted = (): Response =>
  json(201, { generation_id: ID, status: 'pending', price: '0.2100', description: 'Accepted.' });

export function generation(status: string, more: Record<string, unknown> = {}): Response {
  return json(200, {
    generation_id: ID,
    status,
    prompt: 'a cat',
    video_url: status === 'completed' ? 'http://media.test/video.mp4' : null,
    message: null,
    error: null,
    progress: 0,
    ...more,
  });
}
