import { createHash, type Hash } from 'node:crypto';

/** Text is hashed in pieces of this many characters, so that a base64 field of 133 MB is never copied whole. */
const PIECE_LENGTH = 65_536;

/** SHA-256 of a JSON value whose meaning is the same for any order of keys: what "the same body" means to an Idempotency-Key. */
export function requestHash(value: unknown): Buffer {
  const hash = createHash('sha256');
  feed(hash, value);
  return hash.digest();
}

function feed(hash: Hash, value: unknown): void {
  if (typeof value === 'string') feedText(hash, value);
  else if (Array.isArray(value)) {
    hash.update('[');
    value.forEach((item, index) => {
      if (index > 0) hash.update(',');
      feed(hash, item);
    });
    hash.update(']');
  } else if (typeof value === 'object' && value !== null) {
    hash.update('{');
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .forEach(([key, entry], index) => {
        hash.update(`${index > 0 ? ',' : ''}${JSON.stringify(key)}:`);
        feed(hash, entry);
      });
    hash.update('}');
  } else hash.update(JSON.stringify(value) ?? 'null');
}

function feedText(hash: Hash, text: string): void {
  hash.update('"');
  for (let start = 0; start < text.length;) {
    const end = pieceEnd(text, start + PIECE_LENGTH);
    hash.update(JSON.stringify(text.slice(start, end)).slice(1, -1));
    start = end;
  }
  hash.update('"');
}

/** Never between the two halves of a character outside the basic plane: alone, each would be written as an escape. */
function pieceEnd(text: string, atLeast: number): number {
  let end = atLeast;
  while (isFirstHalf(text.charCodeAt(end - 1))) end += 1;
  return end;
}

function isFirstHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
