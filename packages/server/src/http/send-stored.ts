import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { parseByteRange } from '../media/byte-range.ts';
import type { MediaStore } from '../media/store.ts';
import type { HttpEnv } from './request-context.ts';

/** Stored bytes to be sent. */
interface Stored {
  readonly storageKey: string;
  readonly mediaType: string;
  readonly byteCount: number;
}

/** Answers with stored bytes, whole, a range of them, or 304; `alter` may put something between them and the caller. */
export function sendStored(
  c: Context<HttpEnv>,
  store: Pick<MediaStore, 'open'>,
  { storageKey, mediaType, byteCount }: Stored,
  alter: (bytes: Readable, length: number) => Readable = (bytes) => bytes,
): Response {
  const etag = `"${storageKey.replace('/', '')}"`;
  c.header('Content-Type', mediaType);
  c.header('Accept-Ranges', 'bytes');
  c.header('ETag', etag);
  c.header('Cache-Control', 'private, max-age=3600');
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);

  const range = parseByteRange(c.req.header('range'), byteCount);
  if (range === 'unsatisfiable') {
    c.header('Content-Range', `bytes */${byteCount}`);
    return c.body(null, 416);
  }
  const { start, end } = range === 'whole' ? { start: 0, end: byteCount - 1 } : range;
  const length = end - start + 1;
  c.header('Content-Length', String(length));
  if (range !== 'whole') c.header('Content-Range', `bytes ${start}-${end}/${byteCount}`);
  const status = range === 'whole' ? 200 : 206;
  if (c.req.method === 'HEAD') return c.body(null, status);
  const bytes = alter(store.open(storageKey, { start, end }), length);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- node's and the web's stream types differ only in name
  return c.body(Readable.toWeb(bytes) as ReadableStream, status);
}
