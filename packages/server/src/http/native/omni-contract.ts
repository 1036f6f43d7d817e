/** What `/openapi.json` says of O1 and O3. The handlers are in `omni-routes.ts`. */
import { createRoute } from '@hono/zod-openapi';
import { O1Body, O3Body } from '../../contract/omni-body.ts';
import { BEARER, jsonBody } from '../contract-parts.ts';
import { IdempotencyHeaders, SUBMIT_RESPONSES } from './kling-contract.ts';

const o1Route = createRoute({
  method: 'post',
  path: '/v1/kling/o1-video/generate',
  operationId: 'generateO1',
  summary: 'Submit an O1 video: words and up to 5 pictures',
  security: BEARER,
  request: {
    headers: IdempotencyHeaders,
    body: jsonBody(O1Body),
  },
  responses: SUBMIT_RESPONSES,
});

const o3Route = createRoute({
  method: 'post',
  path: '/v1/kling/o3-video/generate',
  operationId: 'generateO3',
  summary: 'Submit an O3 video: words and up to 5 pictures',
  security: BEARER,
  request: {
    headers: IdempotencyHeaders,
    body: jsonBody(O3Body),
  },
  responses: SUBMIT_RESPONSES,
});

export const OMNI_ROUTES = [o1Route, o3Route];
