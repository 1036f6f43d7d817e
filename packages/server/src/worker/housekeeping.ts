import type { Db } from '../db/transaction.ts';
import { deleteClaimsBefore } from '../generations/idempotency.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import { pauseUnlessAborted } from './job-loop.ts';

const EVERY_MILLISECONDS = 3_600_000;
/** Native API, section 1: an Idempotency-Key is kept for 7 days. */
const KEEP_CLAIMS_MILLISECONDS = 7 * 24 * 3_600_000;

/** Removes what has had its time, now and every hour, until it is stopped. Any number of processes may do it. */
export async function keepHouse(
  deps: { readonly db: Db; readonly clock: Clock; readonly log: Logger },
  signal: AbortSignal,
): Promise<void> {
  do {
    try {
      await deleteClaimsBefore(deps.db, new Date(deps.clock.now().getTime() - KEEP_CLAIMS_MILLISECONDS));
    } catch (error) {
      deps.log.warn(
        { err: String(error) },
        'old idempotency keys could not be removed; trying again in an hour',
      );
    }
  } while (await pauseUnlessAborted(EVERY_MILLISECONDS, signal));
}
