/** What `/openapi.json` says of this. The handlers are in `usage-routes.ts`. */
import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import { BalanceView, USAGE_DIMENSIONS, UsageView } from '../../contract/usage.ts';
import { BEARER, COMMON_REFUSALS, json, refusal } from '../contract-parts.ts';

const UsageQuery = z.object({
  from: z.iso.date().optional().meta({ description: 'First day, in UTC; 29 days before `to` unless said.' }),
  to: z.iso.date().optional().meta({ description: 'Last day, in UTC; today unless said.' }),
  group_by: z
    .string()
    .optional()
    .meta({
      description: `Any of ${USAGE_DIMENSIONS.join(', ')}: with commas between them, or repeated. day unless said.`,
      example: 'day,model',
    }),
  format: z
    .enum(['json', 'csv'])
    .optional()
    .meta({ description: 'json unless said, or unless the request has `Accept: text/csv`.' }),
});

export const USAGE_ROUTES: readonly RouteConfig[] = [
  createRoute({
    method: 'get',
    path: '/v1/data/balance',
    operationId: 'getBalance',
    summary: 'Read the balance',
    description: 'Of the environment of the key.',
    security: BEARER,
    responses: { ...COMMON_REFUSALS, 200: json('What can be spent, and what is held.', BalanceView) },
  }),
  createRoute({
    method: 'get',
    path: '/v1/usage',
    operationId: 'getUsage',
    summary: 'Read what was made and what it cost',
    description:
      'Of the environment of the key, at most 366 days. A generation counts on the day of its submit, deleted ones too. Days and others without one have no row.',
    security: BEARER,
    request: { query: UsageQuery },
    responses: {
      ...COMMON_REFUSALS,
      200: {
        description: 'A row for each group, and their totals. The CSV has the rows.',
        content: { 'application/json': { schema: UsageView }, 'text/csv': { schema: z.string() } },
      },
      422: refusal('A parameter cannot be used, or there would be more than 20,000 rows.'),
    },
  }),
];
