import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Meter } from '../kernel/meter.ts';
import { silentTracer, type Tracer } from '../kernel/trace.ts';
import { refusalOf } from './error-response.ts';
import type { HttpEnv } from './request-context.ts';

export interface Observers {
  readonly meter?: Meter;
  readonly trace?: Tracer;
}

/** Asked every few seconds by machines: counted, but no trace is of any use. */
const UNTRACED: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts and traces every request, by the pattern of its route and never by its path. */
export function observeRequests({ meter, trace = silentTracer }: Observers): MiddlewareHandler<HttpEnv> {
  if (!meter && trace === silentTracer) return (_c, next) => next();
  return async (c, next) => {
    const started = performance.now();
    const method = METHODS.has(c.req.method) ? c.req.method : 'OTHER';
    const traceparent = c.req.header('traceparent');
    const tracer = UNTRACED.has(c.req.path) ? silentTracer : trace;
    await tracer.span(
      method,
      { 'http.request.method': method, 'reelay.request_id': c.get('requestId') },
      async (span) => {
        await next();
        const route = routeOf(c);
        const { status } = c.res;
        span.rename(`${method} ${route}`);
        span.set({ 'http.route': route, 'http.response.status_code': status });
        if (status >= 500) span.fail(`HTTP ${status}`);
        meter?.answered({ method, route, status, seconds: (performance.now() - started) / 1000 });
        if (method === 'POST' && route.endsWith('/generate') && c.error)
          meter?.submitted({ model: '', mode: '', outcome: refusalOf(c.error).code });
      },
      { kind: 'server', ...(traceparent === undefined ? {} : { traceparent }) },
    );
  };
}

/** Such as `/v1/kling/generations/:generation_id`. Whatever nothing answers to is one route, or strangers could make any number. */
function routeOf(c: Context<HttpEnv>): string {
  const pattern = routePath(c, -1);
  return pattern === '' || pattern === '*' || pattern === '/*' ? 'unmatched' : pattern;
}
