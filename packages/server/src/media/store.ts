import type { Readable } from 'node:stream';

/**
 * Bytes at rest. Keys are chosen by the store from the bytes alone and say nothing about who owns them: rows of `assets` do.
 *
 * Bytes are put first and named by a row afterwards, and bytes that no row names are removed. What keeps the two apart is the
 * time of the last put: whoever puts bytes commits their row within the hour or puts them again, and what was put within
 * the hour is never removed. So a put, also one of bytes that are stored already, must renew `modifiedAt`, and `remove` must
 * look at the time and remove in one piece.
 */
export interface MediaStore {
  /**
   * Moves or copies a local file in; the file is durable under its key, and `modifiedAt` is now, when this resolves. Same
   * bytes, same key.
   */
  putFile(path: string, mediaType: string): Promise<StoredMedia>;
  /** What is stored under a key, or null when there is nothing. */
  stat(storageKey: string): Promise<StoredFacts | null>;
  /** Reads bytes `start`..`end` inclusive. */
  open(storageKey: string, range: { readonly start: number; readonly end: number }): Readable;
  /** A file on this machine with the stored bytes, for programs that want one. Only to be read. Throws when the key is unknown. */
  localPath(storageKey: string): Promise<string>;
  /**
   * Removes the bytes unless they were put at `putBefore` or later; false, and they stay, when they were. True when there are
   * none afterwards, so that repeating it changes nothing.
   */
  remove(storageKey: string, putBefore: Date): Promise<boolean>;
  /** Everything that is stored, in no order. What is put or removed meanwhile may be missing or there. */
  list(): AsyncIterable<ListedMedia>;
  /** A path for bytes that are just coming in; nothing is there yet. Whoever asked removes what they put there. */
  incomingPath(): Promise<string>;
  /** Clears up what was left behind before `time`, by a process that died. */
  removeLeftovers(time: Date): Promise<void>;
}

export interface StoredMedia {
  readonly storageKey: string;
  readonly byteCount: number;
}

export interface StoredFacts {
  readonly byteCount: number;
  /** When these bytes were last put. */
  readonly modifiedAt: Date;
}

export interface ListedMedia {
  readonly storageKey: string;
  /** When these bytes were last put. */
  readonly modifiedAt: Date;
}
