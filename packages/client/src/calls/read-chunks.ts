import { ConnectionError } from '../errors/refusals.ts';
import type { TimeLimit } from './time-limit.ts';

/**
 * The bytes of an answer as they come. The limit counts only while the server is waited for, not while the reader is busy;
 * a connection that breaks, or is silent for longer, is a ConnectionError. Leaving early hangs up.
 */
export async function* readChunks(
  body: ReadableStream<Uint8Array>,
  limit: TimeLimit,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  let isOver = false;
  try {
    for (;;) {
      limit.restart();
      const { done, value } = await reader.read();
      limit.hold();
      if (done) {
        isOver = true;
        return;
      }
      yield value;
    }
  } catch (cause) {
    throw new ConnectionError({
      code: limit.isUp() ? 'TIMED_OUT' : 'CONNECTION_FAILED',
      detail: 'The connection broke while the answer was read.',
      cause,
    });
  } finally {
    if (!isOver) await reader.cancel().catch(() => undefined);
  }
}
