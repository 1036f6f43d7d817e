import { isAddress } from '../contract/generate-body.ts';
import { AppError } from '../kernel/errors.ts';
import type { MediaKind } from '../kernel/media-input.ts';

/** Where a picture or video comes from. Base64 stays as the caller sent it: it may be 133 MB, and is never copied. */
export type MediaInput =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'base64'; readonly field: string; readonly base64: string };

const MEGABYTE = 1_000_000;

/** Native API, section 2: of the file itself, not of its base64. */
export const MOST_INPUT_BYTES = {
  image: 10 * MEGABYTE,
  video: 100 * MEGABYTE,
} as const satisfies Record<MediaKind, number>;

const FORMATS = {
  image: { names: 'a JPEG, PNG or WEBP', looksRight: looksLikeImage },
  video: { names: 'an MP4, MOV or WEBM', looksRight: looksLikeVideo },
} as const;

/** Enough characters for the bytes that name a format, with line breaks between them. */
const SAMPLE_LENGTH = 96;
const LONGEST_DATA_PREFIX = 256;

export function inputFromUrl(url: string): MediaInput {
  return { kind: 'url', url };
}

/** An alias field takes a URL, a `data:` URI or raw base64. */
export function inputFromAlias(kind: MediaKind, field: string, text: string): MediaInput {
  return text.length < 10_000 && isAddress(text, ['https:', 'http:'])
    ? inputFromUrl(text)
    : inputFromBase64(kind, field, text);
}

/**
 * Looks at the beginning only: is it base64, and of a file of this kind? Refuses with 422 naming the field. Whether the
 * rest is, and how much it is, shows when it is decoded.
 */
export function inputFromBase64(kind: MediaKind, field: string, text: string): MediaInput {
  const refuse = (detail: string): never => {
    throw new AppError('INVALID_REQUEST', { field, detail: `${field}: ${detail}` });
  };
  const start = dataPrefixLength(text);
  const sample = text.slice(start, start + SAMPLE_LENGTH).replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(sample))
    return refuse('is not base64. Send raw base64 or a data: URI.');
  if (!FORMATS[kind].looksRight(Buffer.from(sample.slice(0, 64), 'base64url')))
    return refuse(`does not hold ${FORMATS[kind].names} file.`);
  return { kind: 'base64', field, base64: text };
}

/** Characters of `data:image/png;base64,` in front of the base64; 0 when there is none. */
function dataPrefixLength(text: string): number {
  return /^\s*data:[^,]*,/i.exec(text.slice(0, LONGEST_DATA_PREFIX))?.[0].length ?? 0;
}

const ascii = (bytes: Buffer, start: number, end: number): string => bytes.toString('latin1', start, end);

function looksLikeImage(bytes: Buffer): boolean {
  const jpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
  const png = ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n';
  const webp = ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP';
  return jpeg || png || webp;
}

function looksLikeVideo(bytes: Buffer): boolean {
  const isoMedia = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(ascii(bytes, 4, 8));
  const matroska = ascii(bytes, 0, 4) === '\x1a\x45\xdf\xa3';
  return isoMedia || matroska;
}
