import { createMiddleware } from 'hono/factory';
import type { Caller } from '../accounts/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

const WINDOW_SECONDS = 60;
/** Windows that ended are forgotten once this many are known, so the table cannot grow for ever. */
const SWEEP_ABOVE = 10_000;

export interface RatePolicy {
  /** What the `RateLimit` fields call it. */
  readonly name: string;
  /** Callers with the same answer are counted together. */
  readonly holderOf: (caller: Caller) => string;
  /** Requests a minute; 0 = no limit. */
  readonly perMinuteOf: (caller: Caller) => number;
}

/**
 * At most so many requests a minute under every policy, counted in this process, with the `RateLimit` fields of
 * draft-ietf-httpapi-ratelimit-headers. A refused request uses up nothing, so a key that is over its own limit takes
 * nothing from the others of its account.
 */
export function rateLimit(clock: Clock, policies: readonly RatePolicy[]) {
  const counters = policies.map((policy) => ({ policy, windows: new Map<string, Window>() }));
  return createMiddleware<HttpEnv>(async (c, next) => {
    const now = clock.now().getTime() / 1000;
    const caller = c.get('caller');
    const counts = counters
      .map(({ policy, windows }) => ({
        name: policy.name,
        most: policy.perMinuteOf(caller),
        policy,
        windows,
      }))
      .filter(({ most }) => most > 0)
      .map((one) => ({ ...one, window: openWindow(one.windows, one.policy.holderOf(caller), now) }));
    if (counts.length > 0) {
      const full = counts.filter(({ window, most }) => window.used >= most);
      if (full.length === 0) for (const { window } of counts) window.used += 1;
      c.header(
        'RateLimit-Policy',
        counts.map(({ name, most }) => `"${name}";q=${most};w=${WINDOW_SECONDS}`).join(', '),
      );
      c.header(
        'RateLimit',
        counts
          .map(
            ({ name, most, window }) =>
              `"${name}";r=${Math.max(0, most - window.used)};t=${secondsLeft(window, now)}`,
          )
          .join(', '),
      );
      if (full.length > 0)
        throw new AppError('RATE_LIMITED', {
          retryAfterSeconds: Math.max(...full.map(({ window }) => secondsLeft(window, now))),
        });
    }
    await next();
  });
}

interface Window {
  readonly startedAt: number;
  used: number;
}

function secondsLeft({ startedAt }: Window, now: number): number {
  return Math.max(1, Math.ceil(startedAt + WINDOW_SECONDS - now));
}

function openWindow(windows: Map<string, Window>, holder: string, now: number): Window {
  const known = windows.get(holder);
  if (known && now < known.startedAt + WINDOW_SECONDS) return known;
  if (windows.size > SWEEP_ABOVE)
    for (const [other, window] of windows)
      if (now >= window.startedAt + WINDOW_SECONDS) windows.delete(other);
  const fresh = { startedAt: now, used: 0 };
  windows.set(holder, fresh);
  return fresh;
}
