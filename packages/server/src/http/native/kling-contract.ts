/** What `/openapi.json` says of the native API. The handlers are in `kling-routes.ts`. */
import { createRoute, z } from '@hono/zod-openapi';
import { GenerateBody } from '../../contract/generate-body.ts';
import { Accepted, GenerationView } from '../../contract/generation-view.ts';
import { BEARER, COMMON_REFUSALS, GenerationParams, json, refusal } from '../contract-parts.ts';

export const IdempotencyHeaders = z.object({
  'idempotency-key': z.string().min(1).max(255).optional().meta({
    description:
      'Same key and same body: the same answer and the same generation, for 7 days. Same key and other body: 422.',
  }),
  prefer: z.string().optional().meta({
    description:
      '`handling=strict` refuses parameters that the model does not take instead of ignoring them.',
  }),
});

const generateRoute = createRoute({
  method: 'post',
  path: '/v1/kling/generate',
  operationId: 'generate',
  summary: 'Submit a generation',
  security: BEARER,
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: GenerateBody } } },
  },
  responses: {
    ...COMMON_REFUSALS,
    201: json('Accepted, paid for and durable.', Accepted),
    400: refusal('The body is not JSON, or does not fit the mode of the model.'),
    402: refusal('The balance does not cover the price.'),
    409: refusal('A request with the same Idempotency-Key is still being accepted.'),
    413: refusal('The body is too large.'),
    415: refusal('The body is not application/json.'),
    422: refusal('A field has a value that is not allowed.'),
    503: refusal('No configured engine can make this.'),
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/kling/generations/{generation_id}',
  operationId: 'getGeneration',
  summary: 'Read a generation',
  security: BEARER,
  request: { params: GenerationParams },
  responses: {
    ...COMMON_REFUSALS,
    200: json('As it is now, also when it failed.', GenerationView),
    404: refusal('No generation of this account has that id.'),
  },
});

export const KLING_ROUTES = [generateRoute, readRoute];
