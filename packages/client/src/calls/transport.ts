import { errorOf } from '../errors/error-of.ts';
import { NotFoundError } from '../errors/refusals.ts';
import { type ApiRequest, queryText } from './api-request.ts';
import { connectionFailure } from './connection-failure.ts';
import { readRefusal } from './read-refusal.ts';
import { type FailedTry, isTransient, leavesDoubt, pauseAfter } from './retry-policy.ts';
import type { OnResponse, Settings } from './settings.ts';
import { startTimeLimit, type TimeLimit } from './time-limit.ts';
import type { Timing } from './timing.ts';

/** As long as the server itself waits for a request. */
const LARGE_BODY_MILLISECONDS = 300_000;
const LARGE_BODY_CHARACTERS = 1_000_000;

/** Sends requests with the key, which nothing else knows. */
export interface Transport {
  readonly timing: Timing;
  readonly retries: number;
  /** How long one try may take unless said. */
  readonly timeoutMilliseconds: number;
  json<T>(request: ApiRequest): Promise<T>;
  text(request: ApiRequest): Promise<string>;
  /** Deletes; that it is not there any more after a try without an answer is a success. */
  remove(request: ApiRequest): Promise<void>;
  /** One try; resolves with the headers. The limit rules over the body as well. */
  open(request: ApiRequest, limit: TimeLimit): Promise<Response>;
  /** Any address, without the key. */
  fetchPublic(url: string, signal: AbortSignal): Promise<Response>;
}

/** A request that is ready to be sent, as often as need be. */
interface Prepared {
  readonly url: string;
  readonly method: string;
  readonly init: RequestInit;
  readonly isLarge: boolean;
  readonly onResponse: OnResponse;
}

type Tried<T> = { readonly value: T } | FailedTry;
type Read<T> = (response: Response) => Promise<T>;

export function createTransport(settings: Settings): Transport {
  const { timing, retries, timeoutMilliseconds } = settings;
  return {
    timing,
    retries,
    timeoutMilliseconds,
    json: <T>(request: ApiRequest) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's tests check its answers against the same schema
      call(settings, request, async (response) => JSON.parse(await response.text()) as T),
    text: (request) => call(settings, request, (response) => response.text()),
    async remove(request) {
      try {
        await call(settings, request, (response) => response.text());
      } catch (error) {
        if (!isGoneByEarlierTry(error)) throw error;
      }
    },
    async open(request, limit) {
      const tried = await tryOnce(settings, prepare(settings, request), 1, limit, (response) =>
        Promise.resolve(response),
      );
      if ('value' in tried) return tried.value;
      throw errorOf(tried.init);
    },
    fetchPublic: (url, signal) => settings.fetch(url, { signal }),
  };
}

/** Tries until there is an answer, a refusal that waiting does not change, or no more time. */
async function call<T>(settings: Settings, request: ApiRequest, read: Read<T>): Promise<T> {
  const { timing } = settings;
  const { signal, retries = settings.retries } = request.options ?? {};
  const prepared = prepare(settings, request);
  const tryMilliseconds = request.options?.timeoutMilliseconds ?? timeFor(prepared, settings);
  const lastNewTry = timing.now() + settings.totalMilliseconds;
  let isInDoubt = false;
  for (let number = 1; ; number++) {
    signal?.throwIfAborted();
    const limit = startTimeLimit(tryMilliseconds, signal);
    const tried = await tryOnce(settings, prepared, number, limit, read).finally(() => limit.end());
    if ('value' in tried) return tried.value;
    signal?.throwIfAborted();
    isInDoubt = leavesDoubt(request.method, tried, isInDoubt);
    const pause = pauseAfter(number, tried.init, () => timing.random());
    const mayRepeat = request.isRepeatable && number <= retries && isTransient(tried.init);
    if (!mayRepeat || timing.now() + pause > lastNewTry)
      throw errorOf({ ...tried.init, outcomeUnknown: isInDoubt });
    await timing.sleep(pause, signal);
  }
}

async function tryOnce<T>(
  settings: Settings,
  { url, method, init, onResponse }: Prepared,
  number: number,
  limit: TimeLimit,
  read: Read<T>,
): Promise<Tried<T>> {
  let response: Response;
  try {
    response = await settings.fetch(url, { ...init, signal: limit.signal });
  } catch (cause) {
    return connectionFailure(cause, settings.baseUrl, limit.isUp());
  }
  onResponse(response, { method, url, number });
  if (!response.ok) return { init: await readRefusal(response), wasSent: true };
  try {
    return { value: await read(response) };
  } catch (cause) {
    const { init: failure } = connectionFailure(cause, settings.baseUrl, limit.isUp());
    const requestId = response.headers.get('x-request-id') ?? undefined;
    const code = limit.isUp() ? 'TIMED_OUT' : 'UNREADABLE_ANSWER';
    return { init: { ...failure, code, requestId }, wasSent: true };
  }
}

function prepare(settings: Settings, request: ApiRequest): Prepared {
  const { method, path, query, json, blob, isOnDisk = false, options } = request;
  const headers = new Headers({ accept: 'application/json', ...request.headers });
  headers.set('authorization', `Bearer ${settings.apiKey}`);
  const text = json === undefined ? undefined : JSON.stringify(json);
  if (text !== undefined) headers.set('content-type', 'application/json');
  const body = blob ?? text;
  return {
    url: `${settings.baseUrl}${path}${queryText(query)}`,
    method,
    init: {
      method,
      headers,
      redirect: isOnDisk ? 'error' : 'manual',
      ...(body === undefined ? {} : { body }),
    },
    isLarge: blob !== undefined || (text?.length ?? 0) > LARGE_BODY_CHARACTERS,
    onResponse(response, facts) {
      settings.onResponse?.(response, facts);
      options?.onResponse?.(response, facts);
    },
  };
}

function timeFor({ isLarge }: Prepared, { timeoutMilliseconds }: Settings): number {
  return isLarge ? Math.max(timeoutMilliseconds, LARGE_BODY_MILLISECONDS) : timeoutMilliseconds;
}

function isGoneByEarlierTry(error: unknown): boolean {
  return error instanceof NotFoundError && error.outcomeUnknown;
}
