import { inTransaction, type Db, type Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';
import type { NewId } from '../kernel/ids.ts';
import { hashKey, keyPrefix, newApiKey, newWebhookSecret, type RandomBytes } from './secrets.ts';
import { insertAccount, insertKey } from './statements.ts';

export interface AccountDeps {
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
}

/** Creates an account without keys and without money. */
export async function createAccount(tx: Tx, deps: AccountDeps, name: string): Promise<string> {
  const id = deps.newId();
  await insertAccount(tx, { id, name, webhookSecret: newWebhookSecret(deps.randomBytes) });
  return id;
}

export interface CreatedKey {
  readonly keyId: string;
  /** The key itself. It is shown once and not stored. */
  readonly key: string;
}

/** Creates an API key of an account. */
export async function createKey(
  db: Db,
  deps: AccountDeps,
  account: { readonly accountId: string; readonly environment: Environment; readonly name: string },
): Promise<CreatedKey> {
  const key = newApiKey(account.environment, deps.randomBytes);
  const keyId = await inTransaction(db, (tx) => storeKey(tx, deps, account, key));
  if (keyId === null) throw new Error('two random keys were equal');
  return { keyId, key };
}

/** Stores a key with a given value; null when that value is in use. */
export async function storeKey(
  tx: Tx,
  deps: AccountDeps,
  account: { readonly accountId: string; readonly environment: Environment; readonly name: string },
  key: string,
): Promise<string | null> {
  const id = deps.newId();
  const stored = await insertKey(tx, { ...account, id, prefix: keyPrefix(key), hash: hashKey(key) });
  return stored ? id : null;
}
