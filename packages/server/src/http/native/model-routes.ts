import { Hono } from 'hono';
import type { Model } from '../../catalogue/model.ts';
import { findModel, isModelId } from '../../catalogue/models.ts';
import { parametersOf } from '../../catalogue/parameters.ts';
import { ALL_MODEL_IDS } from '../../contract/models.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';
import { presentModel } from './present-model.ts';

/** What can be asked for, and with which words. */
export function modelRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  app.get('/v1/models', doors.read, (c) =>
    c.json({ data: ALL_MODEL_IDS.map((id) => presentModel(deps, findModel(id))), next_cursor: null }),
  );
  app.get('/v1/models/:model_id', doors.read, (c) =>
    c.json(presentModel(deps, modelOf(c.req.param('model_id')))),
  );
  app.get('/v1/models/:model_id/schema', doors.read, (c) =>
    c.json(parametersOf(modelOf(c.req.param('model_id')), deps.settings)),
  );
  return app;
}

function modelOf(id: string): Model {
  if (isModelId(id)) return findModel(id);
  throw new AppError('NOT_FOUND', {
    detail: `There is no model ${JSON.stringify(id.slice(0, 60))}. GET /v1/models lists them all.`,
  });
}
