/** What `/openapi.json` says of this. The handlers are in `webhook-routes.ts`. */
import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import {
  DeliveryDetail,
  DeliveryFilterQuery,
  DeliveryView,
  Replayed,
  ReplayFailedBody,
  RotateSecretBody,
  SecretView,
  ShownSecret,
  TestEventBody,
} from '../../contract/delivery-view.ts';
import { BEARER, BODY_REFUSALS, COMMON_REFUSALS, json, jsonBody, refusal } from '../contract-parts.ts';
import { pageOf, PageQuery } from '../page.ts';

const DeliveryParams = z.object({
  delivery_id: z.string().meta({ description: 'As the list and the `webhook-id` header have it.' }),
});

const notFound = refusal('No delivery of this account and environment has that id.');

const listRoute = createRoute({
  method: 'get',
  path: '/v1/webhooks/deliveries',
  operationId: 'listDeliveries',
  summary: 'List webhook deliveries',
  description: "The account's, in the environment of the key, newest first.",
  security: BEARER,
  request: { query: PageQuery.extend(DeliveryFilterQuery.shape) },
  responses: {
    ...COMMON_REFUSALS,
    200: json('A page of them.', pageOf('DeliveryPage', DeliveryView)),
    422: refusal('A query parameter is unknown, given twice, or has a value that is not allowed.'),
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/webhooks/deliveries/{delivery_id}',
  operationId: 'getDelivery',
  summary: 'Read a webhook delivery with its tries',
  security: BEARER,
  request: { params: DeliveryParams },
  responses: {
    ...COMMON_REFUSALS,
    200: json('What is sent, and how each try went.', DeliveryDetail),
    404: notFound,
  },
});

const replayRoute = createRoute({
  method: 'post',
  path: '/v1/webhooks/deliveries/{delivery_id}/replay',
  operationId: 'replayDelivery',
  summary: 'Send a webhook again',
  description: [
    'With the same `webhook-id`, now, and on the schedule from its start, whatever became of it before.',
    'The link to the video is signed anew, because the old one may have expired; all else in the body stays.',
    'One that is waiting for its next try is sent now instead. One that is due already is sent once, however often this is asked for.',
  ].join(' '),
  security: BEARER,
  request: { params: DeliveryParams },
  responses: { ...COMMON_REFUSALS, 202: json('It is due.', DeliveryView), 404: notFound },
});

const replayFailedRoute = createRoute({
  method: 'post',
  path: '/v1/webhooks/deliveries/replay-failed',
  operationId: 'replayFailedDeliveries',
  summary: 'Send every webhook again that was given up',
  description:
    'Those of the account and environment of the key that are `exhausted` or `disabled`, by when they were made. Test events are left out. Asking again replays only what has failed again.',
  security: BEARER,
  request: { body: jsonBody(ReplayFailedBody) },
  responses: { ...COMMON_REFUSALS, ...BODY_REFUSALS, 202: json('So many are due.', Replayed) },
});

const testRoute = createRoute({
  method: 'post',
  path: '/v1/webhooks/test',
  operationId: 'sendTestEvent',
  summary: 'Send a test webhook',
  description: [
    'One message, signed and delivered like any other, but tried only once.',
    'Its body is that of a completed generation whose id is all zeros, which nothing was charged for and which cannot be read; its link leads nowhere.',
    'Read the delivery to see how it went.',
  ].join(' '),
  security: BEARER,
  request: { body: jsonBody(TestEventBody) },
  responses: { ...COMMON_REFUSALS, ...BODY_REFUSALS, 202: json('It is due.', DeliveryView) },
});

const secretRoute = createRoute({
  method: 'get',
  path: '/v1/webhooks/secret',
  operationId: 'getWebhookSecret',
  summary: 'Which secret signs the webhooks',
  description:
    'Each environment of an account has a secret of its own; a key sees and changes that of its own environment.',
  security: BEARER,
  responses: { ...COMMON_REFUSALS, 200: json('How it begins; not the secret itself.', SecretView) },
});

const revealRoute = createRoute({
  method: 'post',
  path: '/v1/webhooks/secret/reveal',
  operationId: 'revealWebhookSecret',
  summary: 'Show the webhook secret, once',
  description: 'The one that the environment of the key came with.',
  security: BEARER,
  responses: {
    ...COMMON_REFUSALS,
    200: json('The secret, this once.', ShownSecret),
    409: refusal('It was shown before. Rotate it.'),
  },
});

const rotateRoute = createRoute({
  method: 'post',
  path: '/v1/webhooks/secret/rotate',
  operationId: 'rotateWebhookSecret',
  summary: 'Make a new webhook secret',
  description: [
    'During the overlap every message carries two signatures in `webhook-signature`, separated by a space, the one of the new secret first; a receiver accepts a message when one of them is right.',
    'Another rotation in that time drops the oldest secret at once.',
  ].join(' '),
  security: BEARER,
  request: { body: jsonBody(RotateSecretBody, { required: false }) },
  responses: { ...COMMON_REFUSALS, ...BODY_REFUSALS, 201: json('The new secret, this once.', ShownSecret) },
});

export const WEBHOOK_ROUTES: readonly RouteConfig[] = [
  listRoute,
  readRoute,
  replayRoute,
  replayFailedRoute,
  testRoute,
  secretRoute,
  revealRoute,
  rotateRoute,
];
