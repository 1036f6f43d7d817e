import { realTiming, type Timing } from './timing.ts';

const DEFAULT_URL = 'http://127.0.0.1:8787';
const DEFAULT_RETRIES = 4;
const DEFAULT_TRY_MILLISECONDS = 60_000;
const DEFAULT_TOTAL_MILLISECONDS = 300_000;

/** Of one answer, for logs and for headers that this library does not read. */
export interface ResponseFacts {
  readonly method: string;
  readonly url: string;
  /** Counts the tries of one call, from 1. */
  readonly number: number;
}

/** Sees every answer of the API before it is read, refusals and retried ones too. Clone it to read its body. */
export type OnResponse = (response: Response, facts: ResponseFacts) => void;

export interface ReelayOptions {
  /** `rk_test_...` or `rk_live_...`; the environment variable REELAY_API_KEY unless said. */
  readonly apiKey?: string | undefined;
  /** Where the server is; REELAY_URL unless said, and `http://127.0.0.1:8787` without either. */
  readonly baseUrl?: string | undefined;
  /** Replaces the global fetch. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How long one try may take until its answer is read; 60,000 unless said. Large bodies may take 5 minutes. */
  readonly timeoutMilliseconds?: number | undefined;
  /** How long after the beginning of a call a new try may still begin; 300,000 unless said. */
  readonly totalMilliseconds?: number | undefined;
  /** How often a request that may safely be repeated is repeated; 4 unless said, 0 for never. */
  readonly retries?: number | undefined;
  readonly onResponse?: OnResponse | undefined;
  /** For tests: time and chance. */
  readonly timing?: Partial<Timing> | undefined;
}

export interface Settings {
  readonly apiKey: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMilliseconds: number;
  readonly totalMilliseconds: number;
  readonly retries: number;
  readonly onResponse: OnResponse | null;
  readonly timing: Timing;
}

/** Throws a TypeError for what can never work. */
export function readSettings(options: ReelayOptions): Settings {
  const apiKey = (options.apiKey ?? environmentVariable('REELAY_API_KEY') ?? '').trim();
  if (apiKey === '')
    throw new TypeError('There is no API key: pass apiKey, or set the environment variable REELAY_API_KEY.');
  // Said here, because the error of a header with a bad value would show the key.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError('apiKey has characters that no key has.');
  return {
    apiKey,
    baseUrl: readBaseUrl(options.baseUrl ?? environmentVariable('REELAY_URL') ?? DEFAULT_URL),
    // Called without `this`: a browser refuses its own fetch as the method of another object.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMilliseconds: options.timeoutMilliseconds ?? DEFAULT_TRY_MILLISECONDS,
    totalMilliseconds: options.totalMilliseconds ?? DEFAULT_TOTAL_MILLISECONDS,
    retries: options.retries ?? DEFAULT_RETRIES,
    onResponse: options.onResponse ?? null,
    timing: { ...realTiming, ...options.timing },
  };
}

function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new TypeError(`baseUrl must be an address such as ${DEFAULT_URL}, not ${JSON.stringify(text)}.`);
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    throw new TypeError('baseUrl must have no query, fragment, user or password.');
  return url.href.replace(/\/+$/, '');
}

/** Undefined where there is no process, as in a browser, or where it may not be read, as in Deno without permission. */
function environmentVariable(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}
