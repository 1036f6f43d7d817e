/** One SQL statement per function. An asset is a stored file: whose it is, what it is, where its bytes are. */
import { sql, type Selectable } from 'kysely';
import type { AssetKind, Database } from '../db/schema.ts';
import type { Db, Tx } from '../db/transaction.ts';

export interface NewAsset {
  readonly id: string;
  readonly kind: AssetKind;
  readonly storageKey: string;
  readonly mediaType: string;
  readonly byteCount: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
}

export interface Asset extends NewAsset {
  readonly accountId: string;
  readonly generationId: string | null;
}

export async function insertAsset(
  tx: Tx,
  owner: { readonly accountId: string; readonly generationId: string },
  asset: NewAsset,
): Promise<void> {
  await tx
    .insertInto('assets')
    .values({
      id: asset.id,
      account_id: owner.accountId,
      generation_id: owner.generationId,
      kind: asset.kind,
      storage_key: asset.storageKey,
      media_type: asset.mediaType,
      byte_count: BigInt(asset.byteCount),
      width: asset.width,
      height: asset.height,
      duration_seconds: asset.durationSeconds,
    })
    .execute();
}

/** The id must be a UUID. */
export async function findAsset(db: Db, id: string): Promise<Asset | null> {
  const row = await db.selectFrom('assets').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toAsset(row) : null;
}

export async function findAssetsOfGeneration(db: Db, generationId: string): Promise<readonly Asset[]> {
  const rows = await db
    .selectFrom('assets')
    .selectAll()
    .where('generation_id', '=', generationId)
    .orderBy('id')
    .execute();
  return rows.map(toAsset);
}

/** Of all of them at once, in no order. */
export async function findAssetsOfGenerations(
  db: Db,
  generationIds: readonly string[],
): Promise<readonly Asset[]> {
  const rows = await db
    .selectFrom('assets')
    .selectAll()
    .where('generation_id', '=', sql<string>`any(${generationIds}::uuid[])`)
    .execute();
  return rows.map(toAsset);
}

/** Answers the keys of the bytes that they named. Its inputs must be gone before. */
export async function deleteAssetsOfGeneration(tx: Tx, generationId: string): Promise<readonly string[]> {
  const rows = await tx
    .deleteFrom('assets')
    .where('generation_id', '=', generationId)
    .returning('storage_key')
    .execute();
  return rows.map((row) => row.storage_key);
}

/** Those of the keys that no asset names. */
export async function findUnnamed(db: Db, storageKeys: readonly string[]): Promise<readonly string[]> {
  const result = await sql<{ storage_key: string }>`
    select storage_key from unnest(${storageKeys}::text[]) as asked (storage_key)
    where not exists (select from assets where assets.storage_key = asked.storage_key)`.execute(db);
  return result.rows.map((row) => row.storage_key);
}

function toAsset(row: Selectable<Database['assets']>): Asset {
  return {
    id: row.id,
    accountId: row.account_id,
    generationId: row.generation_id,
    kind: row.kind,
    storageKey: row.storage_key,
    mediaType: row.media_type,
    byteCount: Number(row.byte_count),
    width: row.width,
    height: row.height,
    durationSeconds: row.duration_seconds,
  };
}
