/** What `/openapi.json` says of this. The handlers are in `model-routes.ts`. */
import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import { JsonSchema, ModelView } from '../../contract/model-view.ts';
import { BEARER, COMMON_REFUSALS, json, refusal } from '../contract-parts.ts';
import { pageOf } from '../page.ts';

const ModelParams = z.object({ model_id: z.string().meta({ example: 'kling_2.5_turbo' }) });
const unknown = refusal('There is no such model.');

const listRoute = createRoute({
  method: 'get',
  path: '/v1/models',
  operationId: 'listModels',
  summary: 'List all models',
  security: BEARER,
  responses: { ...COMMON_REFUSALS, 200: json('All of them, on one page.', pageOf('ModelPage', ModelView)) },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/models/{model_id}',
  operationId: 'getModel',
  summary: 'Read a model: what it takes, what it costs, who makes it',
  security: BEARER,
  request: { params: ModelParams },
  responses: { ...COMMON_REFUSALS, 200: json('The model.', ModelView), 404: unknown },
});

const schemaRoute = createRoute({
  method: 'get',
  path: '/v1/models/{model_id}/schema',
  operationId: 'getModelSchema',
  summary: 'Read the JSON Schema of what a model takes',
  security: BEARER,
  request: { params: ModelParams },
  responses: {
    ...COMMON_REFUSALS,
    200: json('The `parameters` of the model alone.', JsonSchema),
    404: unknown,
  },
});

export const MODEL_ROUTES: readonly RouteConfig[] = [listRoute, readRoute, schemaRoute];
