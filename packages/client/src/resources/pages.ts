import type { Page } from '../wire-types.ts';

/**
 * A list: `for await` goes through all of it, newest first, and asks for the next page when it is needed. `page` reads one,
 * for a program that shows pages. Nothing is asked before one of the two is used.
 */
export class Pages<Item> implements AsyncIterable<Item> {
  readonly #read: (cursor: string | undefined) => Promise<Page<Item>>;

  constructor(read: (cursor: string | undefined) => Promise<Page<Item>>) {
    this.#read = read;
  }

  /** The first page, or the one after; `cursor` is the `next_cursor` of the page before. */
  page(cursor?: string | null): Promise<Page<Item>> {
    return this.#read(cursor ?? undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let cursor: string | null = null;
    do {
      // A filtered page may be empty while more follow.
      const page: Page<Item> = await this.page(cursor);
      yield* page.data;
      cursor = page.next_cursor;
    } while (cursor !== null);
  }
}
