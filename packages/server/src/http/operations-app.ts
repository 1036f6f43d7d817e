import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { AppError } from '../kernel/errors.ts';
import { errorResponse } from './error-response.ts';
import { healthRoutes } from './health.ts';
import { metricsRoutes, type MetricsAccess } from './metrics.ts';
import type { ReadinessDeps } from './readiness.ts';
import type { HttpEnv } from './request-context.ts';

/** What a worker answers that has no API beside it: whether it lives, whether it can work, and what it has counted. */
export function createOperationsApp(deps: ReadinessDeps & MetricsAccess): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  app.use(async (c, next) => {
    c.set('requestId', `req_${randomUUID().replaceAll('-', '')}`);
    c.set('log', deps.log);
    await next();
  });
  app.onError(errorResponse);
  app.notFound((c) =>
    errorResponse(
      new AppError('NOT_FOUND', {
        detail: 'This is a worker. It answers /healthz, /readyz and /metrics, and nothing of the API.',
      }),
      c,
    ),
  );
  app.route('/', healthRoutes(deps));
  app.route('/', metricsRoutes(deps));
  return app;
}
