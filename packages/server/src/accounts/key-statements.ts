/** One SQL statement per function, on the keys of accounts. */
import { sql, type Selectable } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';
import type { KeyScope } from '../kernel/key-scopes.ts';
import { toMicros } from '../kernel/money.ts';
import type { Caller, KeyLimits } from './caller.ts';
import type { Key } from './key.ts';

export interface NewKey {
  readonly id: string;
  readonly accountId: string;
  readonly environment: Environment;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Buffer;
  readonly scopes: readonly KeyScope[];
  readonly limits: KeyLimits;
  readonly expiresAt: Date | null;
  readonly rotatedFrom: string | null;
  /** The database's own time when undefined. */
  readonly createdAt: Date | undefined;
}

/** Null when the same key exists already, whoever owns it. */
export async function insertKey(tx: Tx, key: NewKey): Promise<Key | null> {
  const row = await tx
    .insertInto('api_keys')
    .values({
      id: key.id,
      account_id: key.accountId,
      environment: key.environment,
      name: key.name,
      prefix: key.prefix,
      hash: key.hash,
      scopes: [...key.scopes],
      ...limitColumns(key.limits),
      expires_at: key.expiresAt,
      rotated_from: key.rotatedFrom,
      ...(key.createdAt === undefined ? {} : { created_at: key.createdAt }),
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? toKey(row) : null;
}

/** Who has this key and until when; null also for one that was revoked or has expired at `now`. One look into an index. */
export async function findKeyByHash(
  db: Db,
  hash: Buffer,
  now: Date,
): Promise<{ readonly caller: Caller; readonly expiresAt: Date | null } | null> {
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  if (!row) return null;
  const { id: keyId, accountId, environment, scopes, limits, expiresAt } = toKey(row);
  return { caller: { keyId, accountId, environment, scopes, limits }, expiresAt };
}

/** True when this key opens the account now, by the database's time. */
export async function hasWorkingKey(db: Db, accountId: string, hash: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom('api_keys')
    .select('id')
    .where('hash', '=', hash)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`(expires_at is null or expires_at > now())`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whose keys somebody may look at. */
export interface KeyOwner {
  readonly accountId: string;
  readonly environments: readonly Environment[];
}

/** Null also when it is somebody else's: a caller cannot tell the two apart. The id must be a UUID. */
export async function findKey(db: Db, owner: KeyOwner, id: string): Promise<Key | null> {
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', owner.accountId)
    .where('environment', 'in', owner.environments)
    .executeTakeFirst();
  return row ? toKey(row) : null;
}

/** The same, and nobody else changes it until the transaction ends. Submits with it go on meanwhile. */
export async function lockKey(tx: Tx, owner: KeyOwner, id: string): Promise<Key | null> {
  const row = await tx
    .selectFrom('api_keys')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', owner.accountId)
    .where('environment', 'in', owner.environments)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? toKey(row) : null;
}

/** At most `limit`, newest first, from those before `after`. */
export async function listKeys(
  db: Db,
  owner: KeyOwner,
  page: { readonly limit: number; readonly after: { readonly createdAt: Date; readonly id: string } | null },
): Promise<readonly Key[]> {
  // Cut to what a cursor holds: the keys of the first start have the database's microseconds.
  const createdAt = sql<Date>`date_trunc('milliseconds', created_at)`;
  let query = db
    .selectFrom('api_keys')
    .selectAll()
    .where('account_id', '=', owner.accountId)
    .where('environment', 'in', owner.environments)
    .orderBy(createdAt, 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.after)
    query = query.where(sql<boolean>`(${createdAt}, id) < (${page.after.createdAt}, ${page.after.id})`);
  return (await query.execute()).map((row) => toKey(row));
}

/** Ids of the keys with which somebody can manage this environment at `now`, locked until the transaction ends. */
export async function lockWorkingAdminKeys(
  tx: Tx,
  { accountId, environment }: Pick<Key, 'accountId' | 'environment'>,
  now: Date,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('api_keys')
    .select('id')
    .where('account_id', '=', accountId)
    .where('environment', '=', environment)
    .where(sql<boolean>`scopes @> array['admin']`)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    // In one order everywhere, so that two who revoke never wait for each other.
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export async function hasSuccessor(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('api_keys')
    .select('id')
    .where('rotated_from', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function setRevoked(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('api_keys').set({ revoked_at: now }).where('id', '=', id).execute();
}

export async function setExpiry(tx: Tx, id: string, expiresAt: Date): Promise<void> {
  await tx.updateTable('api_keys').set({ expires_at: expiresAt }).where('id', '=', id).execute();
}

export async function updateKey(
  tx: Tx,
  id: string,
  to: Pick<Key, 'name' | 'expiresAt' | 'limits'>,
): Promise<Key> {
  const row = await tx
    .updateTable('api_keys')
    .set({ name: to.name, expires_at: to.expiresAt, ...limitColumns(to.limits) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toKey(row);
}

/** Changes nothing when a use since `unlessSince` is noted already, by whatever process. */
export async function setLastUsed(
  db: Db,
  id: string,
  { now, unlessSince }: { readonly now: Date; readonly unlessSince: Date },
): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<', unlessSince)]))
    .execute();
}

/** How many of a key's generations may run at once; null for no limit. */
export async function findKeyConcurrency(tx: Tx, id: string): Promise<number | null> {
  const row = await tx
    .selectFrom('api_keys')
    .select('concurrency')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.concurrency;
}

function limitColumns(limits: KeyLimits) {
  return {
    submits_per_minute: limits.submitsPerMinute,
    reads_per_minute: limits.readsPerMinute,
    concurrency: limits.concurrency,
    daily_spend_micros: limits.dailySpend,
  };
}

function toKey(row: Selectable<Database['api_keys']>): Key {
  return {
    id: row.id,
    accountId: row.account_id,
    environment: row.environment,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    limits: {
      submitsPerMinute: row.submits_per_minute,
      readsPerMinute: row.reads_per_minute,
      concurrency: row.concurrency,
      dailySpend: row.daily_spend_micros === null ? null : toMicros(row.daily_spend_micros),
    },
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    rotatedFrom: row.rotated_from,
  };
}
