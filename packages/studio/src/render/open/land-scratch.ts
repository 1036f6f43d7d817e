import type { Frame } from '../frame.ts';

/** What one frame needs besides its pixels; kept with the frame because every thread has frames of its own. */
export interface LandScratch {
  /** Row, with fraction, where land begins in each column. */
  readonly skyline: Float32Array;
  /** What each pixel shows, for the mirror pass. */
  readonly surface: Uint8Array;
  /** Row that a mirrored ray meets, per block of columns. */
  readonly rows: Int32Array;
  /** One row of the mirror pass: marks of the pixels it may change, and slopes of the waves there. */
  readonly live: Uint8Array;
  readonly slopeX: Float64Array;
  readonly slopeY: Float64Array;
}

/** Columns that share one mirrored ray. */
export const MIRROR_BLOCK = 4;

const scratches = new WeakMap<Frame, LandScratch>();

export function landScratch(frame: Frame): LandScratch {
  const known = scratches.get(frame);
  if (known) return known;
  const scratch = {
    skyline: new Float32Array(frame.width),
    surface: new Uint8Array(frame.width * frame.height),
    rows: new Int32Array(Math.ceil(frame.width / MIRROR_BLOCK) + 1),
    live: new Uint8Array(frame.width),
    slopeX: new Float64Array(frame.width),
    slopeY: new Float64Array(frame.width),
  };
  scratches.set(frame, scratch);
  return scratch;
}
