import { Hono } from 'hono';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';

/** Files that are uploaded once and used by later requests. */
export function fileRoutes(_deps: HttpDeps, _doors: Doors): Hono<HttpEnv> {
  return new Hono<HttpEnv>({ strict: false });
}
