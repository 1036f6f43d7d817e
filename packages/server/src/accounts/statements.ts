/** One SQL statement per function. */
import type { Db, Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';
import { toMicros } from '../kernel/money.ts';
import type { Caller } from './caller.ts';

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly webhookSecret: string;
}

export interface NewKey {
  readonly id: string;
  readonly accountId: string;
  readonly environment: Environment;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

/** A key as it may be shown: nothing in it opens anything. */
export interface KeyListing {
  readonly id: string;
  readonly environment: Environment;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export async function insertAccount(tx: Tx, account: NewAccount): Promise<void> {
  await tx
    .insertInto('accounts')
    .values({ id: account.id, name: account.name, webhook_secret: account.webhookSecret })
    .execute();
}

/** The oldest account, which the first start made. */
export async function findFirstAccountId(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** False when the same key exists already, whoever owns it. */
export async function insertKey(tx: Tx, key: NewKey): Promise<boolean> {
  const result = await tx
    .insertInto('api_keys')
    .values({
      id: key.id,
      account_id: key.accountId,
      environment: key.environment,
      name: key.name,
      prefix: key.prefix,
      hash: key.hash,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Null also for a key that was revoked or has expired at `now`. */
export async function findKeyByHash(db: Db, hash: Buffer, now: Date): Promise<Caller | null> {
  const row = await db
    .selectFrom('api_keys')
    .select(['id', 'account_id', 'environment', 'scopes'])
    .select(['submits_per_minute', 'reads_per_minute', 'concurrency', 'daily_spend_micros'])
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  if (!row) return null;
  return {
    keyId: row.id,
    accountId: row.account_id,
    environment: row.environment,
    scopes: row.scopes,
    limits: {
      submitsPerMinute: row.submits_per_minute,
      readsPerMinute: row.reads_per_minute,
      concurrency: row.concurrency,
      dailySpend: row.daily_spend_micros === null ? null : toMicros(row.daily_spend_micros),
    },
  };
}

export async function listKeys(db: Db, accountId: string): Promise<readonly KeyListing[]> {
  const rows = await db
    .selectFrom('api_keys')
    .select(['id', 'environment', 'name', 'prefix', 'created_at', 'revoked_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    environment: row.environment,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }));
}

/** False when there is no such key, or it was revoked before. */
export async function revokeKey(db: Db, accountId: string, keyId: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('id', '=', keyId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
