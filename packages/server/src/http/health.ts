import { Hono } from 'hono';
import { createReadiness, type ReadinessDeps } from './readiness.ts';
import type { HttpEnv } from './request-context.ts';

/** `/healthz` answers while the process runs; `/readyz` says whether requests should be sent to it. */
export function healthRoutes(deps: ReadinessDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const readiness = createReadiness(deps);
  app.get('/healthz', (c) => c.json({ status: 'ok' as const }));
  app.get('/readyz', async (c) => {
    const problems = await readiness();
    c.header('Cache-Control', 'no-store');
    return problems.length === 0
      ? c.json({ status: 'ready' as const, problems })
      : c.json({ status: 'not_ready' as const, problems }, 503);
  });
  return app;
}
