import { onTestFinished } from 'vitest';

/** One server-sent event; a comment has neither id nor event. */
export interface ReadEvent {
  readonly id: string | null;
  readonly event: string | null;
  // oxlint-disable-next-line typescript/no-explicit-any -- what it holds is what is being asserted
  readonly data: any;
}

export interface EventReader {
  /** The next event, comments and `retry:` left out; null at the end of the stream. */
  next(): Promise<ReadEvent | null>;
  /** All up to the end of the stream. */
  rest(): Promise<readonly ReadEvent[]>;
  /** Everything as it came, so far. */
  text(): string;
  /** Hangs up. */
  leave(): Promise<void>;
}

/** Reads an answer as a stream of server-sent events; hangs up with the test at the latest. */
export function readEvents(response: Response): EventReader {
  if (response.status !== 200 || response.body === null)
    throw new Error(`HTTP ${response.status} is no stream`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let rest = '';
  const next = async (): Promise<ReadEvent | null> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const block = rest.slice(0, end);
        rest = rest.slice(end + 2);
        const event = parse(block);
        if (event) return event;
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
      rest += value;
    }
  };
  onTestFinished(() => reader.cancel().catch(() => undefined));
  return {
    next,
    async rest() {
      const events: ReadEvent[] = [];
      for (let event = await next(); event; event = await next()) events.push(event);
      return events;
    },
    text: () => text,
    leave: () => reader.cancel(),
  };
}

function parse(block: string): ReadEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const data = fields.get('data');
  if (data === undefined) return null;
  return { id: fields.get('id') ?? null, event: fields.get('event') ?? null, data: JSON.parse(data) };
}
