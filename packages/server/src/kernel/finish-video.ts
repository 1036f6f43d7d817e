/** An upstream's finished video, as it was fetched, and what is to be made of it. */
export interface FinishWish {
  /** Only read. */
  readonly path: string;
  /** Where the results are written; it is there. */
  readonly directory: string;
  /** Its first so many seconds, to the frame; null for all of it. */
  readonly keepSeconds: number | null;
  /** Its sound is laid under a video that has none; null for none. */
  readonly soundFromPath: string | null;
}

interface FinishedFile<MediaType extends string> {
  readonly path: string;
  readonly mediaType: MediaType;
  /** Pixels, as shown. */
  readonly width: number;
  readonly height: number;
}

export type FinishedVideo =
  | {
      readonly usable: true;
      readonly video: FinishedFile<'video/mp4'> & { readonly durationSeconds: number };
      readonly poster: FinishedFile<'image/jpeg'>;
    }
  /** Cut off, or no video at all. The sentence says what was found. */
  | { readonly usable: false; readonly sentence: string };

/** Opens a stranger's video where it can do no harm, and makes it ours. Throws only when that could not be tried. */
export type FinishVideo = (wish: FinishWish, signal: AbortSignal) => Promise<FinishedVideo>;
