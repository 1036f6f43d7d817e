import { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { AppError } from '../kernel/errors.ts';
import { describeSize } from '../media/describe-size.ts';
import type { HttpEnv } from './request-context.ts';

/** How slowly a body may come: so many bytes at least within so much waiting for it. */
export interface Patience {
  readonly milliseconds: number;
  readonly leastBytes: number;
}

interface BodyRule {
  readonly mostBytes: number;
  /** What the caller is told of a larger one; a sentence with `mostBytes` when absent. */
  readonly sentence?: string;
  readonly patience?: Patience;
}

/** 1 kB a second: a telephone line is faster. The time that we take ourselves does not count. */
const USUAL_PATIENCE: Patience = { milliseconds: 30_000, leastBytes: 30_000 };

/**
 * Yields a body as it arrives. Refuses with 413 what is larger than `mostBytes`, before it is read when its length is
 * announced; with 408 what comes too slowly, so that nobody holds a connection, or the room for large bodies, by
 * sending nothing; and with 400 what breaks off.
 */
export async function* readBody(
  c: Context<HttpEnv>,
  { mostBytes, sentence, patience = USUAL_PATIENCE }: BodyRule,
): AsyncGenerator<Uint8Array, void, undefined> {
  const tooLarge = (): AppError =>
    new AppError('PAYLOAD_TOO_LARGE', {
      detail: sentence ?? `The body is larger than ${describeSize(mostBytes)}.`,
    });
  if (Number(c.req.header('content-length') ?? 0) > mostBytes) throw tooLarge();
  const pieces = piecesOf(c);
  if (pieces === null) return;
  let byteCount = 0;
  for await (const piece of patiently(pieces, patience)) {
    byteCount += piece.length;
    if (byteCount > mostBytes) throw tooLarge();
    yield piece;
  }
}

/**
 * From the socket itself where there is one: a web stream around it costs a tenth of what a submit does. Never cancelled: the
 * server takes what is under way for half a second, so that the answer is read, and then hangs up.
 */
function piecesOf(c: Context<HttpEnv>): AsyncIterator<Uint8Array> | null {
  const bindings: unknown = c.env;
  if (typeof bindings === 'object' && bindings !== null && 'incoming' in bindings)
    if (bindings.incoming instanceof IncomingMessage)
      return bindings.incoming.iterator({ destroyOnReturn: false });
  return c.req.raw.body?.values({ preventCancel: true }) ?? null;
}

async function* patiently(
  pieces: AsyncIterator<Uint8Array>,
  { milliseconds, leastBytes }: Patience,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = milliseconds;
  let byteCount = 0;
  for (;;) {
    const askedAt = performance.now();
    const next = await within(left, readOrRefuse(pieces));
    if (next.done === true) return;
    left -= performance.now() - askedAt;
    byteCount += next.value.length;
    if (byteCount >= leastBytes) [left, byteCount] = [milliseconds, 0];
    yield next.value;
  }
}

/** A caller who hangs up in the middle of a body is no bug of ours. */
async function readOrRefuse(pieces: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  try {
    return await pieces.next();
  } catch (error) {
    throw new AppError('BAD_REQUEST', { detail: 'The body broke off before its end.' }, error);
  }
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new AppError('REQUEST_TIMEOUT')), milliseconds);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
