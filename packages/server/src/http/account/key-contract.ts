/** What `/openapi.json` says of this. The handlers are in `key-routes.ts`. */
import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import {
  CreatedKeyView,
  KeyChangesBody,
  KeyView,
  NewKeyBody,
  RotateKeyBody,
} from '../../contract/key-view.ts';
import { BEARER, BODY_REFUSALS, COMMON_REFUSALS, json, jsonBody, refusal } from '../contract-parts.ts';
import { PageQuery, pageOf } from '../page.ts';

const KeyParams = z.object({
  key_id: z.string().meta({ description: 'The id of a key, not the key itself.' }),
});

const NOT_FOUND = refusal('There is no such key, or the key of this request may not see it.');

const FORBIDDEN = refusal('The key lacks the scope admin, or would give more than it has itself.');

export const KEY_ROUTES: readonly RouteConfig[] = [
  createRoute({
    method: 'post',
    path: '/v1/keys',
    operationId: 'createKey',
    summary: 'Create a key',
    description:
      'Shows the key itself, this once. A test key makes test keys only; a live key both. No key gives a scope that it lacks.',
    security: BEARER,
    request: { body: jsonBody(NewKeyBody) },
    responses: {
      ...COMMON_REFUSALS,
      ...BODY_REFUSALS,
      201: json('Created. `key` is shown this once.', CreatedKeyView),
      403: FORBIDDEN,
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/keys',
    operationId: 'listKeys',
    summary: 'List the keys of the account',
    description: 'Newest first, ended ones too. A test key sees test keys only; a live key sees both.',
    security: BEARER,
    request: { query: PageQuery },
    responses: {
      ...COMMON_REFUSALS,
      200: json('A page of keys.', pageOf('KeyPage', KeyView)),
      422: refusal('limit or cursor cannot be used.'),
    },
  }),
  createRoute({
    method: 'get',
    path: '/v1/keys/{key_id}',
    operationId: 'getKey',
    summary: 'Read a key',
    security: BEARER,
    request: { params: KeyParams },
    responses: {
      ...COMMON_REFUSALS,
      200: json('The key, without what opens anything.', KeyView),
      404: NOT_FOUND,
    },
  }),
  createRoute({
    method: 'patch',
    path: '/v1/keys/{key_id}',
    operationId: 'changeKey',
    summary: 'Change the name, end or limits of a key',
    description:
      'Every process goes by it within 5 seconds. A lower `concurrency` stops nothing that runs; what started before the key had such a limit is not counted.',
    security: BEARER,
    request: { params: KeyParams, body: jsonBody(KeyChangesBody) },
    responses: {
      ...COMMON_REFUSALS,
      ...BODY_REFUSALS,
      200: json('Changed.', KeyView),
      404: NOT_FOUND,
      409: refusal('The key was revoked or has expired.'),
    },
  }),
  createRoute({
    method: 'delete',
    path: '/v1/keys/{key_id}',
    operationId: 'revokeKey',
    summary: 'Revoke a key',
    description:
      'For ever; it stops working within 5 seconds. Its generations go on. Revoking the key of this request is allowed, and a `Warning` field says so.',
    security: BEARER,
    request: {
      params: KeyParams,
      query: z.object({
        force: z
          .enum(['true', 'false'])
          .optional()
          .meta({ description: 'true: also the last working key of its environment with the scope admin.' }),
      }),
    },
    responses: {
      ...COMMON_REFUSALS,
      204: { description: 'Revoked, now or before.' },
      404: NOT_FOUND,
      409: refusal('It is the last working key of its environment with the scope admin.'),
      422: refusal('force is neither true nor false.'),
    },
  }),
  createRoute({
    method: 'post',
    path: '/v1/keys/{key_id}/rotate',
    operationId: 'rotateKey',
    summary: 'Replace a key',
    description:
      'Makes a key with the same name, scopes, limits and length of life. The old one works on for `overlap_seconds`. Each of the two counts its own rates and spending.',
    security: BEARER,
    request: { params: KeyParams, body: jsonBody(RotateKeyBody, { required: false }) },
    responses: {
      ...COMMON_REFUSALS,
      ...BODY_REFUSALS,
      201: json('The new key. `key` is shown this once.', CreatedKeyView),
      403: FORBIDDEN,
      404: NOT_FOUND,
      409: refusal('The key was revoked, has expired, or was rotated before.'),
    },
  }),
];
