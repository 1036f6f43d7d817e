import type { Caller } from '../accounts/caller.ts';
import { inTransaction } from '../db/transaction.ts';
import {
  type FailedRange,
  lockFailed,
  markReplayed,
  type ReplayableDelivery,
} from '../webhooks/replay-statements.ts';
import { freshBody, type ReplayDeps } from './replay-delivery.ts';

/** Deliveries of one transaction. It holds their rows, so it is short: about 0.1 s. */
const BATCH = 500;

/**
 * Sends again every message of the caller's that was given up and was made in the range. Answers how many. It commits
 * batch after batch, and what was replayed is not given up any more: when it breaks off, asking again goes on from there.
 */
export async function replayFailed(deps: ReplayDeps, caller: Caller, range: FailedRange): Promise<number> {
  let replayed = 0;
  let after: ReplayableDelivery | null = null;
  for (;;) {
    const batch: readonly ReplayableDelivery[] = await replayBatch(deps, caller, range, after);
    replayed += batch.length;
    after = batch.at(-1) ?? null;
    if (batch.length < BATCH || after === null) return replayed;
  }
}

async function replayBatch(
  deps: ReplayDeps,
  caller: Caller,
  range: FailedRange,
  after: ReplayableDelivery | null,
): Promise<readonly ReplayableDelivery[]> {
  const batch = await inTransaction(deps.db, async (tx) => {
    const failed = await lockFailed(tx, caller, range, { limit: BATCH, after });
    const replays = failed.map((delivery) => ({ id: delivery.id, body: freshBody(deps, delivery) }));
    await markReplayed(tx, replays, deps.clock.now());
    await deps.jobs.enqueueMany(
      tx,
      'webhooks',
      failed.map(({ id }) => ({ subjectId: id })),
    );
    return failed;
  });
  deps.jobs.wake('webhooks');
  return batch;
}
