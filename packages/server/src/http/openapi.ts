import { OpenAPIHono } from '@hono/zod-openapi';
import { ROUTES } from './routes.ts';

/** The OpenAPI 3.1 description of everything the server answers, made from the zod contracts. */
export function openApiDocument(version: string) {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  for (const route of ROUTES) registry.registerPath({ ...route, tags: [tagOf(route.path)] });
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Reelay',
      version,
      description: 'Asynchronous AI video generation: submit, read, be told.',
      license: { name: 'Apache-2.0' },
    },
  });
}

/** Where a route is shown, by how its path begins. */
const TAGS = [
  ['/v1/kling/', 'Generations'],
  ['/v1/models', 'Models'],
  ['/v1/files', 'Files'],
  ['/v1/webhooks', 'Webhooks'],
  ['/v1/keys', 'Keys'],
  ['/v1/', 'Account'],
] as const;

function tagOf(path: string): string {
  return TAGS.find(([start]) => path.startsWith(start))?.[1] ?? 'Server';
}
