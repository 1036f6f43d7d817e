import { Hono } from 'hono';
import { findAsset } from '../generations/assets.ts';
import { AppError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { createFindDownloadFault, faultyBytes, refuseDownload } from './faulty-download.ts';
import type { HttpDeps } from './http-deps.ts';
import type { HttpEnv } from './request-context.ts';
import { sendStored } from './send-stored.ts';

/** Serves stored bytes to whoever holds a signed link: no key, range requests, no redirect. */
export function mediaRoutes(deps: HttpDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const findFault = createFindDownloadFault(deps);
  app.get('/media/:file{[0-9a-f-]{36}\\.(?:mp4|jpg|png|webp|mov|webm)}', async (c) => {
    const [assetId = ''] = c.req.param('file').split('.');
    const { expires = '', signature = '' } = c.req.query();
    if (!isUuid(assetId) || !deps.links.verify(assetId, expires, signature, deps.clock.now()))
      throw new AppError('LINK_EXPIRED');
    const asset = await findAsset(deps.db, assetId);
    const stored = asset ? await deps.store.stat(asset.storageKey) : null;
    if (!asset || !stored) throw new AppError('NOT_FOUND', { detail: 'The file is no longer stored.' });
    const fault = c.req.method === 'GET' ? await findFault(asset) : null;
    refuseDownload(fault);

    return sendStored(c, deps.store, { ...asset, byteCount: stored.byteCount }, (bytes, length) =>
      faultyBytes(c, fault, bytes, length),
    );
  });
  return app;
}
