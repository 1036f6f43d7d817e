import type { Caller } from '../accounts/caller.ts';
import { inTransaction } from '../db/transaction.ts';
import { AppError } from '../kernel/errors.ts';
import { lockReplayable, markReplayed, type ReplayableDelivery } from '../webhooks/replay-statements.ts';
import { withVideoUrl } from '../webhooks/webhook-body.ts';
import type { CommandDeps } from './create-generation.ts';

export interface ReplayDeps extends Pick<CommandDeps, 'db' | 'jobs' | 'clock'> {
  /** Makes the public, signed address of a stored video. */
  readonly videoUrl: (assetId: string) => string;
}

/**
 * Sends a delivery again, whatever became of it: the same webhook-id, due now, the schedule from its start. One that is
 * waiting for its next try does not wait any longer; one that is due already stays as it is, so that asking twice sends
 * once. A try that is under way goes on, and the replay follows it. Throws NOT_FOUND.
 */
export async function replayDelivery(deps: ReplayDeps, caller: Caller, id: string): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const delivery = await lockReplayable(tx, caller, id);
    if (!delivery) throw new AppError('NOT_FOUND', { detail: 'Delivery not found' });
    const now = deps.clock.now();
    const isDue = delivery.nextAttemptAt !== null && delivery.nextAttemptAt <= now;
    if (!isDue) await markReplayed(tx, [{ id, body: freshBody(deps, delivery) }], now);
    // The job that an open delivery has already may be far from due. Whichever comes first claims the try.
    await deps.jobs.enqueue(tx, 'webhooks', id);
  });
  deps.jobs.wake('webhooks');
}

/**
 * Links in a message live for a day, and a replay is asked for after an outage that may have been longer: a message with a
 * dead link helps nobody. So its link is signed anew, here and only here. Receivers that know the webhook-id know the
 * message; those that do not get one they can use. All else in it stays as it was.
 */
export function freshBody({ videoUrl }: ReplayDeps, { event, body, videoId }: ReplayableDelivery): string {
  if (event === 'test') return body;
  return withVideoUrl(body, videoId === null ? null : videoUrl(videoId));
}
