/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */

/** A line or an event that is longer is no event of ours. */
const MOST_CHARACTERS = 4_000_000;

/** What stands between two empty lines. */
export interface EventBlock {
  /** Null when the block has no `id`; the one before then stays the last. */
  readonly id: string | null;
  readonly event: string;
  /** Null for a block that is no event: only a comment, an id, or how long to wait before coming back. */
  readonly data: string | null;
  readonly retryMilliseconds: number | null;
}

/** Text in, in pieces that may be cut anywhere; whole blocks out. What has no empty line after it is no block. */
export class EventStreamParser {
  #rest = '';
  #fields = new Fields();

  push(text: string): readonly EventBlock[] {
    this.#rest += text;
    const blocks: EventBlock[] = [];
    for (let line = this.#nextLine(); line !== null; line = this.#nextLine()) {
      if (line !== '') {
        this.#fields.add(line);
        continue;
      }
      const block = this.#fields.block();
      if (block !== null) blocks.push(block);
      this.#fields = new Fields();
    }
    if (this.#rest.length + this.#fields.length > MOST_CHARACTERS)
      throw new RangeError(`an event has more than ${MOST_CHARACTERS} characters`);
    return blocks;
  }

  /** Null while a line has not ended; a CR at the very end may be half of a CR LF, so it waits for what follows. */
  #nextLine(): string | null {
    const end = this.#rest.search(/\r\n|\n|\r(?!$)/);
    if (end < 0) return null;
    const line = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + (this.#rest.startsWith('\r\n', end) ? 2 : 1));
    return line;
  }
}

class Fields {
  length = 0;
  #id: string | null = null;
  #event = '';
  readonly #data: string[] = [];
  #retryMilliseconds: number | null = null;

  add(line: string): void {
    this.length += line.length;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^\d{1,9}$/.test(value)) this.#retryMilliseconds = Number(value);
  }

  /** Null when nothing was said. */
  block(): EventBlock | null {
    if (this.#data.length === 0 && this.#id === null && this.#retryMilliseconds === null) return null;
    return {
      id: this.#id,
      event: this.#event || 'message',
      data: this.#data.length === 0 ? null : this.#data.join('\n'),
      retryMilliseconds: this.#retryMilliseconds,
    };
  }
}
