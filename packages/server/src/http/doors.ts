import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { createMiddleware } from 'hono/factory';
import { createNoteKeyUse } from '../accounts/note-key-use.ts';
import { AppError } from '../kernel/errors.ts';
import type { KeyScope } from '../kernel/key-scopes.ts';
import { authenticate } from './authenticate.ts';
import type { HttpDeps } from './http-deps.ts';
import { rateLimit, type RatePolicy } from './rate-limit.ts';
import type { HttpEnv } from './request-context.ts';

/** What stands in front of every route that needs a key: who is calling, what the key may do, how often. */
export interface Doors {
  /** Scope `generate`, counted as a submit: whatever may cost money. */
  readonly submit: MiddlewareHandler<HttpEnv>;
  /** Scope `generate`, counted as a read: changes what was submitted. */
  readonly change: MiddlewareHandler<HttpEnv>;
  /** Scope `read`. */
  readonly read: MiddlewareHandler<HttpEnv>;
  /** Scope `admin`. */
  readonly admin: MiddlewareHandler<HttpEnv>;
  /** Any key, not counted: for refusals that are the same for all. */
  readonly known: MiddlewareHandler<HttpEnv>;
}

/** Made once, so that all routes count in the same windows. */
export function createDoors(deps: HttpDeps): Doors {
  const { settings, clock } = deps;
  const known = authenticate(deps.findCaller, createNoteKeyUse(deps));
  const submits = rateLimit(clock, [
    keyPolicy('submits', 'submitsPerMinute', settings.submitsPerMinute),
    accountPolicy('submits-of-account', settings.submitsPerMinuteOfAccount ?? 0),
  ]);
  const reads = rateLimit(clock, [
    keyPolicy('reads', 'readsPerMinute', settings.readsPerMinute),
    accountPolicy('reads-of-account', settings.readsPerMinuteOfAccount ?? 0),
  ]);
  return {
    submit: every(known, requireScope('generate'), submits),
    change: every(known, requireScope('generate'), reads),
    read: every(known, requireScope('read'), reads),
    admin: every(known, requireScope('admin'), reads),
    known,
  };
}

/** A limit of the key's own stands in the place of the server's, be it lower or higher. */
function keyPolicy(
  name: string,
  limit: 'submitsPerMinute' | 'readsPerMinute',
  perMinute: number,
): RatePolicy {
  return {
    name,
    holderOf: ({ keyId }) => keyId,
    perMinuteOf: ({ limits }) => limits[limit] ?? perMinute,
  };
}

function accountPolicy(name: string, perMinute: number): RatePolicy {
  return {
    name,
    holderOf: ({ accountId, environment }) => `${accountId}:${environment}`,
    perMinuteOf: () => perMinute,
  };
}

function requireScope(scope: KeyScope) {
  return createMiddleware<HttpEnv>(async (c, next) => {
    const { scopes } = c.get('caller');
    if (!scopes.includes(scope))
      throw new AppError('FORBIDDEN', {
        detail: `This key has the scopes ${scopes.join(', ')}; ${c.req.method} ${c.req.path} needs ${scope}.`,
      });
    await next();
  });
}
