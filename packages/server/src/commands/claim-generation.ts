import { findKeyConcurrency } from '../accounts/key-statements.ts';
import { hasPriority } from '../catalogue/models.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { findAttempts, type Attempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { isFinished, isUnderWay } from '../generations/state.ts';
import { countPendingBefore, lockGeneration, raiseFence, raiseFenceOnly } from '../generations/statements.ts';
import { takeProbe } from '../jobs/engine-health.ts';
import {
  keyScope,
  releaseOtherEngines,
  releaseSlots,
  takeSlotsOfFirst,
  type SlotWish,
} from '../jobs/slots.ts';
import type { CommandDeps } from './create-generation.ts';

/** Enough to know that one has to wait for as long as anybody does. */
const MOST_COUNTED = 1_000;

export type Claimed =
  /** There is nothing left to do. */
  | { readonly kind: 'finished' }
  /** No place is free; so many of its engine's wait in front of it. */
  | { readonly kind: 'busy'; readonly ahead: number }
  /** Ours, but it takes no place and waits on: an input must be downloaded and inspected first. */
  | { readonly kind: 'to_prepare'; readonly generation: Generation }
  /** Ours, without a place: no engine will make it. `why` is for the operator. */
  | { readonly kind: 'nobody'; readonly generation: Generation; readonly why: string }
  /** Ours: writes with this generation's fence count until somebody else claims it. */
  | {
      readonly kind: 'claimed';
      readonly generation: Generation;
      readonly attempts: readonly Attempt[];
      readonly because: string;
    };

/** An engine that may make it, and the places that it takes there. */
export interface EngineChoice {
  readonly engine: string;
  readonly because: string;
  readonly wishes: readonly SlotWish[];
  /** Its rest is over, and one try shows whether it is well: this one, if nobody else is it. */
  readonly isProbe?: boolean;
}

export interface EngineChoices {
  /** Places that it takes whoever makes it. */
  readonly common: readonly SlotWish[];
  /** Best first. */
  readonly engines: readonly EngineChoice[];
  /** None now, but there will be. */
  readonly isLater?: boolean;
  readonly why?: string;
}

/** So long nobody else may probe: one whose outcome nobody knows must not keep an engine out of use. */
const PROBE_MILLISECONDS = 3 * 60_000;

/**
 * Takes a generation over, from the queue or from a worker that went silent, together with its places. One whose inputs
 * are not here yet takes none: a slow download must not keep an engine from working.
 * One whose time is up while nothing is under way for it is claimed without a place, so that it can be ended; and one that no
 * engine will make.
 */
export async function claimGeneration(
  deps: Pick<CommandDeps, 'db' | 'clock'>,
  generationId: string,
  choicesOf: (generation: Generation, attempts: readonly Attempt[]) => EngineChoices,
): Promise<Claimed> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const generation = await lockGeneration(tx, generationId);
    if (!generation || isFinished(generation.status)) return { kind: 'finished' };
    if (!generation.inputsReady) {
      const fence = await raiseFenceOnly(tx, generationId);
      return { kind: 'to_prepare', generation: { ...generation, fence } };
    }
    const attempts = await findAttempts(tx, generationId);
    const choices = choicesOf(generation, attempts);
    const common = [...choices.common, ...(await wishesOfKey(tx, generation.apiKeyId))];
    const chosen = await take(tx, generation, { ...choices, common }, now);
    if (chosen === null) {
      const latest = attempts.at(-1);
      const isHad = latest !== undefined && isUnderWay(latest.state);
      const isOverdue = now >= generation.deadlineAt && !isHad;
      const isHopeless = choices.engines.length === 0 && choices.isLater !== true;
      if (isOverdue || isHopeless) {
        const fence = await raiseFence(tx, generationId, generation.engine, now);
        const ours = { ...generation, fence, status: 'processing' } as const;
        return isHopeless
          ? { kind: 'nobody', generation: ours, why: choices.why ?? '' }
          : { kind: 'claimed', generation: ours, attempts, because: 'its time is up' };
      }
      return { kind: 'busy', ahead: await countAhead(tx, generation) };
    }
    const { engine, because } = chosen;
    const fence = await raiseFence(tx, generationId, engine, now);
    return {
      kind: 'claimed',
      generation: { ...generation, engine, fence, status: 'processing' },
      attempts,
      because,
    };
  });
}

/**
 * The first engine that has room, with its places taken; of an engine that rests only for who may probe it. The places first and
 * then the probe, as every end has them: two transactions that lock them the other way round wait for each other. Nobody holds a
 * probe of an engine that it does not go to.
 */
async function take(
  tx: Tx,
  generation: Generation,
  { common, engines }: EngineChoices,
  now: Date,
): Promise<EngineChoice | null> {
  const until = new Date(now.getTime() + PROBE_MILLISECONDS);
  let offered = engines;
  while (offered.length > 0) {
    const index = await takeSlotsOfFirst(
      tx,
      generation.id,
      common,
      offered.map(({ wishes }) => wishes),
    );
    const chosen = index === null ? undefined : offered[index];
    if (chosen === undefined) break;
    const probe = { engine: chosen.engine, model: generation.model, generationId: generation.id };
    if (chosen.isProbe !== true || (await takeProbe(tx, probe, until, now))) {
      await releaseOtherEngines(tx, generation.id, new Set(chosen.wishes.map(({ scope }) => scope)));
      return chosen;
    }
    // Somebody else probes it by now: nothing is kept while it looks for another, or waits.
    await releaseSlots(tx, generation.id);
    offered = offered.filter((choice) => choice !== chosen);
  }
  return null;
}

/**
 * Read with every claim, so that a changed limit counts from the next one on. What was claimed before a key had a limit
 * holds no place of it.
 */
async function wishesOfKey(tx: Tx, keyId: string): Promise<readonly SlotWish[]> {
  const limit = await findKeyConcurrency(tx, keyId);
  return limit === null ? [] : [{ scope: keyScope(keyId), limit }];
}

/** Nobody for a model that goes first: it looks for a free place more often than the others, and so finds it. */
async function countAhead(tx: Tx, generation: Generation): Promise<number> {
  return hasPriority(generation.model) ? 0 : countPendingBefore(tx, generation, MOST_COUNTED);
}
