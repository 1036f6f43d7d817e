import type { Db } from '../db/transaction.ts';
import { deleteClaimsBefore } from '../generations/idempotency.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import type { MediaStore } from '../media/store.ts';
import { pauseUnlessAborted } from './job-loop.ts';

const EVERY_MILLISECONDS = 3_600_000;
/** Native API, section 1: an Idempotency-Key is kept for 7 days. */
const KEEP_CLAIMS_MILLISECONDS = 7 * 24 * 3_600_000;
/** No upload, download or inspection takes nearly as long. */
const KEEP_INCOMING_MILLISECONDS = 24 * 3_600_000;

/** Removes what has had its time, now and every hour, until it is stopped. Any number of processes may do it. */
export async function keepHouse(
  deps: { readonly db: Db; readonly clock: Clock; readonly log: Logger; readonly store: MediaStore },
  signal: AbortSignal,
): Promise<void> {
  do {
    const now = deps.clock.now().getTime();
    try {
      await deleteClaimsBefore(deps.db, new Date(now - KEEP_CLAIMS_MILLISECONDS));
      await deps.store.removeLeftovers(new Date(now - KEEP_INCOMING_MILLISECONDS));
    } catch (error) {
      deps.log.warn(
        { err: String(error) },
        'old idempotency keys or leftover files could not be removed; trying again in an hour',
      );
    }
  } while (await pauseUnlessAborted(EVERY_MILLISECONDS, signal));
}
