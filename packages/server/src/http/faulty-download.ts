/** What magic prompts ask of the download of a finished video. */
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'hono';
import type { Asset } from '../generations/assets.ts';
import { findTestDirectives } from '../generations/find-test-directives.ts';
import { AppError } from '../kernel/errors.ts';
import type { DownloadFault } from '../kernel/test-directives.ts';
import { dropConnection } from './drop-connection.ts';
import type { HttpDeps } from './http-deps.ts';
import { createIsAmongFirst } from './is-among-first.ts';
import type { HttpEnv } from './request-context.ts';

/** A 5-second video then takes half a minute. */
const SLOW_BYTES_PER_SECOND = 100_000;
const SLOW_PIECE_BYTES = 10_000;
const FLUSH_MILLISECONDS = 100;

/** Says which fault the download of an asset shall have now; null for none, as all but the videos of magic prompts. */
export function createFindDownloadFault(
  deps: Pick<HttpDeps, 'db'>,
): (asset: Asset) => Promise<DownloadFault | null> {
  const isAmongFirst = createIsAmongFirst();
  return async ({ id, kind, generationId }) => {
    if (kind !== 'video' || generationId === null) return null;
    const download = (await findTestDirectives(deps.db, generationId))?.download ?? null;
    return download !== null && isAmongFirst(download.times, id) ? download.fault : null;
  };
}

/** Refuses the download when the fault is an answer. */
export function refuseDownload(fault: DownloadFault | null): void {
  switch (fault) {
    case '404':
      throw new AppError('NOT_FOUND', { detail: 'The file is no longer stored.' });
    case '500':
      throw new AppError('INTERNAL');
    case 'expired':
      throw new AppError('LINK_EXPIRED');
    default:
  }
}

/** The bytes as the fault lets them through, of `byteCount` that were announced. */
export function faultyBytes(
  c: Context<HttpEnv>,
  fault: DownloadFault | null,
  bytes: Readable,
  byteCount: number,
): Readable {
  switch (fault) {
    case 'slow':
      return Readable.from(slowly(bytes));
    case 'truncated':
      return Readable.from(brokenOff(c, bytes, Math.floor(byteCount / 2)));
    default:
      return bytes;
  }
}

async function* slowly(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += SLOW_PIECE_BYTES) {
      const piece = chunk.subarray(at, at + SLOW_PIECE_BYTES);
      await pause((piece.length / SLOW_BYTES_PER_SECOND) * 1000);
      yield piece;
    }
}

/** The connection breaks when at most so many bytes have gone. */
async function* brokenOff(
  c: Context<HttpEnv>,
  bytes: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  let left = mostBytes;
  for await (const chunk of bytes) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) break;
  }
  // A broken connection takes with it what is still to be sent.
  await pause(FLUSH_MILLISECONDS);
  if (!dropConnection(c)) throw new Error('test mode: the download breaks off');
}
