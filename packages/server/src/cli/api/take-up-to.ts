/** The first items of a list that is asked for page by page, and whether there are more. */
export async function takeUpTo<Item>(
  list: AsyncIterable<Item>,
  most: number,
): Promise<{ readonly items: readonly Item[]; readonly hasMore: boolean }> {
  const items: Item[] = [];
  for await (const item of list) {
    if (items.length === most) return { items, hasMore: true };
    items.push(item);
  }
  return { items, hasMore: false };
}

/** The largest page that the server gives. */
const LARGEST_PAGE = 100;

/** The page to ask for: one more than is shown, to know whether there are more. */
export function pageFor(most: number): number {
  return Math.min(LARGEST_PAGE, most + 1);
}
