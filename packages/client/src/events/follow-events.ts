import type { CallOptions } from '../calls/api-request.ts';
import { readChunks } from '../calls/read-chunks.ts';
import { isTransient, pauseAfter } from '../calls/retry-policy.ts';
import { startTimeLimit, type TimeLimit } from '../calls/time-limit.ts';
import type { Transport } from '../calls/transport.ts';
import { ReelayError } from '../errors/reelay-error.ts';
import { ConnectionError } from '../errors/refusals.ts';
import { type EventBlock, EventStreamParser } from './event-stream-parser.ts';

/** The server says something at least every 15 seconds; a connection that is silent for longer is dead. */
const SILENCE_MILLISECONDS = 45_000;
const DEFAULT_GIVE_UP_MILLISECONDS = 600_000;
/** A connection that lasted so long was a good one, even when nothing happened on it. */
const GOOD_CONNECTION_MILLISECONDS = 10_000;

export interface FollowOptions {
  readonly signal?: AbortSignal | undefined;
  /** Goes on after this event: the `eventId` that was read last. */
  readonly lastEventId?: string | undefined;
  /** How long the server may be out of reach; 600,000 unless said. Then the last error is thrown. */
  readonly giveUpMilliseconds?: number | undefined;
  readonly onResponse?: CallOptions['onResponse'];
}

export interface ServerEvent {
  /** To go on after it; empty when the server has given none yet. */
  readonly id: string;
  readonly data: string;
}

/**
 * The events of a stream, each once, over as many connections as it takes: after a cut it goes on by Last-Event-ID. Ends
 * when the server says that nothing more will come (204); throws when it refuses, or is out of reach for too long.
 */
export async function* followEvents(
  transport: Transport,
  path: string,
  options: FollowOptions = {},
): AsyncGenerator<ServerEvent, void, undefined> {
  const { signal } = options;
  const patience = new Patience(transport, options.giveUpMilliseconds ?? DEFAULT_GIVE_UP_MILLISECONDS);
  let id = options.lastEventId ?? '';
  for (;;) {
    const limit = startTimeLimit(SILENCE_MILLISECONDS, signal);
    let trouble: ReelayError | null = null;
    try {
      const response = await transport.open(requestFor(path, id, options), limit);
      if (response.status === 204 || response.body === null) return;
      patience.connected();
      for await (const block of readBlocks(response.body, limit)) {
        id = block.id ?? id;
        patience.told(block);
        if (block.data !== null) yield { id, data: block.data };
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ReelayError) || !isTransient(error)) throw error;
      trouble = error;
    } finally {
      limit.end();
    }
    await patience.pause(trouble, signal);
  }
}

function requestFor(path: string, id: string, { onResponse }: FollowOptions) {
  return {
    method: 'GET',
    path,
    headers: { accept: 'text/event-stream', ...(id === '' ? {} : { 'last-event-id': id }) },
    isRepeatable: true,
    options: { onResponse },
  } as const;
}

async function* readBlocks(
  body: ReadableStream<Uint8Array>,
  limit: TimeLimit,
): AsyncGenerator<EventBlock, void, undefined> {
  const parser = new EventStreamParser();
  const decoder = new TextDecoder();
  for await (const bytes of readChunks(body, limit))
    yield* parser.push(decoder.decode(bytes, { stream: true }));
}

/** When to come back, and when to stop trying. */
class Patience {
  readonly #transport: Transport;
  readonly #giveUpMilliseconds: number;
  #retryMilliseconds = 0;
  #setbacks = 0;
  #connectedAt: number | null = null;
  #lostAt: number | null = null;
  #hasHeard = false;

  constructor(transport: Transport, giveUpMilliseconds: number) {
    this.#transport = transport;
    this.#giveUpMilliseconds = giveUpMilliseconds;
  }

  connected(): void {
    this.#connectedAt = this.#transport.timing.now();
    this.#lostAt = null;
    this.#hasHeard = false;
  }

  told({ data, retryMilliseconds }: EventBlock): void {
    this.#retryMilliseconds = retryMilliseconds ?? this.#retryMilliseconds;
    this.#hasHeard ||= data !== null;
  }

  /** `trouble` is null when the stream ended by itself: if it had told something, it is asked at once if there is more. */
  async pause(trouble: ReelayError | null, signal: AbortSignal | undefined): Promise<void> {
    const { timing } = this.#transport;
    const now = timing.now();
    const lasted = this.#connectedAt === null ? 0 : now - this.#connectedAt;
    const wasGood = this.#connectedAt !== null && (this.#hasHeard || lasted >= GOOD_CONNECTION_MILLISECONDS);
    const hasHeard = this.#connectedAt !== null && this.#hasHeard;
    this.#connectedAt = null;
    if (wasGood) this.#setbacks = 0;
    if (trouble === null && hasHeard) return;
    this.#setbacks += 1;
    this.#lostAt ??= now;
    const wished = this.#retryMilliseconds * (0.5 + timing.random() / 2);
    const pause = Math.max(
      wished,
      pauseAfter(this.#setbacks, trouble ?? {}, () => timing.random()),
    );
    if (now + pause - this.#lostAt > this.#giveUpMilliseconds) throw trouble ?? ended();
    await timing.sleep(pause, signal);
  }
}

function ended(): ConnectionError {
  return new ConnectionError({
    code: 'CONNECTION_FAILED',
    detail: 'The server ended the stream of events again and again.',
  });
}
