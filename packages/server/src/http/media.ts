import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { findAsset } from '../generations/assets.ts';
import { AppError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { parseByteRange } from '../media/byte-range.ts';
import type { HttpDeps } from './http-deps.ts';
import type { HttpEnv } from './request-context.ts';

/** Serves stored bytes to whoever holds a signed link: no key, range requests, no redirect. */
export function mediaRoutes(deps: HttpDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/media/:file{[0-9a-f-]{36}\\.(?:mp4|jpg)}', async (c) => {
    const [assetId = ''] = c.req.param('file').split('.');
    const { expires = '', signature = '' } = c.req.query();
    if (!isUuid(assetId) || !deps.links.verify(assetId, expires, signature, deps.clock.now()))
      throw new AppError('LINK_EXPIRED');
    const asset = await findAsset(deps.db, assetId);
    const stored = asset ? await deps.store.stat(asset.storageKey) : null;
    if (!asset || !stored) throw new AppError('NOT_FOUND', { detail: 'The file is no longer stored.' });

    const etag = `"${asset.storageKey.replace('/', '')}"`;
    c.header('Content-Type', asset.mediaType);
    c.header('Accept-Ranges', 'bytes');
    c.header('ETag', etag);
    c.header('Cache-Control', 'private, max-age=3600');
    c.header('Content-Security-Policy', "default-src 'none'; sandbox");
    if (c.req.header('if-none-match') === etag) return c.body(null, 304);

    const range = parseByteRange(c.req.header('range'), stored.byteCount);
    if (range === 'unsatisfiable') {
      c.header('Content-Range', `bytes */${stored.byteCount}`);
      return c.body(null, 416);
    }
    const { start, end } = range === 'whole' ? { start: 0, end: stored.byteCount - 1 } : range;
    c.header('Content-Length', String(end - start + 1));
    if (range !== 'whole') c.header('Content-Range', `bytes ${start}-${end}/${stored.byteCount}`);
    const status = range === 'whole' ? 200 : 206;
    if (c.req.method === 'HEAD') return c.body(null, status);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- node's and the web's stream types differ only in name
    return c.body(
      Readable.toWeb(deps.store.open(asset.storageKey, { start, end })) as ReadableStream,
      status,
    );
  });
  return app;
}
