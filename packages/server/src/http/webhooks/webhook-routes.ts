import { Hono } from 'hono';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';

/** Deliveries: their history, sending them again, and the secret that signs them. */
export function webhookRoutes(_deps: HttpDeps, _doors: Doors): Hono<HttpEnv> {
  return new Hono<HttpEnv>({ strict: false });
}
