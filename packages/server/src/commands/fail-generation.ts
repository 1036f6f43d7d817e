import type { Tx } from '../db/transaction.ts';
import type { Generation } from '../generations/generation.ts';
import { finishFailed } from '../generations/statements.ts';
import { releaseSlots } from '../jobs/slots.ts';
import { FAILURES, type FailureReason } from '../kernel/failures.ts';
import { release, settle } from '../ledger/ledger.ts';
import { announceEnd } from './announce-end.ts';
import type { CommandDeps } from './create-generation.ts';

export interface Failure {
  readonly reason: FailureReason;
  /** Whole sentences for the caller. */
  readonly detail: string;
  /** Kept with the refund in the ledger, and not told to the caller. */
  readonly note?: string;
}

/**
 * Ends a generation as failed, as a part of a transaction that holds its row and has seen that it is under way: money, places
 * and webhook. Whoever commits it wakes the loops.
 */
export async function failGeneration(
  deps: CommandDeps,
  tx: Tx,
  generation: Generation,
  { reason, detail, note }: Failure,
): Promise<Generation> {
  if (FAILURES[reason].refund) await release(tx, generation.id, note);
  else await settle(tx, generation.id, generation.price);
  const failed = await finishFailed(tx, generation.id, { reason, detail, now: deps.clock.now() });
  await releaseSlots(tx, generation.id);
  await announceEnd(deps, tx, failed, null);
  return failed;
}
