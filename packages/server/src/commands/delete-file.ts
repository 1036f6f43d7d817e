import type { Caller } from '../accounts/caller.ts';
import { inTransaction } from '../db/transaction.ts';
import { deleteFileRow } from '../generations/files.ts';
import { insertRemovedMedia } from '../generations/removed-media.ts';
import type { CommandDeps } from './create-generation.ts';

/**
 * Removes a file, and its bytes too once nothing else names them: a generation that was given the file has an asset of its
 * own and keeps them. `absent` when this account has no such file. The id must be a UUID.
 */
export async function deleteFile(
  deps: Pick<CommandDeps, 'db' | 'clock'>,
  caller: Pick<Caller, 'accountId'>,
  id: string,
): Promise<'deleted' | 'absent'> {
  return inTransaction(deps.db, async (tx) => {
    const storageKey = await deleteFileRow(tx, caller.accountId, id);
    if (storageKey === null) return 'absent';
    // A statement of its own: it waits for nobody, and sees what was committed while the first one waited.
    await insertRemovedMedia(tx, [storageKey], deps.clock.now());
    return 'deleted';
  });
}
