import { describeSize } from './describe-size.ts';
import { writeWholeFile, type WriteBytes } from './whole-file.ts';

export type Base64Result =
  | { readonly kind: 'done'; readonly byteCount: number }
  /** `why` is a sentence for whoever sent the text. */
  | { readonly kind: 'refused'; readonly why: string };

/** Text decoded between two writes: about 5 ms of work, and 192 KiB of bytes. */
const SLICE_CHARACTERS = 256 * 1024;
/** `data:` and the media type; nobody writes longer ones. */
const MOST_PREFIX_CHARACTERS = 256;

const INVALID = 255;
const SPACE = 254;
const PADDING = 253;

/**
 * Decodes a base64 field into a file without a second whole copy of it in memory. Takes raw base64 or a `data:` URI,
 * with or without line breaks, the standard or the URL-safe alphabet, padded or not. Positions in sentences count
 * characters of `text` from 1. Throws only what the disk says.
 */
export async function writeBase64(text: string, toPath: string, mostBytes: number): Promise<Base64Result> {
  const start = payloadStart(text);
  if (typeof start === 'string') return refused(start);
  return writeWholeFile(toPath, (write) => decode(text, start, mostBytes, write));
}

/** Where the base64 begins, or a sentence that says why this is none. */
function payloadStart(text: string): number | string {
  if (!/^\s*data:/i.test(text.slice(0, MOST_PREFIX_CHARACTERS))) return 0;
  const comma = text.slice(0, MOST_PREFIX_CHARACTERS).indexOf(',');
  if (comma === -1)
    return `It is a data: URI without a comma in its first ${MOST_PREFIX_CHARACTERS} characters.`;
  if (!/;\s*base64\s*$/i.test(text.slice(0, comma)))
    return 'It is a data: URI that is not in base64; write "data:image/png;base64," before the data.';
  return comma + 1;
}

/** Where the decoder stands between two slices. */
interface Decoder {
  readonly sextets: Uint8Array;
  readonly out: Buffer;
  /** Bits not written yet, fewer than 8 of them after each sextet. */
  bits: number;
  bitCount: number;
  sextetCount: number;
  paddingCount: number;
}

async function decode(
  text: string,
  start: number,
  mostBytes: number,
  write: WriteBytes,
): Promise<Base64Result> {
  const decoder: Decoder = {
    sextets: sextetTable(),
    out: Buffer.allocUnsafe((SLICE_CHARACTERS * 3) / 4 + 1),
    bits: 0,
    bitCount: 0,
    sextetCount: 0,
    paddingCount: 0,
  };
  let byteCount = 0;
  for (let from = start; from < text.length; from += SLICE_CHARACTERS) {
    const decoded = decodeSlice(decoder, text, from, Math.min(from + SLICE_CHARACTERS, text.length));
    if (decoded.wrongAt !== null) return refused(wrongCharacter(text, decoded.wrongAt));
    byteCount += decoded.length;
    if (byteCount > mostBytes)
      return refused(`It decodes to more than the ${describeSize(mostBytes)} allowed.`);
    await write(decoder.out.subarray(0, decoded.length));
  }
  const problem = endProblem(decoder);
  return problem === null ? { kind: 'done', byteCount } : refused(problem);
}

interface DecodedSlice {
  /** Bytes at the beginning of `out`. */
  readonly length: number;
  readonly wrongAt: number | null;
}

function decodeSlice(decoder: Decoder, text: string, from: number, to: number): DecodedSlice {
  const { sextets, out } = decoder;
  let { bits, bitCount, sextetCount, paddingCount } = decoder;
  let length = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const sextet = code < 128 ? (sextets[code] ?? INVALID) : INVALID;
    if (sextet === SPACE) continue;
    if (sextet === PADDING && paddingCount < 2) {
      paddingCount += 1;
      continue;
    }
    // After the padding there is nothing but more padding and white space.
    if (sextet > 63 || paddingCount > 0) return { length: 0, wrongAt: at };
    sextetCount += 1;
    bits = ((bits << 6) | sextet) & 0x3fff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    out[length] = (bits >> bitCount) & 0xff;
    length += 1;
  }
  Object.assign(decoder, { bits, bitCount, sextetCount, paddingCount });
  return { length, wrongAt: null };
}

function endProblem({ sextetCount, paddingCount }: Decoder): string | null {
  if (sextetCount === 0) return 'It holds no data.';
  const last = sextetCount % 4;
  if (last === 1) return `It is cut off: ${sextetCount} characters of base64 do not make whole bytes.`;
  if (paddingCount > 0 && (last + paddingCount) % 4 !== 0)
    return `Its padding is wrong: ${sextetCount} characters and ${paddingCount} "=" do not make a multiple of 4.`;
  return null;
}

function wrongCharacter(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  const shown = code > 0x20 && code < 0x7f ? String.fromCodePoint(code) : `U+${hex(code)}`;
  return `Character ${at + 1} (${shown}) does not belong in base64 there.`;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

function sextetTable(): Uint8Array {
  const table = new Uint8Array(128).fill(INVALID);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  for (let value = 0; value < letters.length; value += 1) table[letters.charCodeAt(value)] = value;
  for (const [character, value] of Object.entries({ '+': 62, '-': 62, '/': 63, _: 63, '=': PADDING }))
    table[character.charCodeAt(0)] = value;
  for (const space of ' \t\r\n\f') table[space.charCodeAt(0)] = SPACE;
  return table;
}

function refused(why: string): Base64Result {
  return { kind: 'refused', why };
}
