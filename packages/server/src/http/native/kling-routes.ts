import { Hono } from 'hono';
import { resolveRequest } from '../../catalogue/resolve.ts';
import { findAssetsOfGeneration } from '../../generations/assets.ts';
import { countPendingBefore, findGeneration } from '../../generations/statements.ts';
import { AppError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';
import { presentGeneration } from './present.ts';
import { createSubmit } from './submit.ts';

/** `POST /v1/kling/generate` and `GET /v1/kling/generations/{id}`. */
export function klingRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  const { settings, clock } = deps;
  const submit = createSubmit(deps);

  app.post('/v1/kling/generate', doors.submit, async (c) => c.json(await submit(c, resolveRequest), 201));

  app.get('/v1/kling/generations/:generation_id', doors.read, async (c) => {
    const id = c.req.param('generation_id');
    const generation = isUuid(id) ? await findGeneration(deps.db, c.get('caller').accountId, id) : null;
    if (!generation) throw new AppError('GENERATION_NOT_FOUND');
    const now = clock.now();
    const base = settings.publicUrl ?? new URL(c.req.url).origin;
    return c.json(
      presentGeneration(generation, {
        assets: generation.status === 'completed' ? await findAssetsOfGeneration(deps.db, id) : [],
        ahead: generation.status === 'pending' ? await countPendingBefore(deps.db, generation) : null,
        now,
        urlOf: (asset) => `${base}${deps.links.path(asset.id, asset.kind === 'video' ? 'mp4' : 'jpg', now)}`,
      }),
    );
  });

  return app;
}
