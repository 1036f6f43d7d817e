/** Descriptions of the routes that whoever runs the server asks. */
import { createRoute, z } from '@hono/zod-openapi';
import { json } from './contract-parts.ts';

const Ready = z
  .object({
    status: z.enum(['ready', 'not_ready']),
    problems: z
      .array(z.string())
      .meta({ description: 'What keeps this process from serving; empty when ready.' }),
  })
  .meta({ id: 'Ready', description: 'Whether requests should be sent to this process.' });

const Alive = z.object({ status: z.literal('ok') }).meta({ id: 'Alive', description: 'The process runs.' });

export const HEALTH_ROUTES = [
  createRoute({
    method: 'get',
    path: '/healthz',
    operationId: 'checkHealth',
    summary: 'Whether the process runs',
    responses: { 200: json('It does.', Alive) },
  }),
  createRoute({
    method: 'get',
    path: '/readyz',
    operationId: 'checkReadiness',
    summary: 'Whether requests should be sent to this process',
    description:
      'Looks at the database, its migrations and the media store, at most once a second. No key is needed.',
    responses: {
      200: json('They should.', Ready),
      503: json('They should not, for the reasons given.', Ready),
    },
  }),
];
