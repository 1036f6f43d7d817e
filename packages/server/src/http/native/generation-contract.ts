/** What `/openapi.json` says of this. The handlers are in `generation-routes.ts`. */
import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import { GenerationFilterQuery } from '../../contract/generation-list.ts';
import { Accepted, GenerationView } from '../../contract/generation-view.ts';
import { BEARER, COMMON_REFUSALS, GenerationParams, json, refusal } from '../contract-parts.ts';
import { pageOf, PageQuery } from '../page.ts';
import { IdempotencyHeaders } from './kling-contract.ts';

const notFound = refusal('No generation of this account and environment has that id.');

const listRoute = createRoute({
  method: 'get',
  path: '/v1/kling/generations',
  operationId: 'listGenerations',
  summary: 'List generations',
  description: [
    "The account's, in the environment of the key, newest first. Deleted ones are not shown.",
    'A filter looks at so many generations for each page: a page may have fewer than `limit`, and even none, while `next_cursor` says that more follow.',
  ].join(' '),
  security: BEARER,
  request: { query: PageQuery.extend(GenerationFilterQuery.shape) },
  responses: {
    ...COMMON_REFUSALS,
    200: json(
      'A page of them, as they are now; `queue_position` is null here.',
      pageOf('GenerationPage', GenerationView),
    ),
    422: refusal('A query parameter is unknown, given twice, or has a value that is not allowed.'),
  },
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/v1/kling/generations/{generation_id}/cancel',
  operationId: 'cancelGeneration',
  summary: 'Cancel a generation',
  description: [
    'One that is `pending` ends at once as `failed` with `CANCELLED`, and is refunded in full.',
    'One that is `processing` is ended by the worker that has it, which tells the engine to stop: it becomes `CANCELLED` and is refunded when the engine stopped.',
    'When the engine had finished the video all the same, or cannot be stopped, the generation is completed and paid for.',
    'While nobody can tell whether the engine took the work, it stays `processing` until that is known, and is cancelled then.',
    'Read it, or wait for the webhook, to learn which. Cancelling it again changes nothing.',
  ].join(' '),
  security: BEARER,
  request: { params: GenerationParams },
  responses: {
    ...COMMON_REFUSALS,
    200: json('Cancelled and refunded, now or before.', GenerationView),
    202: json('Asked for: the engine is being told.', GenerationView),
    404: notFound,
    409: refusal('It has already ended otherwise.'),
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/kling/generations/{generation_id}',
  operationId: 'deleteGeneration',
  summary: 'Delete a generation',
  description: [
    'It must have ended. Its prompt, its inputs and its media are removed, links to them stop working at once, and it is not shown any more.',
    'What it cost stays in the books. A submit that repeats its Idempotency-Key is refused with 409.',
  ].join(' '),
  security: BEARER,
  request: { params: GenerationParams },
  responses: {
    ...COMMON_REFUSALS,
    204: { description: 'Deleted.' },
    404: notFound,
    409: refusal('It is under way. Cancel it first.'),
  },
});

const retryRoute = createRoute({
  method: 'post',
  path: '/v1/kling/generations/{generation_id}/retry',
  operationId: 'retryGeneration',
  summary: 'Submit the request of a generation again',
  description: [
    'Makes a new generation with the same request, inputs, seed and callback_url, at the price of today. The old one must have ended, and stays as it is.',
    'Inputs that were downloaded are used as they are stored; one that never arrived is downloaded from its address again.',
  ].join(' '),
  security: BEARER,
  request: { params: GenerationParams, headers: IdempotencyHeaders.pick({ 'idempotency-key': true }) },
  responses: {
    ...COMMON_REFUSALS,
    201: json('Accepted, paid for and durable.', Accepted),
    400: refusal('The Idempotency-Key is empty or too long.'),
    402: refusal('The balance, or what the key may spend a day, does not cover the price.'),
    404: notFound,
    409: refusal(
      'It is under way; or a request with the same Idempotency-Key is still being accepted, or what it made was deleted.',
    ),
    422: refusal('The Idempotency-Key was used for another request.'),
    503: refusal(
      'No configured engine can make this, or the server cannot reach its database at the moment.',
    ),
  },
});

export const GENERATION_ROUTES: readonly RouteConfig[] = [listRoute, cancelRoute, deleteRoute, retryRoute];
