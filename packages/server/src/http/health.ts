import { Hono } from 'hono';
import type { HttpEnv } from './request-context.ts';

/** Answers as soon as requests are served. */
export function healthRoutes(): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  return app;
}
