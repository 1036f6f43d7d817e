import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context } from 'hono';
import { AppError } from '../kernel/errors.ts';
import { isLoopbackAddress } from '../kernel/public-address.ts';
import type { Metrics } from './create-metrics.ts';
import type { HttpEnv } from './request-context.ts';

export interface MetricsAccess {
  /** Null when this process counts nothing; then there is nothing at the address. */
  readonly metrics: Metrics | null;
  /** Who sends it may read them from anywhere; null: only this machine may. */
  readonly metricsToken: string | null;
}

/** What a proxy adds. A request that came through one is not of this machine, whatever its connection says. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

/** `/metrics`, in the text format of Prometheus. */
export function metricsRoutes({ metrics, metricsToken }: MetricsAccess): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  if (metrics === null) return app;
  app.get('/metrics', async (c) => {
    if (metricsToken === null) refuseOtherMachines(c);
    else refuseWrongToken(c, metricsToken);
    return c.body(await metrics.text(), 200, {
      'Content-Type': metrics.contentType,
      'Cache-Control': 'no-store',
    });
  });
  return app;
}

function refuseWrongToken(c: Context<HttpEnv>, token: string): void {
  const given = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (given === undefined || !timingSafeEqual(digest(given), digest(token)))
    throw new AppError('UNAUTHENTICATED', {
      detail: 'Send the token of REELAY_METRICS_TOKEN as a bearer token.',
    });
}

function refuseOtherMachines(c: Context<HttpEnv>): void {
  const isProxied = PROXY_HEADERS.some((name) => c.req.header(name) !== undefined);
  if (!isProxied && isLoopbackAddress(addressOf(c))) return;
  throw new AppError('FORBIDDEN', {
    detail: 'Only this machine may read the metrics. Set REELAY_METRICS_TOKEN to read them from elsewhere.',
  });
}

/** Empty when there is no connection, as in a test that calls the app itself. */
function addressOf(c: Context<HttpEnv>): string {
  try {
    // What listens on IPv6 shows callers by IPv4 as `::ffff:127.0.0.1`; nobody else can have such an address.
    return (getConnInfo(c).remote.address ?? '').replace(/^::ffff:/i, '');
  } catch {
    return '';
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
