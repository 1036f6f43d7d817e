const MEGABYTE = 1_000_000;

/** A number of bytes for people: `12.3 MB`, `10 MB`, and below a megabyte `900 bytes`. */
export function describeSize(byteCount: number): string {
  if (byteCount < MEGABYTE) return `${byteCount} bytes`;
  // Rounded up, so that what is a little too large never reads like the limit itself.
  return `${Math.ceil(byteCount / (MEGABYTE / 10)) / 10} MB`;
}
