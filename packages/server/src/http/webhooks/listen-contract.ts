/** What `/openapi.json` says of this. The handler is in `listen-routes.ts`. */
import { createRoute } from '@hono/zod-openapi';
import { ListenedWebhook } from '../../contract/listened-webhook.ts';
import { BEARER, COMMON_REFUSALS, refusal } from '../contract-parts.ts';
import { eventStream, LastEventIdHeaders, LastEventIdQuery } from '../event-stream-contract.ts';

const listenRoute = createRoute({
  method: 'get',
  path: '/v1/webhooks/events',
  operationId: 'listenToWebhooks',
  summary: 'Listen to webhooks without a public address',
  description:
    'A signed message for every generation of this account and environment that ends, whether or not it has a callback_url, to be replayed to a server on your own machine. Needs the scope admin, because it signs with the secret of the account.',
  security: BEARER,
  request: { query: LastEventIdQuery, headers: LastEventIdHeaders },
  responses: {
    ...COMMON_REFUSALS,
    200: eventStream(
      'What ends from now on; with Last-Event-ID also what has ended since. Ends after 30 minutes; go on by the id of the last event.',
      ListenedWebhook,
    ),
    422: refusal('Last-Event-ID is no id of an event of this stream.'),
  },
});

export const LISTEN_ROUTES = [listenRoute];
