import type { Context } from 'hono';
import type { Asset } from '../../generations/assets.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';

/** Makes the absolute address of a video or poster, signed and expiring, as the caller of `c` reaches it. */
export type UrlOf = (asset: Pick<Asset, 'id' | 'kind'>) => string;

export function createUrlOf({ settings, links, clock }: HttpDeps, c: Context<HttpEnv>): UrlOf {
  const base = settings.publicUrl ?? new URL(c.req.url).origin;
  return ({ id, kind }) => `${base}${links.path(id, kind === 'video' ? 'mp4' : 'jpg', clock.now())}`;
}
