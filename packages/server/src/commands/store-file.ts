import type { Caller } from '../accounts/caller.ts';
import { inTransaction } from '../db/transaction.ts';
import { insertFile, type StoredFile } from '../generations/files.ts';
import type { CommandDeps } from './create-generation.ts';

/**
 * Writes down a file whose bytes are in the store. The same bytes may be written down any number of times, each under an
 * id of its own; they are stored once.
 */
export async function storeFile(
  deps: Pick<CommandDeps, 'db' | 'clock' | 'newId'>,
  caller: Pick<Caller, 'accountId'>,
  stored: Omit<StoredFile, 'id' | 'createdAt'>,
): Promise<StoredFile> {
  const file = { ...stored, id: deps.newId(), createdAt: deps.clock.now() };
  await inTransaction(deps.db, (tx) => insertFile(tx, caller.accountId, file));
  return file;
}
