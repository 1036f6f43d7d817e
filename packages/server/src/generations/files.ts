/** One SQL statement per function. A file is an asset that was uploaded on its own and belongs to no generation. */
import type { Selectable } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';

export interface StoredFile {
  readonly id: string;
  readonly storageKey: string;
  readonly mediaType: string;
  readonly byteCount: number;
  readonly width: number;
  readonly height: number;
  /** Null for a picture. */
  readonly durationSeconds: number | null;
  /** As it was uploaded; null when it came without a name. */
  readonly name: string | null;
  readonly createdAt: Date;
}

export async function insertFile(tx: Tx, accountId: string, file: StoredFile): Promise<void> {
  await tx
    .insertInto('assets')
    .values({
      id: file.id,
      account_id: accountId,
      generation_id: null,
      kind: 'file',
      storage_key: file.storageKey,
      media_type: file.mediaType,
      byte_count: BigInt(file.byteCount),
      width: file.width,
      height: file.height,
      duration_seconds: file.durationSeconds,
      name: file.name,
      created_at: file.createdAt,
    })
    .execute();
}

/** Null also when it is somebody else's. The id must be a UUID. */
export async function findFile(db: Db, accountId: string, id: string): Promise<StoredFile | null> {
  const row = await db
    .selectFrom('assets')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('kind', '=', 'file')
    .executeTakeFirst();
  return row ? toFile(row) : null;
}

/** Keeps a file from being deleted until the transaction ends; false when it is gone already. */
export async function keepFile(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('assets')
    .select('id')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('kind', '=', 'file')
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Up to `most`, the newest first, which is the order of their ids; those older than `beforeId`, or all when it is null.
 */
export async function listFiles(
  db: Db,
  accountId: string,
  { most, beforeId }: { readonly most: number; readonly beforeId: string | null },
): Promise<readonly StoredFile[]> {
  const rows = await db
    .selectFrom('assets')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('kind', '=', 'file')
    .where((row) => (beforeId === null ? row.lit(true) : row('id', '<', beforeId)))
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(toFile);
}

/** Answers the key of its bytes; null when there is no such file in this account. */
export async function deleteFileRow(tx: Tx, accountId: string, id: string): Promise<string | null> {
  const row = await tx
    .deleteFrom('assets')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('kind', '=', 'file')
    .returning('storage_key')
    .executeTakeFirst();
  return row?.storage_key ?? null;
}

function toFile(row: Selectable<Database['assets']>): StoredFile {
  return {
    id: row.id,
    storageKey: row.storage_key,
    mediaType: row.media_type,
    byteCount: Number(row.byte_count),
    width: row.width ?? 0,
    height: row.height ?? 0,
    durationSeconds: row.duration_seconds,
    name: row.name,
    createdAt: row.created_at,
  };
}
