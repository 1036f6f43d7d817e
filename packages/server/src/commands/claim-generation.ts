import { findKeyConcurrency } from '../accounts/key-statements.ts';
import { hasPriority } from '../catalogue/models.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { findLatestAttempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { isFinished } from '../generations/state.ts';
import { countPendingBefore, lockGeneration, raiseFence, raiseFenceOnly } from '../generations/statements.ts';
import { keyScope, takeSlots, type SlotWish } from '../jobs/slots.ts';
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
  /** Ours: writes with this generation's fence count until somebody else claims it. */
  | { readonly kind: 'claimed'; readonly generation: Generation };

/**
 * Takes a generation over, from the queue or from a worker that went silent, together with its places. One whose inputs
 * are not here yet takes none: a slow download must not keep an engine from working.
 * One whose time is up before it was ever tried is claimed without a place, so that it can be ended.
 */
export async function claimGeneration(
  deps: Pick<CommandDeps, 'db' | 'clock'>,
  generationId: string,
  wishesOf: (generation: Generation) => readonly SlotWish[],
): Promise<Claimed> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const generation = await lockGeneration(tx, generationId);
    if (!generation || isFinished(generation.status)) return { kind: 'finished' };
    if (!generation.inputsReady) {
      const fence = await raiseFenceOnly(tx, generationId);
      return { kind: 'to_prepare', generation: { ...generation, fence } };
    }
    const wishes = [...wishesOf(generation), ...(await wishesOfKey(tx, generation.apiKeyId))];
    if (!(await takeSlots(tx, generationId, wishes))) {
      const isOverdue = now >= generation.deadlineAt && (await findLatestAttempt(tx, generationId)) === null;
      if (!isOverdue) return { kind: 'busy', ahead: await countAhead(tx, generation) };
    }
    const fence = await raiseFence(tx, generationId, now);
    return { kind: 'claimed', generation: { ...generation, fence, status: 'processing' } };
  });
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
