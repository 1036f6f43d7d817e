/** What `/openapi.json` says of this. The handler is in `quote-routes.ts`. */
import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import { QuoteBody, QuoteView } from '../../contract/quote.ts';
import { BEARER, BODY_REFUSALS, COMMON_REFUSALS, json, jsonBody, refusal } from '../contract-parts.ts';

const quoteRoute = createRoute({
  method: 'post',
  path: '/v1/kling/quote',
  operationId: 'quote',
  summary: 'Ask what a submit would cost, and how long it would take',
  description:
    'Takes the body of a submit and answers what would become of it. Nothing is held, stored or queued, and files in base64 are not decoded.',
  security: BEARER,
  request: {
    headers: z.object({
      prefer: z.string().optional().meta({ description: '`handling=strict`, as for a submit.' }),
    }),
    body: jsonBody(QuoteBody),
  },
  responses: {
    ...COMMON_REFUSALS,
    ...BODY_REFUSALS,
    200: json(
      'What it would cost. That the balance does not cover it is an answer, not a refusal.',
      QuoteView,
    ),
    400: refusal('The body is not JSON, or does not fit the mode of the model.'),
    503: refusal(
      'No configured engine can make this, or the server cannot reach its database at the moment.',
    ),
  },
});

export const QUOTE_ROUTES: readonly RouteConfig[] = [quoteRoute];
