import { Hono } from 'hono';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';

/** How the engines are, for whoever runs the server. */
export function engineRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  app.get('/v1/engines', doors.admin, async (c) =>
    c.json({ data: [...((await deps.listEngines?.()) ?? [])] }),
  );
  return app;
}
