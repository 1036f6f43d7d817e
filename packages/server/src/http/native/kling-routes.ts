import { Hono } from 'hono';
import { resolveRequest } from '../../catalogue/resolve.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';
import type { Submit } from './submit.ts';

/** `POST /v1/kling/generate`. */
export function klingRoutes(_deps: HttpDeps, doors: Doors, submit: Submit): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  app.post('/v1/kling/generate', doors.submit, async (c) => c.json(await submit(c, resolveRequest), 201));
  return app;
}
