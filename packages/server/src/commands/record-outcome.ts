import { inTransaction, type Tx } from '../db/transaction.ts';
import { insertAsset, type NewAsset } from '../generations/assets.ts';
import type { AttemptEnd } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { canMove } from '../generations/state.ts';
import { finishCompleted, lockGeneration } from '../generations/statements.ts';
import { releaseProbes } from '../jobs/engine-health.ts';
import { releaseSlots } from '../jobs/slots.ts';
import { troubleOf, type EngineTrouble } from '../kernel/engine-troubles.ts';
import type { JsonValue } from '../kernel/json.ts';
import { settle } from '../ledger/ledger.ts';
import { announceEnd, wakeAfterEnd } from './announce-end.ts';
import type { CommandDeps } from './create-generation.ts';
import { endTry } from './end-try.ts';
import type { TryDeps } from './keep-health.ts';
import { failGeneration, type Failure } from './fail-generation.ts';

/** Makes the public, signed address of a stored video. */
type VideoUrl = (asset: NewAsset) => string;

export interface OutcomeDeps extends CommandDeps, TryDeps {
  readonly videoUrl: VideoUrl;
}

export type Outcome =
  | {
      readonly state: 'succeeded';
      readonly assets: readonly NewAsset[];
      readonly report: JsonValue;
      readonly cost?: TryCost;
    }
  | ({ readonly state: 'failed' } & Failure & FailedTry);

type TryCost = NonNullable<AttemptEnd['cost']>;

/** What a failure says of the try that it ended. */
export interface FailedTry {
  /** By the reason when absent. */
  readonly trouble?: EngineTrouble;
  /** The upstream's own words, for the operator. */
  readonly upstreamNote?: string;
  readonly cost?: TryCost;
}

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
    const finished =
      outcome.state === 'succeeded'
        ? await complete(deps, tx, generation, outcome)
        : await failGeneration(deps, tx, generation, outcome);
    if (record.attemptId === null) await releaseProbes(tx, record.generationId);
    else await endTry(deps, tx, record.attemptId, attemptEnd(outcome, deps.clock.now()));
    return finished;
  });
  if (ended === null) return 'stale';
  wakeAfterEnd(deps, ended);
  return 'recorded';
}

async function complete(
  deps: OutcomeDeps,
  tx: Tx,
  generation: Generation,
  outcome: Extract<Outcome, { state: 'succeeded' }>,
): Promise<Generation> {
  const owner = { accountId: generation.accountId, generationId: generation.id };
  for (const asset of outcome.assets) await insertAsset(tx, owner, asset);
  await settle(tx, generation.id, generation.price);
  const completed = await finishCompleted(tx, generation.id, {
    report: outcome.report,
    now: deps.clock.now(),
  });
  await releaseSlots(tx, generation.id);
  const video = outcome.assets.find((asset) => asset.kind === 'video');
  await announceEnd(deps, tx, completed, video === undefined ? null : deps.videoUrl(video));
  return completed;
}

/** How a try with this outcome ends. */
export function attemptEnd(outcome: Outcome, now: Date): AttemptEnd {
  const cost = outcome.cost === undefined ? {} : { cost: outcome.cost };
  if (outcome.state === 'succeeded') return { state: 'succeeded', failure: null, detail: null, now, ...cost };
  return {
    state: 'failed',
    failure: outcome.reason,
    detail: outcome.detail,
    trouble: troubleOf(outcome),
    note: outcome.upstreamNote ?? null,
    now,
    ...cost,
  };
}
