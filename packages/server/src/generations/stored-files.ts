/** One SQL statement per function: the stored files that rows name, of all accounts. */
import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';

export interface StoredFile {
  readonly storageKey: string;
  readonly mediaType: string;
  readonly byteCount: number;
}

/** Each once, from after `afterKey` on in the order of the keys. */
export async function findStoredFiles(
  db: Db,
  afterKey: string,
  limit: number,
): Promise<readonly StoredFile[]> {
  const result = await sql<{ storage_key: string; media_type: string; byte_count: bigint }>`
    select storage_key, min(media_type) as media_type, max(byte_count) as byte_count from assets
    where storage_key > ${afterKey} group by storage_key order by storage_key limit ${limit}`.execute(db);
  return result.rows.map((row) => ({
    storageKey: row.storage_key,
    mediaType: row.media_type,
    byteCount: Number(row.byte_count),
  }));
}
