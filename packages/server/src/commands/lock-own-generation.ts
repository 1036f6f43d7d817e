import type { Caller } from '../accounts/caller.ts';
import type { Tx } from '../db/transaction.ts';
import type { Generation } from '../generations/generation.ts';
import { lockGeneration } from '../generations/statements.ts';
import { AppError } from '../kernel/errors.ts';

/**
 * Locks a generation of the caller until the transaction ends. Throws GENERATION_NOT_FOUND when there is none, when it is
 * another account's or environment's, and when it is deleted: a caller cannot tell these apart. The id must be a UUID.
 */
export async function lockOwnGeneration(
  tx: Tx,
  { accountId, environment }: Caller,
  id: string,
): Promise<Generation> {
  const generation = await lockGeneration(tx, id);
  if (
    generation?.accountId !== accountId ||
    generation.environment !== environment ||
    generation.deletedAt !== null
  )
    throw new AppError('GENERATION_NOT_FOUND');
  return generation;
}
