import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../kernel/errors.ts';
import type { KeyScope } from '../kernel/key-scopes.ts';
import { authenticate } from './authenticate.ts';
import type { HttpDeps } from './http-deps.ts';
import { rateLimit } from './rate-limit.ts';
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
  const known = authenticate(deps.findCaller);
  const submits = rateLimit('submits', deps.settings.submitsPerMinute, deps.clock);
  const reads = rateLimit('reads', deps.settings.readsPerMinute, deps.clock);
  return {
    submit: every(known, requireScope('generate'), submits),
    change: every(known, requireScope('generate'), reads),
    read: every(known, requireScope('read'), reads),
    admin: every(known, requireScope('admin'), reads),
    known,
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
