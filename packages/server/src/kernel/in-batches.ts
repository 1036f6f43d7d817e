/** How calls are put together: what makes two of them the same, how many fit, and how many are done at once. */
export interface Batching<Item, Result> {
  /** Most items of one batch. */
  readonly most: number;
  /** Two items with one key never share a batch, so that `run` need not know which of them comes first. */
  readonly keyOf: (item: Item) => string;
  /** Does all of them and answers by key. What it throws is thrown to every caller of the batch. */
  readonly run: (items: readonly Item[]) => Promise<ReadonlyMap<string, Result>>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly key: string;
  readonly resolve: (result: Result | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a function of one item out of one of many. Calls that come while a batch is under way make up the next one, so a
 * lone call waits for nobody and a hundred at once cost one statement. Undefined when `run` had no answer for the item.
 */
export function inBatches<Item, Result>({
  most,
  keyOf,
  run,
}: Batching<Item, Result>): (item: Item) => Promise<Result | undefined> {
  let waiting: Waiting<Item, Result>[] = [];
  let isWorking = false;

  function takeBatch(): ReadonlyMap<string, Waiting<Item, Result>> {
    const batch = new Map<string, Waiting<Item, Result>>();
    const left: Waiting<Item, Result>[] = [];
    for (const one of waiting)
      if (batch.size < most && !batch.has(one.key)) batch.set(one.key, one);
      else left.push(one);
    waiting = left;
    return batch;
  }

  async function work(): Promise<void> {
    // Whoever calls in this turn still joins the first batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = takeBatch();
      try {
        const results = await run([...batch.values()].map(({ item }) => item));
        for (const [key, { resolve }] of batch) resolve(results.get(key));
      } catch (error) {
        for (const { reject } of batch.values()) reject(error);
      }
    }
    isWorking = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, key: keyOf(item), resolve, reject });
      if (isWorking) return;
      isWorking = true;
      void work();
    });
}
