import type { Caller } from '../accounts/caller.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import type { Generation } from '../generations/generation.ts';
import { isFinished } from '../generations/state.ts';
import { setCancelRequested } from '../generations/statements.ts';
import { AppError } from '../kernel/errors.ts';
import { FAILURES } from '../kernel/failures.ts';
import { wakeAfterEnd } from './announce-end.ts';
import type { CommandDeps } from './create-generation.ts';
import { failGeneration } from './fail-generation.ts';
import { lockOwnGeneration } from './lock-own-generation.ts';

export interface Cancelled {
  /** `ended`: as CANCELLED, now or before. `asked`: its engine has it, and whoever drives it has been asked to end it. */
  readonly kind: 'ended' | 'asked';
  readonly generation: Generation;
}

/**
 * Asks for the end of a generation. One that no engine has ends at once and is refunded; its job finds nothing left to do,
 * and what is still being written for it is stale. One that an engine may have is ended by its driver, which alone can
 * stop the engine and knows what became of it; asking again changes nothing. Throws CONFLICT when it had ended otherwise.
 */
export async function cancelGeneration(deps: CommandDeps, caller: Caller, id: string): Promise<Cancelled> {
  const cancelled = await inTransaction(deps.db, async (tx) =>
    cancelLocked(deps, tx, await lockOwnGeneration(tx, caller, id)),
  );
  deps.jobs.wake('cancels');
  if (cancelled.kind === 'ended') wakeAfterEnd(deps, cancelled.generation);
  return cancelled;
}

async function cancelLocked(deps: CommandDeps, tx: Tx, generation: Generation): Promise<Cancelled> {
  const { status, failure } = generation;
  if (failure === 'CANCELLED') return { kind: 'ended', generation };
  if (isFinished(status)) throw refusal(generation);
  const asked = await setCancelRequested(tx, generation.id, deps.clock.now());
  if (status === 'processing') return { kind: 'asked', generation: asked };
  const { sentence } = FAILURES.CANCELLED;
  return {
    kind: 'ended',
    generation: await failGeneration(deps, tx, asked, { reason: 'CANCELLED', detail: sentence }),
  };
}

function refusal({ status, failure }: Generation): AppError {
  const end = failure === null ? status : `${status} (${failure})`;
  return new AppError('CONFLICT', {
    detail: `The generation has already ended as ${end}; there is nothing left to cancel.`,
  });
}
