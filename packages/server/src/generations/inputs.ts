/** One SQL statement per function. An input is a picture or video that a generation is made from. */
import type { Db, Tx } from '../db/transaction.ts';
import type { InputRole } from '../kernel/media-input.ts';

/** Where an input comes from, and what is stored of it. */
export interface GenerationInput {
  readonly role: InputRole;
  /** 0 for the first, and only, one of its role; O1 and O3 take several pictures. */
  readonly position: number;
  /** Null when its bytes came with the request. */
  readonly url: string | null;
  /** Null until it was downloaded and found usable. */
  readonly asset: InputAsset | null;
}

export interface InputAsset {
  /** Of the asset. */
  readonly id: string;
  readonly storageKey: string;
  readonly mediaType: string;
  readonly byteCount: number;
  readonly width: number;
  readonly height: number;
  /** Null for a picture. */
  readonly durationSeconds: number | null;
}

export async function insertInput(
  tx: Tx,
  generationId: string,
  input: {
    readonly role: InputRole;
    readonly position: number;
    readonly url: string | null;
    readonly assetId: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('inputs')
    .values({
      generation_id: generationId,
      role: input.role,
      position: input.position,
      url: input.url,
      asset_id: input.assetId,
    })
    .execute();
}

/** Says which stored file an input is. */
export async function setInputAsset(
  tx: Tx,
  generationId: string,
  place: Pick<GenerationInput, 'role' | 'position'>,
  assetId: string,
): Promise<void> {
  await tx
    .updateTable('inputs')
    .set({ asset_id: assetId })
    .where('generation_id', '=', generationId)
    .where('role', '=', place.role)
    .where('position', '=', place.position)
    .where('asset_id', 'is', null)
    .execute();
}

/** Their assets stay. */
export async function deleteInputs(tx: Tx, generationId: string): Promise<void> {
  await tx.deleteFrom('inputs').where('generation_id', '=', generationId).execute();
}

/** In the order of their roles and positions. */
export async function findInputs(db: Db, generationId: string): Promise<readonly GenerationInput[]> {
  const rows = await db
    .selectFrom('inputs')
    .leftJoin('assets', 'assets.id', 'inputs.asset_id')
    .select(['inputs.role', 'inputs.position', 'inputs.url', 'assets.storage_key', 'assets.media_type'])
    .select('inputs.asset_id')
    .select(['assets.byte_count', 'assets.width', 'assets.height', 'assets.duration_seconds'])
    .where('inputs.generation_id', '=', generationId)
    .orderBy('inputs.role')
    .orderBy('inputs.position')
    .execute();
  return rows.map((row) => ({
    role: row.role,
    position: row.position,
    url: row.url,
    asset:
      row.asset_id === null || row.storage_key === null || row.media_type === null
        ? null
        : {
            id: row.asset_id,
            storageKey: row.storage_key,
            mediaType: row.media_type,
            byteCount: Number(row.byte_count),
            width: row.width ?? 0,
            height: row.height ?? 0,
            durationSeconds: row.duration_seconds,
          },
  }));
}
