import { readChunks } from '../calls/read-chunks.ts';
import { readRefusal } from '../calls/read-refusal.ts';
import { isTransient, pauseAfter } from '../calls/retry-policy.ts';
import { startTimeLimit, type TimeLimit } from '../calls/time-limit.ts';
import type { Transport } from '../calls/transport.ts';
import { errorOf } from '../errors/error-of.ts';
import { ReelayError } from '../errors/reelay-error.ts';
import { ConnectionError, NotFoundError } from '../errors/refusals.ts';
import { fileSystem } from '../files/file-system.ts';
import type { Generation } from '../wire-types.ts';

const SILENCE_MILLISECONDS = 60_000;

/** A video that was written to a file. */
export interface Downloaded {
  readonly path: string;
  readonly byteCount: number;
  readonly generation: Generation;
}

/** The answer with the video as its body. The link in `generation` expires: read the generation anew before. */
export async function openVideo(
  transport: Transport,
  generation: Generation,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const limit = startTimeLimit(SILENCE_MILLISECONDS);
  // The caller's signal rules over the body too, long after this has returned, and `any` keeps nothing alive for that.
  const both = signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]);
  try {
    return await open(transport, generation, limit, both);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    limit.end();
  }
}

/**
 * Writes the video to `path`, whole or not at all: the bytes go to a file beside it first. A connection that breaks is tried
 * again, each time with a link that `read` has made anew.
 */
export async function downloadVideo(
  transport: Transport,
  path: string,
  signal: AbortSignal | undefined,
  read: () => Promise<Generation>,
): Promise<Downloaded> {
  const files = fileSystem();
  // Said now and not after the minutes that a generation takes.
  await files.expectDirectoryOf(path);
  const { timing, retries } = transport;
  for (let number = 1; ; number++) {
    const generation = await read();
    const limit = startTimeLimit(SILENCE_MILLISECONDS, signal);
    try {
      const response = await open(transport, generation, limit, limit.signal);
      return { path, byteCount: await files.write(path, wholeBody(response, limit)), generation };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ReelayError) || !isTransient(error) || number > retries) throw error;
      await timing.sleep(
        pauseAfter(number, error, () => timing.random()),
        signal,
      );
    } finally {
      limit.end();
    }
  }
}

async function open(
  transport: Transport,
  { generation_id: id, video_url: url }: Generation,
  limit: TimeLimit,
  signal: AbortSignal,
): Promise<Response> {
  if (url === null)
    throw new NotFoundError({
      status: 404,
      code: 'NO_VIDEO',
      detail: `The video of generation ${id} is not there any more.`,
    });
  let response: Response;
  try {
    response = await transport.fetchPublic(url, signal);
  } catch (cause) {
    const code = limit.isUp() ? 'TIMED_OUT' : 'CONNECTION_FAILED';
    throw new ConnectionError({ code, detail: `No answer from ${new URL(url).origin}.`, cause });
  }
  if (!response.ok) throw errorOf(await readRefusal(response));
  return response;
}

/** A body that ends before its announced length is a broken connection, however politely it ended. */
async function* wholeBody(response: Response, limit: TimeLimit): AsyncGenerator<Uint8Array, void, undefined> {
  if (response.body === null) return;
  let byteCount = 0;
  for await (const bytes of readChunks(response.body, limit)) {
    byteCount += bytes.byteLength;
    yield bytes;
  }
  const announced = response.headers.get('content-length');
  // What was compressed on its way has another length than was announced.
  if (announced === null || response.headers.has('content-encoding') || Number(announced) === byteCount)
    return;
  throw new ConnectionError({
    code: 'CONNECTION_FAILED',
    detail: `The video ended after ${byteCount} of ${announced} bytes.`,
  });
}
