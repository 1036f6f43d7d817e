import type { Caller } from '../accounts/caller.ts';
import { inTransaction } from '../db/transaction.ts';
import { deleteAssetsOfGeneration } from '../generations/assets.ts';
import { blankAttempts } from '../generations/attempts.ts';
import { deleteInputs } from '../generations/inputs.ts';
import { insertRemovedMedia } from '../generations/removed-media.ts';
import { isFinished } from '../generations/state.ts';
import { blankGeneration } from '../generations/statements.ts';
import { AppError } from '../kernel/errors.ts';
import type { CommandDeps } from './create-generation.ts';
import { lockOwnGeneration } from './lock-own-generation.ts';

/**
 * Deletes a finished generation: nobody is shown it any more, its words are blanked and its media links lead nowhere from
 * the commit on. Its row and its ledger entries stay, and its bytes go once nothing can need them. Throws CONFLICT while it
 * is under way.
 */
export async function deleteGeneration(
  deps: Pick<CommandDeps, 'db' | 'clock'>,
  caller: Caller,
  id: string,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { status } = await lockOwnGeneration(tx, caller, id);
    if (!isFinished(status))
      throw new AppError('CONFLICT', {
        detail: `The generation is ${status}. Cancel it first, and delete it once it has ended.`,
      });
    const now = deps.clock.now();
    await deleteInputs(tx, id);
    const storageKeys = await deleteAssetsOfGeneration(tx, id);
    await insertRemovedMedia(tx, storageKeys, now);
    await blankAttempts(tx, id);
    await blankGeneration(tx, id, now);
  });
}
