/** What `/openapi.json` says of this. The handler is in `kling-routes.ts`. */
import { createRoute, z } from '@hono/zod-openapi';
import { GenerateBody } from '../../contract/generate-body.ts';
import { Accepted } from '../../contract/generation-view.ts';
import { BEARER, BODY_REFUSALS, COMMON_REFUSALS, json, jsonBody, refusal } from '../contract-parts.ts';

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

/** What every endpoint that submits answers. */
export const SUBMIT_RESPONSES = {
  ...COMMON_REFUSALS,
  ...BODY_REFUSALS,
  201: json('Accepted, paid for and durable.', Accepted),
  400: refusal('The body is not JSON, or does not fit the mode of the model.'),
  402: refusal('The balance does not cover the price.'),
  409: refusal(
    'A request with the same Idempotency-Key is still being accepted, or what it made was deleted.',
  ),
  503: refusal('No configured engine can make this, or the server cannot reach its database at the moment.'),
} as const;

const generateRoute = createRoute({
  method: 'post',
  path: '/v1/kling/generate',
  operationId: 'generate',
  summary: 'Submit a generation',
  security: BEARER,
  request: {
    headers: IdempotencyHeaders,
    body: jsonBody(GenerateBody),
  },
  responses: SUBMIT_RESPONSES,
});

export const KLING_ROUTES = [generateRoute];
