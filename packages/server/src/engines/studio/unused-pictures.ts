/** What the studio says of the pictures after the first, which it has no use for; null when there are none. */
export function unusedPictures(count: number): string | null {
  if (count === 0) return null;
  const which = count === 1 ? 'the second picture is' : `the ${count} further pictures are`;
  return `The studio begins with the first picture; ${which} not used.`;
}
