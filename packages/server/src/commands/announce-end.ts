import type { Tx } from '../db/transaction.ts';
import type { Generation } from '../generations/generation.ts';
import { appendDelivery } from '../webhooks/append-delivery.ts';
import { webhookBody } from '../webhooks/webhook-body.ts';
import type { CommandDeps } from './create-generation.ts';

/** Appends the webhook of an ended generation, when it asked for one. `videoUrl` is null unless it was completed. */
export async function announceEnd(
  deps: CommandDeps,
  tx: Tx,
  generation: Generation,
  videoUrl: string | null,
): Promise<void> {
  if (generation.callbackUrl === null) return;
  const completedAt = generation.completedAt ?? deps.clock.now();
  await appendDelivery(tx, deps.jobs, {
    id: deps.newId(),
    accountId: generation.accountId,
    environment: generation.environment,
    generationId: generation.id,
    url: generation.callbackUrl,
    body: webhookBody({
      generationId: generation.id,
      model: generation.model,
      completedAt,
      videoUrl,
      failure: generation.failure,
    }),
    createdAt: completedAt,
  });
}

/** Once the end is committed: it counts, its place is free for the next in the queue, whoever waits can be told, and its webhook can go out. */
export function wakeAfterEnd({ jobs, meter }: Pick<CommandDeps, 'jobs' | 'meter'>, ended: Generation): void {
  meter?.ended(ended);
  jobs.wake('generations');
  jobs.wake('ends');
  if (ended.callbackUrl !== null) jobs.wake('webhooks');
}
