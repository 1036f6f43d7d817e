import type { Readable } from 'node:stream';

/** Bytes at rest. Keys are chosen by the store and say nothing about who owns the bytes. */
export interface MediaStore {
  /** Moves or copies a local file in; the file is durable under its key when this resolves. Same bytes, same key. */
  putFile(path: string, mediaType: string): Promise<StoredMedia>;
  /** Size of what is stored, or null when the key is unknown. */
  stat(storageKey: string): Promise<{ readonly byteCount: number } | null>;
  /** Reads bytes `start`..`end` inclusive. */
  open(storageKey: string, range: { readonly start: number; readonly end: number }): Readable;
}

export interface StoredMedia {
  readonly storageKey: string;
  readonly byteCount: number;
}
