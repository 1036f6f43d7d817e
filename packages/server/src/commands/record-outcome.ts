import { inTransaction, type Tx } from '../db/transaction.ts';
import { insertAsset, type NewAsset } from '../generations/assets.ts';
import { endAttempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { canMove } from '../generations/state.ts';
import { finishCompleted, finishFailed, lockGeneration } from '../generations/statements.ts';
import { releaseSlots } from '../jobs/slots.ts';
import { FAILURES, type FailureReason } from '../kernel/failures.ts';
import type { JsonValue } from '../kernel/json.ts';
import { release, settle } from '../ledger/ledger.ts';
import { appendDelivery } from '../webhooks/append-delivery.ts';
import { webhookBody } from '../webhooks/webhook-body.ts';
import type { CommandDeps } from './create-generation.ts';

/** Makes the public, signed address of a stored video. */
type VideoUrl = (asset: NewAsset) => string;

export interface OutcomeDeps extends CommandDeps {
  readonly videoUrl: VideoUrl;
}

export type Outcome =
  | { readonly state: 'succeeded'; readonly assets: readonly NewAsset[]; readonly report: JsonValue }
  | { readonly state: 'failed'; readonly reason: FailureReason; readonly detail: string };

export interface OutcomeRecord {
  readonly generationId: string;
  /** Null when it ended before anything was tried. */
  readonly attemptId: string | null;
  readonly fence: number;
  readonly outcome: Outcome;
}

/**
 * Ends a generation: in one transaction moves it, settles or releases its hold, frees its places, writes its assets and
 * appends the webhook. `stale`, and nothing has happened, when somebody else has taken it over or it had ended before.
 */
export async function recordOutcome(deps: OutcomeDeps, record: OutcomeRecord): Promise<'recorded' | 'stale'> {
  const ended = await inTransaction(deps.db, async (tx) => {
    const generation = await lockGeneration(tx, record.generationId);
    if (!generation || generation.fence !== record.fence) return null;
    const { outcome } = record;
    if (!canMove(generation.status, outcome.state === 'succeeded' ? 'completed' : 'failed')) return null;
    const now = deps.clock.now();
    const finished =
      outcome.state === 'succeeded'
        ? await complete(tx, generation, outcome, now)
        : await fail(tx, generation, outcome, now);
    if (record.attemptId !== null) await endAttempt(tx, record.attemptId, attemptEnd(outcome, now));
    await releaseSlots(tx, generation.id);
    await announce(deps, tx, finished, outcome);
    return finished;
  });
  if (ended === null) return 'stale';
  // Its place is free for the next in the queue.
  deps.jobs.wake('generations');
  if (ended.callbackUrl !== null) deps.jobs.wake('webhooks');
  return 'recorded';
}

async function complete(
  tx: Tx,
  generation: Generation,
  outcome: Extract<Outcome, { state: 'succeeded' }>,
  now: Date,
): Promise<Generation> {
  const owner = { accountId: generation.accountId, generationId: generation.id };
  for (const asset of outcome.assets) await insertAsset(tx, owner, asset);
  await settle(tx, generation.id, generation.price);
  return finishCompleted(tx, generation.id, { report: outcome.report, now });
}

async function fail(
  tx: Tx,
  generation: Generation,
  outcome: Extract<Outcome, { state: 'failed' }>,
  now: Date,
): Promise<Generation> {
  if (FAILURES[outcome.reason].refund) await release(tx, generation.id);
  else await settle(tx, generation.id, generation.price);
  return finishFailed(tx, generation.id, { reason: outcome.reason, detail: outcome.detail, now });
}

function attemptEnd(outcome: Outcome, now: Date) {
  return outcome.state === 'succeeded'
    ? ({ state: 'succeeded', failure: null, detail: null, now } as const)
    : ({ state: 'failed', failure: outcome.reason, detail: outcome.detail, now } as const);
}

async function announce(deps: OutcomeDeps, tx: Tx, generation: Generation, outcome: Outcome): Promise<void> {
  if (generation.callbackUrl === null) return;
  const video =
    outcome.state === 'succeeded' ? outcome.assets.find((asset) => asset.kind === 'video') : undefined;
  await appendDelivery(tx, deps.jobs, {
    id: deps.newId(),
    accountId: generation.accountId,
    environment: generation.environment,
    generationId: generation.id,
    url: generation.callbackUrl,
    body: webhookBody({
      generationId: generation.id,
      model: generation.model,
      completedAt: generation.completedAt ?? deps.clock.now(),
      videoUrl: video === undefined ? null : deps.videoUrl(video),
      failure: generation.failure,
    }),
  });
}
