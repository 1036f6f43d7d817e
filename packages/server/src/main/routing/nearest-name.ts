/** Of more than this many letters that differ nobody can say what was meant. */
const MOST_DIFFERENCES = 2;

/** The name that was most likely meant: the same but for `_`, `-` and capitals, or else for a letter in three, two at most. */
export function nearestName(given: string, names: readonly string[]): string | null {
  const bare = bareName(given);
  const most = Math.min(MOST_DIFFERENCES, Math.floor(bare.length / 3));
  const [nearest] = names
    .map((name) => ({ name, count: differences(bare, bareName(name)) }))
    .filter(({ count }) => count <= most)
    .toSorted((a, b) => a.count - b.count);
  return nearest?.name ?? null;
}

/** The longest name of a field has 18 letters; what is much longer is none of them. */
const MOST_LETTERS = 40;

function bareName(name: string): string {
  return name.slice(0, MOST_LETTERS).replaceAll(/[_-]/g, '').toLowerCase();
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function differences(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [place, other] of Array.from(to).entries())
      next.push(
        Math.min(
          (row[place + 1] ?? 0) + 1,
          (next[place] ?? 0) + 1,
          (row[place] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
