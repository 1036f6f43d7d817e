/** One SQL statement per function. Removed media are stored bytes whose last asset was deleted; they wait for their removal. */
import { sql } from 'kysely';
import type { Db, Tx } from '../db/transaction.ts';

/**
 * Puts down those of the keys that no asset names any more. Of two that are deleted at once and share their bytes each may
 * still see the other's asset; such bytes are found as orphans.
 */
export async function insertRemovedMedia(tx: Tx, storageKeys: readonly string[], now: Date): Promise<void> {
  await sql`
    insert into removed_media (storage_key, removed_at)
    select distinct storage_key, ${now}::timestamptz from unnest(${storageKeys}::text[]) as gone (storage_key)
    where not exists (select from assets where assets.storage_key = gone.storage_key)
    on conflict do nothing`.execute(tx);
}

/** Up to `limit` that no asset names, in the order of their keys, from after `afterKey` on. */
export async function findRemovedMedia(db: Db, afterKey: string, limit: number): Promise<readonly string[]> {
  const result = await sql<{ storage_key: string }>`
    select storage_key from removed_media
    where storage_key > ${afterKey}
      and not exists (select from assets where assets.storage_key = removed_media.storage_key)
    order by storage_key limit ${limit}`.execute(db);
  return result.rows.map((row) => row.storage_key);
}

/** Forgets what is gone from the store. */
export async function deleteRemovedMedia(db: Db, storageKeys: readonly string[]): Promise<void> {
  await db
    .deleteFrom('removed_media')
    .where('storage_key', '=', sql<string>`any(${storageKeys}::text[])`)
    .execute();
}
