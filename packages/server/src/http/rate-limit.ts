import { createMiddleware } from 'hono/factory';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

const WINDOW_SECONDS = 60;
/** Windows that ended are forgotten once this many keys are known, so the table cannot grow for ever. */
const SWEEP_ABOVE = 10_000;

interface Window {
  startedAt: number;
  used: number;
}

/**
 * At most `perMinute` requests a minute and key, counted in this process, with the `RateLimit` fields of
 * draft-ietf-httpapi-ratelimit-headers. `name` is the policy's name in them. 0 = no limit.
 */
export function rateLimit(name: string, perMinute: number, clock: Clock) {
  const windows = new Map<string, Window>();
  return createMiddleware<HttpEnv>(async (c, next) => {
    if (perMinute > 0) {
      const now = clock.now().getTime() / 1000;
      const window = openWindow(windows, c.get('caller').keyId, now);
      const resetSeconds = Math.max(1, Math.ceil(window.startedAt + WINDOW_SECONDS - now));
      window.used += 1;
      c.header('RateLimit-Policy', `"${name}";q=${perMinute};w=${WINDOW_SECONDS}`);
      c.header('RateLimit', `"${name}";r=${Math.max(0, perMinute - window.used)};t=${resetSeconds}`);
      if (window.used > perMinute) throw new AppError('RATE_LIMITED', { retryAfterSeconds: resetSeconds });
    }
    await next();
  });
}

function openWindow(windows: Map<string, Window>, key: string, now: number): Window {
  const known = windows.get(key);
  if (known && now < known.startedAt + WINDOW_SECONDS) return known;
  if (windows.size > SWEEP_ABOVE)
    for (const [other, window] of windows)
      if (now >= window.startedAt + WINDOW_SECONDS) windows.delete(other);
  const fresh = { startedAt: now, used: 0 };
  windows.set(key, fresh);
  return fresh;
}
