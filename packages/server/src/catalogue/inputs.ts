import { isAddress } from '../contract/body-parts.ts';
import { fileUrl, readFileUrl } from '../contract/file-view.ts';
import type { AppError } from '../kernel/errors.ts';
import type { MediaKind } from '../kernel/media-input.ts';
import { invalidField } from './raw-body.ts';

/**
 * Where a picture or video comes from. `path` is where in the body it was, such as `image_url` or `images_urls.1`.
 * Base64 stays as the caller sent it: it may be 133 MB, and is never copied.
 */
export type MediaInput =
  | { readonly kind: 'url'; readonly path: string; readonly url: string }
  /** One that was uploaded before; `id` is a UUID, and may be of no file or of somebody else's. */
  | { readonly kind: 'file'; readonly path: string; readonly id: string }
  | { readonly kind: 'base64'; readonly path: string; readonly base64: string };

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

/** `url`: an address, or `reelay://file_...`. */
export function inputFromUrl(path: string, url: string): MediaInput {
  const id = readFileUrl(url);
  return id === null ? { kind: 'url', path, url } : { kind: 'file', path, id };
}

/** An alias field takes a URL, `reelay://file_...`, a `data:` URI or raw base64. */
export function inputFromAlias(kind: MediaKind, path: string, text: string): MediaInput {
  const isUrl = text.length < 10_000 && (isAddress(text, ['https:', 'http:']) || readFileUrl(text) !== null);
  return isUrl ? inputFromUrl(path, text) : inputFromBase64(kind, path, text);
}

/**
 * Looks at the beginning only: is it base64, and of a file of this kind? Refuses with 422 naming the field. Whether the
 * rest is, and how much it is, shows when it is decoded.
 */
export function inputFromBase64(kind: MediaKind, path: string, text: string): MediaInput {
  const start = dataPrefixLength(text);
  const sample = text.slice(start, start + SAMPLE_LENGTH).replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(sample))
    throw invalidField(path, 'is not base64. Send raw base64 or a data: URI.');
  if (!FORMATS[kind].looksRight(Buffer.from(sample.slice(0, 64), 'base64url')))
    throw invalidField(path, `does not hold ${FORMATS[kind].names} file.`);
  return { kind: 'base64', path, base64: text };
}

/** The refusal of a file that was never uploaded, was deleted, or is somebody else's: a caller cannot tell these apart. */
export function unknownFile(path: string, id: string): AppError {
  return invalidField(path, `${fileUrl(id)} is no file of this account. Upload it with POST /v1/files.`);
}

/** Of which kind a file is by its first bytes, of which at least 12 must be there; null when it is of none that is taken. */
export function kindByFirstBytes(bytes: Buffer): MediaKind | null {
  if (looksLikeImage(bytes)) return 'image';
  return looksLikeVideo(bytes) ? 'video' : null;
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
