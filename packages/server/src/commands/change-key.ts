import type { Caller, KeyLimits } from '../accounts/caller.ts';
import { keyState, managedEnvironments, type Key } from '../accounts/key.ts';
import { lockKey, updateKey } from '../accounts/key-statements.ts';
import { inTransaction } from '../db/transaction.ts';
import { AppError } from '../kernel/errors.ts';
import { keyNotFound, type KeyDeps } from './create-key.ts';

/** What is undefined stays as it is. */
export interface KeyChanges {
  readonly name: string | undefined;
  readonly expiresAt: Date | null | undefined;
  readonly limits: { readonly [Limit in keyof KeyLimits]: KeyLimits[Limit] | undefined };
}

/** Changes a key that works. Every process goes by it within 5 seconds. */
export async function changeKey(
  deps: Pick<KeyDeps, 'db' | 'clock'>,
  caller: Caller,
  keyId: string,
  changes: KeyChanges,
): Promise<Key> {
  const owner = { accountId: caller.accountId, environments: managedEnvironments(caller) };
  return inTransaction(deps.db, async (tx) => {
    const key = await lockKey(tx, owner, keyId);
    if (!key) throw keyNotFound();
    refuseEnded(key, deps.clock.now());
    return updateKey(tx, keyId, {
      name: changed(key.name, changes.name),
      expiresAt: changed(key.expiresAt, changes.expiresAt),
      limits: changedLimits(key.limits, changes.limits),
    });
  });
}

/** What has ended stays ended: nobody expects a key that was given up to open anything again. */
export function refuseEnded(key: Key, now: Date): void {
  const state = keyState(key, now);
  if (state !== 'active')
    throw new AppError('CONFLICT', {
      detail: `The key ${key.prefix}... ${state === 'revoked' ? 'was revoked' : 'has expired'} and cannot be changed. Create a new one.`,
    });
}

function changedLimits(old: KeyLimits, to: KeyChanges['limits']): KeyLimits {
  return {
    submitsPerMinute: changed(old.submitsPerMinute, to.submitsPerMinute),
    readsPerMinute: changed(old.readsPerMinute, to.readsPerMinute),
    concurrency: changed(old.concurrency, to.concurrency),
    dailySpend: changed(old.dailySpend, to.dailySpend),
  };
}

/** Null is a value: it takes a limit or an end away. */
function changed<Value>(old: Value, to: Value | undefined): Value {
  return to === undefined ? old : to;
}
