/** What `/openapi.json` says of reading and watching. The handlers are in `watch-routes.ts`. */
import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import { GenerationEvent } from '../../contract/generation-event.ts';
import { GenerationView } from '../../contract/generation-view.ts';
import { BEARER, COMMON_REFUSALS, GenerationParams, json, refusal } from '../contract-parts.ts';
import { eventStream, LastEventIdHeaders, LastEventIdQuery } from '../event-stream-contract.ts';
import { LISTEN_ROUTES } from '../webhooks/listen-contract.ts';

const readRoute = createRoute({
  method: 'get',
  path: '/v1/kling/generations/{generation_id}',
  operationId: 'getGeneration',
  summary: 'Read a generation, at once or when it has ended',
  security: BEARER,
  request: {
    params: GenerationParams,
    query: z.object({
      wait: z.coerce.number().int().min(0).max(60).optional().meta({
        description: 'Answers when it has ended, or after so many whole seconds; at once unless said.',
      }),
      include: z.enum(['attempts']).optional().meta({
        description:
          'attempts: every try on every engine, why it was made and what it cost. Needs the scope admin.',
      }),
    }),
    headers: z.object({
      prefer: z
        .string()
        .optional()
        .meta({ description: '`wait=60` means the same as the parameter `wait`.' }),
    }),
  },
  responses: {
    ...COMMON_REFUSALS,
    200: json('As it is now, also when it failed or has not ended yet.', GenerationView),
    404: refusal('No generation of this account has that id.'),
    422: refusal('`wait` is not a whole number from 0 to 60.'),
  },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/v1/kling/generations/{generation_id}/events',
  operationId: 'watchGeneration',
  summary: 'Watch a generation: server-sent events until it has ended and its webhook is delivered',
  security: BEARER,
  request: { params: GenerationParams, query: LastEventIdQuery, headers: LastEventIdHeaders },
  responses: {
    ...COMMON_REFUSALS,
    200: eventStream(
      'What has happened and what happens. Ends after the last event there will be: `completed` or `failed`, or with a callback_url the `delivery` after which it is not tried again. Ends after 30 minutes in any case; go on by the id of the last event.',
      GenerationEvent,
    ),
    204: { description: 'Nothing comes after that event: it was the last.' },
    404: refusal('No generation of this account has that id.'),
    422: refusal('Last-Event-ID is no id of an event.'),
  },
});

export const WATCH_ROUTES: readonly RouteConfig[] = [readRoute, eventsRoute, ...LISTEN_ROUTES];
