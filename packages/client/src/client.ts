import type { components } from './api-types.gen.ts';
import { ReelayError } from './reelay-error.ts';

export type GenerateBody = components['schemas']['GenerateBody'];
export type Generation = components['schemas']['Generation'];
type Accepted = components['schemas']['Accepted'];

export interface ClientOptions {
  /** Where the server is, such as `http://127.0.0.1:8787`. */
  readonly baseUrl: string;
  /** `rk_test_...` or `rk_live_...`. */
  readonly apiKey: string;
  /** Replaces the global fetch. */
  readonly fetch?: typeof fetch;
  /** How often a request that may safely be repeated is repeated; 3 unless said. */
  readonly retries?: number;
}

export interface WaitOptions {
  /** Called with every answer, so that progress can be shown. */
  readonly onProgress?: (generation: Generation) => void;
  /** Milliseconds between two reads; 500 unless said. */
  readonly pollMilliseconds?: number;
  readonly signal?: AbortSignal;
}

const BACKOFF_MILLISECONDS = 250;

/**
 * Calls the native API. A submit carries an Idempotency-Key made once per call and kept over its retries, so a lost
 * reply can never buy the same video twice.
 */
export class ReelayClient {
  readonly #base: string;
  readonly #key: string;
  readonly #fetch: typeof fetch;
  readonly #retries: number;

  constructor(options: ClientOptions) {
    this.#base = options.baseUrl.replace(/\/+$/, '');
    this.#key = options.apiKey;
    this.#fetch = options.fetch ?? fetch;
    this.#retries = options.retries ?? 3;
  }

  /** Submits a generation. Refusals are thrown as ReelayError. */
  async generate(
    body: GenerateBody,
    options: { readonly idempotencyKey?: string; readonly signal?: AbortSignal } = {},
  ): Promise<Accepted> {
    return this.#json<Accepted>('/v1/kling/generate', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': options.idempotencyKey ?? crypto.randomUUID(),
      },
      body: JSON.stringify(body),
      signal: options.signal ?? null,
    });
  }

  /** Reads a generation as it is now. */
  async get(generationId: string, options: { readonly signal?: AbortSignal } = {}): Promise<Generation> {
    return this.#json<Generation>(`/v1/kling/generations/${encodeURIComponent(generationId)}`, {
      signal: options.signal ?? null,
    });
  }

  /** Reads until the generation has ended, completed or failed. Aborting stops the waiting, not the generation. */
  async wait(generationId: string, options: WaitOptions = {}): Promise<Generation> {
    for (;;) {
      const generation = await this.get(generationId, options.signal ? { signal: options.signal } : {});
      options.onProgress?.(generation);
      if (generation.status === 'completed' || generation.status === 'failed') return generation;
      await pause(options.pollMilliseconds ?? 500, options.signal);
    }
  }

  async #json<T>(path: string, init: RequestInit): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#once(path, init);
      if (!(outcome instanceof ReelayError)) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's answers are checked against the same schema in its tests
        return (await outcome.json()) as T;
      }
      if (attempt >= this.#retries || !mayRepeat(outcome)) throw outcome;
      await pause(
        (outcome.retryAfterSeconds ?? 0) * 1000 || BACKOFF_MILLISECONDS * 2 ** attempt,
        init.signal ?? undefined,
      );
    }
  }

  async #once(path: string, init: RequestInit): Promise<Response | ReelayError> {
    try {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${this.#key}`);
      const response = await this.#fetch(`${this.#base}${path}`, { ...init, headers });
      return response.ok ? response : await readRefusal(response);
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      return new ReelayError({
        status: 0,
        code: 'CONNECTION_FAILED',
        message: `No answer from ${this.#base}.`,
        cause,
      });
    }
  }
}

/** Transport failures, 429 and 5xx; a 409 says that the first try is still being accepted. */
function mayRepeat(error: ReelayError): boolean {
  return (
    error.status === 0 ||
    error.status === 409 ||
    error.status === 429 ||
    (error.status >= 500 && error.code !== 'ENGINE_UNAVAILABLE')
  );
}

async function readRefusal(response: Response): Promise<ReelayError> {
  const text = await response.text();
  const body = parseObject(text);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ReelayError({
    status: response.status,
    code: textOf(body['code']) ?? `HTTP_${response.status}`,
    message: textOf(body['detail']) ?? (text.slice(0, 200) || `HTTP ${response.status}`),
    field: textOf(body['field']),
    requestId: response.headers.get('x-request-id') ?? undefined,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      signal?.removeEventListener('abort', stop);
      resolve();
    }
    function stop(): void {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    }
    signal?.addEventListener('abort', stop, { once: true });
  });
}
