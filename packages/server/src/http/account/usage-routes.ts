import { Hono } from 'hono';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';

/** The balance, and what was spent on what. */
export function usageRoutes(_deps: HttpDeps, _doors: Doors): Hono<HttpEnv> {
  return new Hono<HttpEnv>({ strict: false });
}
