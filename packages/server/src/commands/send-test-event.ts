import type { Caller } from '../accounts/caller.ts';
import { inTransaction } from '../db/transaction.ts';
import { appendDelivery } from '../webhooks/append-delivery.ts';
import { webhookBody } from '../webhooks/webhook-body.ts';
import type { CommandDeps } from './create-generation.ts';

/** The generation that test events tell of. There is none, it cost nothing, and reading it answers 404. */
export const SAMPLE_GENERATION_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Sends one message of the event `test`, signed and through the queue like any other, and only tried once: whoever asks for
 * it is watching. It tells of a video that was completed; its link leads nowhere. Answers the delivery's id.
 */
export async function sendTestEvent(deps: CommandDeps, caller: Caller, url: string): Promise<string> {
  const id = deps.newId();
  const createdAt = deps.clock.now();
  const body = webhookBody({
    generationId: SAMPLE_GENERATION_ID,
    model: 'kling_2.5_turbo',
    completedAt: createdAt,
    videoUrl: 'https://example.com/sample.mp4',
    failure: null,
  });
  const { accountId, environment } = caller;
  await inTransaction(deps.db, (tx) =>
    appendDelivery(tx, deps.jobs, { id, accountId, environment, generationId: null, url, body, createdAt }),
  );
  deps.jobs.wake('webhooks');
  return id;
}
