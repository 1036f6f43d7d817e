import type { Frame } from '../frame.ts';
import { type LandRow, createLandRow } from './land-row.ts';

/** What one frame needs besides its pixels; kept with the frame because every thread has frames of its own. */
export interface LandScratch {
  /** The frame's pixels as one number each, alpha highest: every machine that runs this is little-endian. */
  readonly pixels: Uint32Array;
  /** Row, with fraction, where land begins in each column. */
  readonly skyline: Float32Array;
  /** What each pixel shows, for the mirror pass. */
  readonly surface: Uint8Array;
  readonly row: LandRow;
  readonly mirror: MirrorScratch;
}

/** One row of the mirror pass. */
export interface MirrorScratch {
  /** Row that a mirrored ray meets, per block of columns. */
  readonly rows: Int32Array;
  /** Per block of columns: highest row of anything near, and lowest row above the one in work that is not water. */
  readonly tops: Int32Array;
  readonly shores: Int32Array;
  /** Marks of the pixels that may change, and slopes of the waves there. */
  readonly live: Uint8Array;
  readonly slopeX: Float64Array;
  readonly slopeY: Float64Array;
}

/** Columns that share one mirrored ray. */
export const MIRROR_BLOCK = 2;

const scratches = new WeakMap<Frame, LandScratch>();

export function landScratch(frame: Frame): LandScratch {
  const known = scratches.get(frame);
  if (known) return known;
  const { width, height, rgba } = frame;
  const blocks = Math.ceil(width / MIRROR_BLOCK) + 1;
  const scratch = {
    pixels: new Uint32Array(rgba.buffer, rgba.byteOffset, width * height),
    skyline: new Float32Array(width),
    surface: new Uint8Array(width * height),
    row: createLandRow(width),
    mirror: {
      rows: new Int32Array(blocks),
      tops: new Int32Array(blocks),
      shores: new Int32Array(blocks),
      live: new Uint8Array(width),
      slopeX: new Float64Array(width + 2),
      slopeY: new Float64Array(width + 2),
    },
  };
  scratches.set(frame, scratch);
  return scratch;
}
