import type { OnResponse } from './settings.ts';

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call; what it throws is the reason of the signal. What the server has accepted goes on. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMilliseconds?: number | undefined;
  readonly retries?: number | undefined;
  readonly onResponse?: OnResponse | undefined;
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the root of the API, encoded; see `pathOf`. */
  readonly path: string;
  readonly query?: Query | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, under its own type, instead. */
  readonly blob?: Blob | undefined;
  /**
   * That the bytes of the blob are read from a disk while they are sent. Node keeps a copy of every body that it could
   * have to send again to where a redirect leads, so redirects are errors of the connection then.
   */
  readonly isOnDisk?: boolean | undefined;
  /** Whether doing it twice does the same as doing it once. What is not is sent once, whatever happens. */
  readonly isRepeatable: boolean;
  readonly options?: CallOptions | undefined;
}

/**
 * A path with ids in it. An id that would change which route is meant is refused: `''` would ask for the list, and `'..'`
 * for something else altogether.
 */
export function pathOf(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  const encoded = ids.map((id) => {
    if (typeof id === 'string' && id !== '' && id !== '.' && id !== '..') return encodeURIComponent(id);
    throw new TypeError(`An id must not be ${JSON.stringify(id)}.`);
  });
  return String.raw({ raw: parts }, ...encoded);
}

export function queryText(query: Query | undefined): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null) said.set(name, String(value));
  return said.size === 0 ? '' : `?${said.toString()}`;
}
