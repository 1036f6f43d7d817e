import { Hono } from 'hono';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';

/** What happens to a generation, as it happens: server-sent events. */
export function watchRoutes(_deps: HttpDeps, _doors: Doors): Hono<HttpEnv> {
  return new Hono<HttpEnv>({ strict: false });
}
