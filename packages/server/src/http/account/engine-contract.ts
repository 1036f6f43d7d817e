/** What `/openapi.json` says of this. The handlers are in `engine-routes.ts`. */
import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import { EngineList } from '../../contract/engine-view.ts';
import { BEARER, COMMON_REFUSALS, json } from '../contract-parts.ts';

export const ENGINE_ROUTES: readonly RouteConfig[] = [
  createRoute({
    method: 'get',
    path: '/v1/engines',
    operationId: 'listEngines',
    summary: 'Read how the engines are',
    description:
      'What each has under way, has cost today, and whether it is left alone for a while. Needs a key of scope admin.',
    security: BEARER,
    responses: { ...COMMON_REFUSALS, 200: json('In the order of the configuration.', EngineList) },
  }),
];
