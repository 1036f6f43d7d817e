import type { Frame } from '../frame.ts';

/** What one frame needs besides its pixels; kept with the frame because every thread has frames of its own. */
export interface LandScratch {
  /** Row, with fraction, where land begins in each column. */
  readonly skyline: Float32Array;
  /** What each pixel shows, for the mirror pass. */
  readonly surface: Uint8Array;
  /** Row that a mirrored ray meets, per block of columns. */
  readonly rows: Int32Array;
}

const scratches = new WeakMap<Frame, LandScratch>();

export function landScratch(frame: Frame): LandScratch {
  const known = scratches.get(frame);
  if (known) return known;
  const scratch = {
    skyline: new Float32Array(frame.width),
    surface: new Uint8Array(frame.width * frame.height),
    rows: new Int32Array(Math.ceil(frame.width / 4) + 1),
  };
  scratches.set(frame, scratch);
  return scratch;
}
