import type { Readable } from 'node:stream';

/** Bytes at rest. Keys are chosen by the store and say nothing about who owns the bytes. */
export interface MediaStore {
  /** Moves or copies a local file in; the file is durable under its key when this resolves. Same bytes, same key. */
  putFile(path: string, mediaType: string): Promise<StoredMedia>;
  /** Size of what is stored, or null when the key is unknown. */
  stat(storageKey: string): Promise<{ readonly byteCount: number } | null>;
  /** Reads bytes `start`..`end` inclusive. */
  open(storageKey: string, range: { readonly start: number; readonly end: number }): Readable;
  /** A file on this machine with the stored bytes, for programs that want one. Only to be read. Throws when the key is unknown. */
  localPath(storageKey: string): Promise<string>;
  /** A path for bytes that are just coming in; nothing is there yet. Whoever asked removes what they put there. */
  incomingPath(): Promise<string>;
  /** Removes what came in before `time` and was left behind, by a process that died. */
  removeLeftovers(time: Date): Promise<void>;
}

export interface StoredMedia {
  readonly storageKey: string;
  readonly byteCount: number;
}
