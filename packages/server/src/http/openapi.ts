import { OpenAPIHono } from '@hono/zod-openapi';
import { ROUTES } from './routes.ts';

/** The OpenAPI 3.1 description of everything the server answers, made from the zod contracts. */
export function openApiDocument(version: string) {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  for (const route of ROUTES) registry.registerPath(route);
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
