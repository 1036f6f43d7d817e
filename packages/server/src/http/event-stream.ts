/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import { ServerResponse } from 'node:http';
import type { Context } from 'hono';
import { createBoundedBody } from './bounded-body.ts';
import type { HttpEnv } from './request-context.ts';

/** A comment is sent so often, so that nobody in between takes a silent connection for dead. */
const HEARTBEAT_MILLISECONDS = 15_000;
/** Then it ends and the reader comes back where it was, with a key that is looked at again. */
const LONGEST_MILLISECONDS = 30 * 60_000;
/** What a reader is told to wait before it comes back. */
const RETRY_MILLISECONDS = 2_000;
/** A reader that is further behind than this is dropped; it comes back by the id of the last event it has read. */
const MOST_WAITING_BYTES = 64 * 1024;

export interface EventMessage {
  /** What the reader sends as Last-Event-ID to go on after this. */
  readonly id: string;
  readonly event: string;
  /** Sent as JSON. */
  readonly data: unknown;
}

/** One reader's stream. After its end, by whoever's hand, `send` and `end` do nothing. */
export interface EventStream {
  readonly response: Response;
  send(message: EventMessage): void;
  /** Says where the reader is, without an event: where it goes on when it is cut off before the first. */
  mark(id: string): void;
  end(): void;
  isOpen(): boolean;
  /** Calls back when it has ended, hung up or been dropped; at once when it has. */
  onEnd(callback: () => void): void;
  /** Resolves as soon as there is room for half of what may wait, or the stream has ended. */
  hasRoom(): Promise<void>;
}

/** Opens the answer to `c`. It ends with `stopping`, and after half an hour at the latest. */
export function openEventStream(c: Context<HttpEnv>, stopping: AbortSignal | null): EventStream {
  const callbacks = new Set<() => void>();
  let isOpen = true;
  const body = createBoundedBody(MOST_WAITING_BYTES, settle);
  const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT_MILLISECONDS).unref();
  const longest = setTimeout(() => end(), LONGEST_MILLISECONDS).unref();
  stopping?.addEventListener('abort', end);

  function settle(): void {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(heartbeat);
    clearTimeout(longest);
    stopping?.removeEventListener('abort', end);
    for (const callback of callbacks) callback();
  }
  function end(): void {
    body.close();
    settle();
  }
  function write(text: string): void {
    if (!isOpen || body.write(text)) return;
    c.get('log').info({ path: c.req.path }, 'a reader of events was too slow and is dropped');
    settle();
    if (!cutConnection(c)) body.fail(new Error('the reader was too slow'));
  }

  c.header('Content-Type', 'text/event-stream');
  c.header('Cache-Control', 'no-store');
  c.header('X-Accel-Buffering', 'no');
  write(`retry: ${RETRY_MILLISECONDS}\n\n`);
  if (stopping?.aborted) end();
  return {
    response: c.body(body.stream, 200),
    send: ({ id, event, data }) => write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    mark: (id) => write(`id: ${id}\n\n`),
    end,
    isOpen: () => isOpen,
    onEnd: (callback) => {
      if (isOpen) callbacks.add(callback);
      else callback();
    },
    hasRoom: () => body.hasRoom(),
  };
}

/** False when there is none. Ending the body instead would hold the connection until its last byte was read. */
function cutConnection(c: Context<HttpEnv>): boolean {
  const bindings: unknown = c.env;
  if (typeof bindings !== 'object' || bindings === null || !('outgoing' in bindings)) return false;
  if (!(bindings.outgoing instanceof ServerResponse)) return false;
  bindings.outgoing.destroy();
  return true;
}
