import type { Db } from '../db/transaction.ts';
import { noteCallback } from '../generations/attempts.ts';
import type { AcceptCallback } from '../http/http-deps.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import type { EngineDirectory } from '../router/router.ts';
import type { CallbackLinks } from './callback-links.ts';

export interface AcceptCallbackDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly jobs: Jobs;
  readonly engines: EngineDirectory;
  readonly callbackLinks: CallbackLinks;
}

/** Writes down that a genuine message came; the worker that has the generation asks the engine then. */
export function createAcceptCallback(deps: AcceptCallbackDeps): AcceptCallback {
  return async ({ engine: engineId, idempotencyKey, token, headers, query, body }) => {
    const engine = deps.engines.get(engineId);
    if (!engine?.readCallback || !deps.callbackLinks.verify(engineId, idempotencyKey, token))
      return 'unknown';
    const now = deps.clock.now();
    const read = await engine.readCallback(headers, body, now, query);
    if (read === null) {
      deps.log.warn({ engine: engineId, idempotencyKey }, 'a callback was not genuine');
      return 'forged';
    }
    await noteCallback(deps.db, idempotencyKey, read.operation, now);
    deps.jobs.wake('cancels');
    return 'accepted';
  };
}
