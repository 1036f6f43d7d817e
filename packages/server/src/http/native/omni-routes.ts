import { Hono } from 'hono';
import { resolveO1, resolveO3 } from '../../catalogue/resolve-omni.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';
import type { Submit } from './submit.ts';

/** Videos from words and several pictures: O1 and O3. */
export function omniRoutes(_deps: HttpDeps, doors: Doors, submit: Submit): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  app.post('/v1/kling/o1-video/generate', doors.submit, async (c) => c.json(await submit(c, resolveO1), 201));
  app.post('/v1/kling/o3-video/generate', doors.submit, async (c) => c.json(await submit(c, resolveO3), 201));
  return app;
}
