import { AppError } from '../kernel/errors.ts';
import { isAddress } from '../contract/generate-body.ts';

/** Where a picture or video comes from. Base64 stays as the caller sent it until it is needed. */
export type MediaInput =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'base64'; readonly base64: string; readonly byteCount: number };

const MEGABYTE = 1_000_000;

const LIMITS = {
  image: { mostBytes: 10 * MEGABYTE, formats: 'JPEG, PNG or WEBP', looksRight: looksLikeImage },
  video: { mostBytes: 100 * MEGABYTE, formats: 'MP4, MOV or WEBM', looksRight: looksLikeVideo },
} as const;
export type MediaKind = keyof typeof LIMITS;

export function inputFromUrl(url: string): MediaInput {
  return { kind: 'url', url };
}

/** An alias field takes a URL, a `data:` URI or raw base64. */
export function inputFromAlias(kind: MediaKind, field: string, text: string): MediaInput {
  return isAddress(text, ['https:', 'http:']) ? inputFromUrl(text) : inputFromBase64(kind, field, text);
}

/** Checks alphabet, size and first bytes without decoding the whole. Refuses with 422 naming the field. */
export function inputFromBase64(kind: MediaKind, field: string, text: string): MediaInput {
  const { mostBytes, formats, looksRight } = LIMITS[kind];
  const base64 = text.replace(/^data:[^,]{0,200},/, '').replace(/\s+/g, '');
  const refuse = (detail: string): never => {
    throw new AppError('INVALID_REQUEST', { field, detail: `${field}: ${detail}` });
  };
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64))
    return refuse('is not base64. Send raw base64 or a data: URI.');
  const byteCount = Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
  if (byteCount > mostBytes)
    return refuse(
      `decodes to ${(byteCount / MEGABYTE).toFixed(1)} MB; at most ${mostBytes / MEGABYTE} MB are allowed.`,
    );
  if (!looksRight(Buffer.from(base64.slice(0, 64), 'base64url')))
    return refuse(`does not hold a ${formats} file.`);
  return { kind: 'base64', base64, byteCount };
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
