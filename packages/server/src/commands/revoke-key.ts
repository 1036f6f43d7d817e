import type { Caller } from '../accounts/caller.ts';
import { managedEnvironments } from '../accounts/key.ts';
import { findKey, lockWorkingAdminKeys, setRevoked } from '../accounts/key-statements.ts';
import { inTransaction } from '../db/transaction.ts';
import { AppError } from '../kernel/errors.ts';
import { keyNotFound, type KeyDeps } from './create-key.ts';

/**
 * Ends a key for ever; every process refuses it within 5 seconds. Saying it again changes nothing. The last key with
 * which an environment can be managed is only revoked with `force`: after it, nobody could make another over the API.
 */
export async function revokeKey(
  deps: Pick<KeyDeps, 'db' | 'clock'>,
  caller: Caller,
  keyId: string,
  force: boolean,
): Promise<void> {
  const owner = { accountId: caller.accountId, environments: managedEnvironments(caller) };
  await inTransaction(deps.db, async (tx) => {
    const key = await findKey(tx, owner, keyId);
    if (!key) throw keyNotFound();
    if (key.revokedAt !== null) return;
    const now = deps.clock.now();
    // Locked before it is counted, so that two who revoke the last two at once do not both see the other's.
    const adminKeyIds = await lockWorkingAdminKeys(tx, key, now);
    if (!force && adminKeyIds.length === 1 && adminKeyIds[0] === keyId)
      throw new AppError('CONFLICT', {
        detail: `This is the last working ${key.environment} key with the scope admin. Create another one first, or repeat with ?force=true.`,
      });
    await setRevoked(tx, keyId, now);
  });
}
