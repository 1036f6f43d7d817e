/**
 * Text of others on one line, without what a terminal would obey: a prompt may hold an escape sequence that rewrites what
 * stands above it, and marks that turn the direction of writing round.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}
