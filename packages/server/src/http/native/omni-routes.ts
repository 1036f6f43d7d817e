import { Hono } from 'hono';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';

/** O1 and O3: several pictures, one video. */
export function omniRoutes(_deps: HttpDeps, _doors: Doors): Hono<HttpEnv> {
  return new Hono<HttpEnv>({ strict: false });
}
