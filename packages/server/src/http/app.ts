import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { AppError } from '../kernel/errors.ts';
import { errorResponse } from './error-response.ts';
import { callbackRoutes } from './callbacks.ts';
import { engineRoutes } from './account/engine-routes.ts';
import { healthRoutes } from './health.ts';
import type { HttpDeps } from './http-deps.ts';
import { mediaRoutes } from './media.ts';
import { metricsRoutes } from './metrics.ts';
import { observeRequests } from './observe.ts';
import { openApiDocument } from './openapi.ts';
import { keyRoutes } from './account/key-routes.ts';
import { usageRoutes } from './account/usage-routes.ts';
import type { Described } from './docs/described.ts';
import { docsRoutes } from './docs/docs-routes.ts';
import { createDoors, type Doors } from './doors.ts';
import { fileRoutes } from './native/file-routes.ts';
import { generationRoutes } from './native/generation-routes.ts';
import { klingRoutes } from './native/kling-routes.ts';
import { modelRoutes } from './native/model-routes.ts';
import { omniRoutes } from './native/omni-routes.ts';
import { quoteRoutes } from './native/quote-routes.ts';
import { createSubmit, type Submit } from './native/submit.ts';
import { watchRoutes } from './native/watch-routes.ts';
import { ROUTES } from './routes.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';
import type { HttpEnv } from './request-context.ts';

/**
 * The whole HTTP surface: request id and log first, then routes, then the one error sink. Opens nothing and listens
 * nowhere, so tests call it with `app.request()`.
 */
export function createApp(deps: HttpDeps): Hono<HttpEnv> {
  // `strict: false` makes a trailing slash mean nothing
  const app = new Hono<HttpEnv>({ strict: false });
  app.use(async (c, next) => {
    const requestId = `req_${randomUUID().replaceAll('-', '')}`;
    c.set('requestId', requestId);
    c.header('X-Request-Id', requestId);
    const started = performance.now();
    c.set('log', {
      debug: (fields, message) => deps.log.debug({ requestId, ...fields }, message),
      info: (fields, message) => deps.log.info({ requestId, ...fields }, message),
      warn: (fields, message) => deps.log.warn({ requestId, ...fields }, message),
      error: (fields, message) => deps.log.error({ requestId, ...fields }, message),
    });
    await next();
    const milliseconds = Math.round((performance.now() - started) * 10) / 10;
    const level = c.req.method === 'GET' ? 'debug' : 'info';
    c.get('log')[level](
      { method: c.req.method, path: c.req.path, status: c.res.status, milliseconds },
      'request',
    );
  });
  app.use(observeRequests(deps));
  app.onError(errorResponse);
  app.notFound((c) =>
    errorResponse(
      new AppError('NOT_FOUND', {
        detail: `Nothing answers ${c.req.method} ${c.req.path}. See /openapi.json for what does.`,
      }),
      c,
    ),
  );
  app.route('/', healthRoutes(deps));
  app.route('/', metricsRoutes({ metrics: deps.metrics ?? null, metricsToken: deps.metricsToken ?? null }));
  app.route('/', mediaRoutes(deps));
  app.route('/', callbackRoutes(deps));
  const doors = createDoors(deps);
  const submit = createSubmit(deps);
  for (const routes of ROOMS) app.route('/', routes(deps, doors, submit));
  const openapi = openApiDocument(deps.settings.version);
  app.get('/openapi.json', (c) => c.json(openapi));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the generator's own type, narrowed to what is shown
  app.route('/', docsRoutes(JSON.parse(JSON.stringify(openapi)) as Described));
  for (const path of new Set(ROUTES.map((route) => route.path)))
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), doors.known, (c) => {
      throw new AppError('METHOD_NOT_ALLOWED', {
        detail: `${c.req.path} does not answer to ${c.req.method}.`,
      });
    });
  return app;
}

const ROOMS: readonly ((deps: HttpDeps, doors: Doors, submit: Submit) => Hono<HttpEnv>)[] = [
  klingRoutes,
  omniRoutes,
  generationRoutes,
  watchRoutes,
  quoteRoutes,
  modelRoutes,
  fileRoutes,
  webhookRoutes,
  keyRoutes,
  usageRoutes,
  engineRoutes,
];
