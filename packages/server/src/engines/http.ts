/**
 * The one way to an upstream. No request is ever sent twice, nothing follows a redirect, bodies are capped while they are
 * read, and no error carries a secret.
 *
 * What matters most is what a failure proves: `NotSentError` that no byte of the request has left us, so that nothing was
 * begun; every other error that nobody knows.
 */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, buildConnector, request, type Dispatcher, type FormData } from 'undici';
import type { JsonValue } from '../kernel/json.ts';
import type { FetchResult } from './engine.ts';
import { createRedact } from './redact.ts';

export interface UpstreamOptions {
  /** As the operator wrote it; the paths of calls are put behind it. */
  readonly baseUrl: string;
  /** Sent with every call, and never to another origin. May hold secrets, and may change with time (tokens that expire). */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Taken out of every text that leaves this client. */
  readonly secrets: readonly string[];
  readonly limits?: Partial<UpstreamLimits>;
}

export interface UpstreamLimits {
  readonly connectMilliseconds: number;
  /** From the request to the end of the headers; who calls has less patience, and aborts. */
  readonly headersMilliseconds: number;
  /** Between two pieces of the body. */
  readonly idleMilliseconds: number;
  readonly mostReplyBytes: number;
  readonly mostFileBytes: number;
}

export const UPSTREAM_LIMITS: UpstreamLimits = {
  connectMilliseconds: 10_000,
  headersMilliseconds: 125_000,
  idleMilliseconds: 15_000,
  mostReplyBytes: 4_000_000,
  mostFileBytes: 500_000_000,
};

export interface UpstreamCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with a slash; already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: JsonValue;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface UpstreamReply {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, secrets included: never log it, use `note`. */
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: JsonValue | undefined;
  /** Whole seconds of `Retry-After`, or null. */
  readonly retryAfterSeconds: number | null;
  /** The status and the beginning of the body without secrets, for logs and for the operator. */
  readonly note: string;
}

export interface Upstream {
  /** Any status is a reply. Throws NotSentError, NoReplyError, or the signal's reason. */
  call(call: UpstreamCall, signal: AbortSignal): Promise<UpstreamReply>;
  /** Fetches a file of this upstream's own origin, with its headers. */
  fetchFile(url: string, toPath: string, signal: AbortSignal): Promise<FetchResult>;
  isOwn(url: string): boolean;
  redact(text: string): string;
  close(): Promise<void>;
}

/** No connection came about: the upstream has nothing of the request. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
}

/** The request, or a part of it, is out, and its answer is not here: nobody knows what became of it. */
export class NoReplyError extends Error {
  override readonly name = 'NoReplyError';
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const limits = { ...UPSTREAM_LIMITS, ...options.limits };
  const base = new URL(options.baseUrl);
  const redact = createRedact(options.secrets);
  const connect = connectorOf(limits, redact);
  const agent = new Agent({ connect });
  // A connection of its own for whatever may cost: one that was kept, and that the upstream closes at that very moment, would
  // leave nobody knowing whether the request arrived.
  const freshAgent = new Agent({ connect, pipelining: 0 });
  const common = {
    dispatcher: agent,
    headersTimeout: limits.headersMilliseconds,
    bodyTimeout: limits.idleMilliseconds,
  };
  return {
    redact,
    isOwn: (url) => URL.canParse(url) && new URL(url).origin === base.origin,
    async close() {
      await Promise.all([agent.destroy(), freshAgent.destroy()]);
    },
    async call(call, signal) {
      const { headers, body } = bodyOf(call);
      try {
        const reply = await request(addressOf(base, call), {
          ...common,
          dispatcher: call.method === 'GET' ? agent : freshAgent,
          method: call.method,
          headers: { 'user-agent': 'Reelay/1', ...headers, ...options.headers(), ...call.headers },
          body,
          signal,
        });
        const text = await readText(reply.body, limits.mostReplyBytes);
        return presentReply(reply.statusCode, flatHeaders(reply.headers), text, redact);
      } catch (error) {
        throw failureOf(error, redact, signal);
      }
    },
    async fetchFile(url, toPath, signal) {
      if (!URL.canParse(url) || new URL(url).origin !== base.origin)
        return { kind: 'unreachable', why: 'its address is not the engine’s own' };
      try {
        const reply = await request(url, { ...common, headers: options.headers(), signal });
        if (reply.statusCode !== 200) {
          await reply.body.dump();
          return { kind: 'unreachable', why: `the engine answered ${reply.statusCode} for the file` };
        }
        return { kind: 'done', byteCount: await writeFileOf(reply, toPath, limits.mostFileBytes) };
      } catch (error) {
        signal.throwIfAborted();
        return { kind: 'unreachable', why: redact(whyOf(error)) };
      }
    },
  };
}

/** Whatever goes wrong before there is a connection is known to be before it: the error says so, whatever its code. */
function connectorOf(limits: UpstreamLimits, redact: (text: string) => string): buildConnector.connector {
  const connect = buildConnector({ timeout: limits.connectMilliseconds });
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error) callback(new NotSentError(redact(`no connection: ${whyOf(error)}`)), null);
      else callback(null, socket);
    });
}

function failureOf(error: unknown, redact: (text: string) => string, signal: AbortSignal): Error {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof NotSentError || cause instanceof NoReplyError) return cause;
  if (signal.aborted) return new NoReplyError('no reply in time');
  return new NoReplyError(redact(whyOf(error)));
}

/** What went wrong, for a sentence: no names of classes. A name with several addresses fails with an error for each of them and no message. */
export function whyOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return [...new Set(error.errors.map(whyOf))].join('; ');
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

function addressOf(base: URL, { path, query = {} }: UpstreamCall): URL {
  const address = new URL(`${base.href.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address;
}

function bodyOf({ json, form }: UpstreamCall): {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | null;
} {
  if (form) return { headers: {}, body: form };
  if (json === undefined) return { headers: {}, body: null };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
}

async function readText(body: Dispatcher.ResponseData['body'], mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let byteCount = 0;
  const bodyPieces: AsyncIterable<Uint8Array> = body;
  for await (const bytes of bodyPieces) {
    byteCount += bytes.byteLength;
    if (byteCount > mostBytes) throw new NoReplyError(`the reply is larger than ${mostBytes} bytes`);
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}

async function writeFileOf(
  { headers, body }: Dispatcher.ResponseData,
  toPath: string,
  mostBytes: number,
): Promise<number> {
  const announced = Number(headers['content-length'] ?? Number.NaN);
  const partPath = `${toPath}.part`;
  let byteCount = 0;
  const counted = new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      byteCount += piece.byteLength;
      done(byteCount > mostBytes ? new Error(`the file is larger than ${mostBytes} bytes`) : null, piece);
    },
  });
  try {
    await pipeline(Readable.from(body), counted, createWriteStream(partPath));
    if (Number.isFinite(announced) && announced !== byteCount)
      throw new Error(`${byteCount} bytes came of ${announced}`);
    await rename(partPath, toPath);
    return byteCount;
  } catch (error) {
    await rm(partPath, { force: true });
    throw error;
  }
}

function flatHeaders(headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function presentReply(
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string,
  redact: (text: string) => string,
): UpstreamReply {
  const after = headers['retry-after'];
  return {
    status,
    headers,
    text,
    json: parseJson(text),
    retryAfterSeconds: after !== undefined && /^\d{1,6}$/.test(after) ? Number(after) : null,
    note: redact(`HTTP ${status} ${text}`.trim()),
  };
}

function parseJson(text: string): JsonValue | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse returns is JSON
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
