import { makeKey, type MadeKey } from '../accounts/accounts.ts';
import type { Caller } from '../accounts/caller.ts';
import { managedEnvironments, type Key } from '../accounts/key.ts';
import { hasSuccessor, lockKey, setExpiry } from '../accounts/key-statements.ts';
import { inTransaction } from '../db/transaction.ts';
import { AppError } from '../kernel/errors.ts';
import { refuseEnded } from './change-key.ts';
import { keyNotFound, refuseMoreThanOwn, type KeyDeps } from './create-key.ts';

/**
 * Makes a key that takes the place of another, with its name, scopes and limits and as long a life as it had from its
 * creation. The old one works on for `overlapSeconds`, or until its own end when that comes first. Each counts its own
 * rates and spending.
 */
export async function rotateKey(
  deps: KeyDeps,
  caller: Caller,
  keyId: string,
  overlapSeconds: number,
): Promise<MadeKey> {
  const owner = { accountId: caller.accountId, environments: managedEnvironments(caller) };
  return inTransaction(deps.db, async (tx) => {
    const old = await lockKey(tx, owner, keyId);
    if (!old) throw keyNotFound();
    refuseMoreThanOwn(caller, old);
    const now = deps.clock.now();
    refuseEnded(old, now);
    if (await hasSuccessor(tx, keyId))
      throw new AppError('CONFLICT', {
        detail: `The key ${old.prefix}... was rotated before. Rotate the one that took its place, or create a new one.`,
      });
    const overlapEnd = new Date(now.getTime() + overlapSeconds * 1000);
    if (old.expiresAt === null || old.expiresAt > overlapEnd) await setExpiry(tx, keyId, overlapEnd);
    return makeKey(tx, deps, {
      accountId: old.accountId,
      environment: old.environment,
      name: old.name,
      scopes: old.scopes,
      limits: old.limits,
      expiresAt: endOfSuccessor(old, now),
      rotatedFrom: old.id,
      createdAt: now,
    });
  });
}

function endOfSuccessor({ createdAt, expiresAt }: Key, now: Date): Date | null {
  return expiresAt === null ? null : new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}
