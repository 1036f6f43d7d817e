import { makeKey, type AccountDeps, type MadeKey } from '../accounts/accounts.ts';
import type { Caller, KeyLimits } from '../accounts/caller.ts';
import { managedEnvironments, type Key } from '../accounts/key.ts';
import { inTransaction, type Db } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Environment } from '../kernel/environment.ts';
import { AppError } from '../kernel/errors.ts';
import { KEY_SCOPES, type KeyScope } from '../kernel/key-scopes.ts';

export interface KeyDeps extends AccountDeps {
  readonly db: Db;
  readonly clock: Clock;
}

export interface NewKeyRequest {
  readonly name: string;
  readonly environment: Environment;
  readonly scopes: readonly KeyScope[];
  readonly limits: KeyLimits;
  readonly expiresAt: Date | null;
}

/** Makes a key of the caller's account. Throws FORBIDDEN when it could do more than the caller's own. */
export async function createKey(deps: KeyDeps, caller: Caller, request: NewKeyRequest): Promise<MadeKey> {
  refuseMoreThanOwn(caller, request);
  const { accountId } = caller;
  const createdAt = deps.clock.now();
  // Each once, in one order.
  const scopes = KEY_SCOPES.filter((scope) => request.scopes.includes(scope));
  return inTransaction(deps.db, (tx) => makeKey(tx, deps, { ...request, scopes, accountId, createdAt }));
}

/** Whoever holds a key can become what that key makes: a test key makes none for live use, and none a scope it lacks. */
export function refuseMoreThanOwn(caller: Caller, wanted: Pick<Key, 'environment' | 'scopes'>): void {
  if (!managedEnvironments(caller).includes(wanted.environment))
    throw new AppError('FORBIDDEN', {
      field: 'environment',
      detail: 'A test key makes test keys only. Use a live key with the scope admin.',
    });
  const lacking = wanted.scopes.filter((scope) => !caller.scopes.includes(scope));
  if (lacking.length > 0)
    throw new AppError('FORBIDDEN', {
      field: 'scopes',
      detail: `This key has the scopes ${caller.scopes.join(', ')} and cannot give ${lacking.join(', ')}.`,
    });
}

export function keyNotFound(): AppError {
  return new AppError('NOT_FOUND', { detail: 'Key not found' });
}
