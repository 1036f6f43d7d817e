import { Hono, type Context } from 'hono';
import { cancelGeneration } from '../../commands/cancel-generation.ts';
import { deleteGeneration } from '../../commands/delete-generation.ts';
import { GenerationFilterQuery } from '../../contract/generation-list.ts';
import { findAssetsOfGenerations } from '../../generations/assets.ts';
import { findLastLookedAt, listGenerations } from '../../generations/listing.ts';
import { AppError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageBody, PageQuery, readPage, writeCursor } from '../page.ts';
import { readQuery } from '../read-query.ts';
import type { HttpEnv } from '../request-context.ts';
import { createGenerationReader } from './generation-reader.ts';
import { presentGeneration } from './present.ts';
import { retry } from './retry.ts';
import { createUrlOf } from './url-of.ts';
import { viewGeneration } from './view-generation.ts';
import { createCountAhead } from './waiting-line.ts';

/** Lists, cancels, deletes and repeats generations. */
export function generationRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  const readOwn = createGenerationReader(deps.db);
  const countAhead = createCountAhead(deps);

  app.get('/v1/kling/generations', doors.read, async (c) => c.json(await listPage(deps, c)));

  app.post('/v1/kling/generations/:generation_id/cancel', doors.change, async (c) => {
    const { kind, generation } = await cancelGeneration(deps, c.get('caller'), idOf(c));
    return c.json(
      await viewGeneration({ ...deps, countAhead }, c, { generation, assets: [] }),
      kind === 'ended' ? 200 : 202,
    );
  });

  app.delete('/v1/kling/generations/:generation_id', doors.change, async (c) => {
    await deleteGeneration(deps, c.get('caller'), idOf(c));
    return c.body(null, 204);
  });

  app.post('/v1/kling/generations/:generation_id/retry', doors.submit, async (c) => {
    const id = idOf(c);
    return c.json(await retry(deps, c, id, async () => (await readOwn(c.var.caller, id)).generation), 201);
  });

  return app;
}

async function listPage(deps: HttpDeps, c: Context<HttpEnv>) {
  const { created_after, created_before, ...filters } = readQuery(
    c,
    GenerationFilterQuery,
    Object.keys(PageQuery.shape),
  );
  const { limit, after } = readPage(c);
  const { accountId, environment } = c.get('caller');
  const list = {
    accountId,
    environment,
    limit: limit + 1,
    after,
    filters: { ...filters, createdAfter: created_after, createdBefore: created_before },
  };
  const rows = await listGenerations(deps.db, list);
  const completed = rows.filter(({ status }) => status === 'completed').map(({ id }) => id);
  const assets = completed.length === 0 ? [] : await findAssetsOfGenerations(deps.db, completed);
  const byGeneration = Map.groupBy(assets, ({ generationId }) => generationId);
  const common = { ahead: null, now: deps.clock.now(), urlOf: createUrlOf(deps, c) };
  const page = pageBody(
    rows,
    limit,
    (generation) => generation,
    (generation) =>
      presentGeneration(generation, { ...common, assets: byGeneration.get(generation.id) ?? [] }),
  );
  if (page.next_cursor !== null) return page;
  const lookedAt = await findLastLookedAt(deps.db, list);
  return { ...page, next_cursor: lookedAt && writeCursor(lookedAt) };
}

function idOf(c: Context<HttpEnv>): string {
  const id = c.req.param('generation_id') ?? '';
  if (!isUuid(id)) throw new AppError('GENERATION_NOT_FOUND');
  return id;
}
