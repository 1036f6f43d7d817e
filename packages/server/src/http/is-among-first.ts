/** More names than are tried at once; the oldest is forgotten first, and counted anew. */
const MOST_NAMES = 10_000;

/** Counts a name and says whether it was among the first `times`; with null it always is. */
type IsAmongFirst = (times: number | null, name: string) => boolean;

/** Counts faults of test mode that go away after so many times. In this process only, until it ends. */
export function createIsAmongFirst(mostNames = MOST_NAMES): IsAmongFirst {
  const counts = new Map<string, number>();
  return (times, name) => {
    if (times === null) return true;
    const count = (counts.get(name) ?? 0) + 1;
    counts.delete(name);
    counts.set(name, count);
    const [oldest] = counts.keys();
    if (counts.size > mostNames && oldest !== undefined) counts.delete(oldest);
    return count <= times;
  };
}
