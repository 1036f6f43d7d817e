/** Takes finished pictures in film order and makes a file of them. */
export interface FrameEncoder {
  /** The picture may be reused as soon as the promise resolves. One call at a time. */
  write(rgba: Uint8Array | Uint8ClampedArray): Promise<void>;
  finish(): Promise<void>;
  /** Gives up: frees everything and removes the file. Safe after `finish` and more than once. */
  abort(): Promise<void>;
}

export interface EncoderOptions {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Written into the file's tags (`title`, `comment`). */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Quality knobs of both encoders. x264's output depends on the number of threads, so it is fixed: the same pictures
 * must give the same bytes on every machine.
 */
export const X264 = { preset: 'veryfast', crf: 20, threads: 2, gopSeconds: 2 } as const;
