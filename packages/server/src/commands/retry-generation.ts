import type { Caller } from '../accounts/caller.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Generation } from '../generations/generation.ts';
import { isFinished } from '../generations/state.ts';
import { AppError } from '../kernel/errors.ts';
import {
  acceptGeneration,
  type CommandDeps,
  type CreatedGeneration,
  type NewGeneration,
} from './create-generation.ts';
import { lockOwnGeneration } from './lock-own-generation.ts';

/**
 * Accepts a finished generation's request once more, as a new generation, like `createGeneration`. The old one is locked
 * meanwhile: its stored inputs get rows of the new one before a delete can put them down for removal. Throws
 * GENERATION_NOT_FOUND or CONFLICT when it is gone or under way, and then nothing has happened.
 */
export async function retryGeneration(
  deps: CommandDeps,
  caller: Caller,
  oldId: string,
  request: NewGeneration,
): Promise<CreatedGeneration> {
  const id = request.id ?? deps.newId();
  const result = await inTransaction(deps.db, async (tx) => {
    refuseUnfinished(await lockOwnGeneration(tx, caller, oldId));
    return acceptGeneration(deps, tx, caller, { ...request, id });
  });
  if (!result.replayed) deps.jobs.wake('generations');
  return result;
}

/** Throws CONFLICT while a generation is under way. */
export function refuseUnfinished({ status }: Pick<Generation, 'status'>): void {
  if (isFinished(status)) return;
  throw new AppError('CONFLICT', {
    detail: `The generation is ${status}. Retry it once it has ended, or cancel it first.`,
  });
}
