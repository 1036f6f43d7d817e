import { SOUND_RATE } from './pcm-sound.ts';
import type { PcmSound } from './pcm-sound.ts';

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
  /**
   * 48 kHz. Heard from the first picture on and cut, or filled with silence, to the length of the pictures. Without
   * it the file has no sound track.
   */
  readonly sound?: PcmSound | null;
}

/**
 * Quality knobs of both encoders. The same pictures must give the same bytes: x264's output depends on the number of
 * threads, so it is fixed; and its AVX-512 look-ahead gave other bytes from run to run at widths like 720 and 848, so
 * the parts that differ between processors are off (no slower at 1280x720).
 */
export const X264 = {
  preset: 'veryfast',
  crf: 20,
  threads: 2,
  gopSeconds: 2,
  params: 'cpu-independent=1',
} as const;

/** Sound knobs of both encoders: AAC-LC, two channels. */
export const AAC = { sampleRate: SOUND_RATE, bitRate: 160_000 } as const;
