/**
 * A backup is a directory: `manifest.json`, which is written last; `tables/<name>.jsonl.gz`, a row a line as the database
 * writes it in JSON; `media.jsonl.gz`, the list of stored files; and, unless they were left out, the files themselves under
 * `media/<storage key>`, whose name is the SHA-256 of what is in them.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { isStorageKey } from '../../media/storage-key.ts';

export const MANIFEST = 'manifest.json';
export const MEDIA_LIST = 'media.jsonl.gz';

export function tableFile(table: string): string {
  return join('tables', `${table}.jsonl.gz`);
}

export function mediaFile(storageKey: string): string {
  return join('media', storageKey);
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

export const manifestSchema = z.object({
  format: z.literal(1),
  reelayVersion: z.string(),
  createdAt: z.iso.datetime(),
  /** The tables are as these have made them. */
  migrations: z.array(z.object({ name: z.string().regex(/^\d{4}_\w+\.sql$/), checksum: sha256 })).min(1),
  tables: z.array(z.object({ name: z.string().regex(/^[a-z_]+$/), rowCount: count, sha256 })),
  media: z.object({
    isIncluded: z.boolean(),
    fileCount: count,
    byteCount: count,
    /** Named by rows and not in the store, when the backup was made. */
    missingCount: count,
    sha256,
  }),
});

export type Manifest = z.output<typeof manifestSchema>;

export const listedFileSchema = z.object({
  storageKey: z.string().refine(isStorageKey),
  mediaType: z.string(),
  byteCount: count,
});

export type ListedFile = z.output<typeof listedFileSchema>;

/** The backup, or what it shall be written over, is not as it must be; the message says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
