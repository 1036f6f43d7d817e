import { inTransaction, type Db, type Tx } from '../db/transaction.ts';
import { ENVIRONMENTS, type Environment } from '../kernel/environment.ts';
import type { NewId } from '../kernel/ids.ts';
import { KEY_SCOPES, type KeyScope } from '../kernel/key-scopes.ts';
import { NO_KEY_LIMITS, type KeyLimits } from './caller.ts';
import type { Key } from './key.ts';
import { insertKey } from './key-statements.ts';
import { hashKey, keyPrefix, newApiKey, newWebhookSecret, type RandomBytes } from './secrets.ts';
import { insertAccount, insertWebhookSecrets } from './statements.ts';

export interface AccountDeps {
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
}

/** Creates an account without keys and without money. Each environment gets a secret of its own for its webhooks. */
export async function createAccount(tx: Tx, deps: AccountDeps, name: string): Promise<string> {
  const accountId = deps.newId();
  await insertAccount(tx, { id: accountId, name });
  await insertWebhookSecrets(
    tx,
    ENVIRONMENTS.map((environment) => ({
      accountId,
      environment,
      secret: newWebhookSecret(deps.randomBytes),
    })),
  );
  return accountId;
}

/** What a new key is to be. Without scopes it may do everything, without limits the server's own apply. */
export interface KeyWish {
  readonly accountId: string;
  readonly environment: Environment;
  readonly name: string;
  readonly scopes?: readonly KeyScope[];
  readonly limits?: KeyLimits;
  readonly expiresAt?: Date | null;
  readonly rotatedFrom?: string;
  readonly createdAt?: Date;
}

export interface CreatedKey {
  readonly keyId: string;
  /** The key itself. It is shown once and not stored. */
  readonly key: string;
}

/** Creates an API key of an account. */
export async function createKey(db: Db, deps: AccountDeps, wish: KeyWish): Promise<CreatedKey> {
  const { secret, key } = await inTransaction(db, (tx) => makeKey(tx, deps, wish));
  return { keyId: key.id, key: secret };
}

/** `secret` is the key itself: it is shown once and not stored. */
export interface MadeKey {
  readonly secret: string;
  readonly key: Key;
}

export async function makeKey(tx: Tx, deps: AccountDeps, wish: KeyWish): Promise<MadeKey> {
  const secret = newApiKey(wish.environment, deps.randomBytes);
  const key = await storeKey(tx, deps, wish, secret);
  if (key === null) throw new Error('two random keys were equal');
  return { secret, key };
}

/** Stores a key with a given value; null when that value is in use. */
export async function storeKey(
  tx: Tx,
  deps: AccountDeps,
  wish: KeyWish,
  secret: string,
): Promise<Key | null> {
  return insertKey(tx, {
    accountId: wish.accountId,
    environment: wish.environment,
    name: wish.name,
    id: deps.newId(),
    prefix: keyPrefix(secret),
    hash: hashKey(secret),
    scopes: wish.scopes ?? KEY_SCOPES,
    limits: wish.limits ?? NO_KEY_LIMITS,
    expiresAt: wish.expiresAt ?? null,
    rotatedFrom: wish.rotatedFrom ?? null,
    createdAt: wish.createdAt,
  });
}
