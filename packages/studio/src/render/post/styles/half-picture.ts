import type { Frame } from '../../frame.ts';
import type { Plane, Scratch } from '../scratch.ts';

/** Fills `scratch.half` with 2x2 means: styles do their thinking at half size. */
export function shrinkToHalf(frame: Frame, scratch: Scratch): Plane {
  const { rgba, width, height } = frame;
  const { half } = scratch;
  for (let y = 0; y < half.height; y++) {
    const upper = y * 2 * width;
    const lower = Math.min(height - 1, y * 2 + 1) * width;
    for (let x = 0; x < half.width; x++) {
      const next = Math.min(width - 1, x * 2 + 1);
      const a = (upper + x * 2) * 4;
      const b = (upper + next) * 4;
      const c = (lower + x * 2) * 4;
      const d = (lower + next) * 4;
      const to = (y * half.width + x) * 3;
      half.data[to] = ((rgba[a] ?? 0) + (rgba[b] ?? 0) + (rgba[c] ?? 0) + (rgba[d] ?? 0)) * 0.25;
      half.data[to + 1] =
        ((rgba[a + 1] ?? 0) + (rgba[b + 1] ?? 0) + (rgba[c + 1] ?? 0) + (rgba[d + 1] ?? 0)) * 0.25;
      half.data[to + 2] =
        ((rgba[a + 2] ?? 0) + (rgba[b + 2] ?? 0) + (rgba[c + 2] ?? 0) + (rgba[d + 2] ?? 0)) * 0.25;
    }
  }
  return half;
}

export function lumaOf(plane: Plane, gray: Float32Array): void {
  const { data } = plane;
  for (let i = 0, at = 0; at < data.length; i++, at += 3)
    gray[i] = (data[at] ?? 0) * 0.2126 + (data[at + 1] ?? 0) * 0.7152 + (data[at + 2] ?? 0) * 0.0722;
}

/** Memory for reading a small picture one full-size row at a time. */
export interface RowReader {
  readonly mixed: Float32Array;
  readonly row: Float32Array;
}

export function createRowReader(plane: Plane, channels: number, fullWidth: number): RowReader {
  return { mixed: new Float32Array(plane.width * channels), row: new Float32Array(fullWidth * channels) };
}

/** Row `y` of the half-size `data` enlarged to full size, into `reader.row`. */
export function readFullRow(
  data: Float32Array,
  width: number,
  height: number,
  channels: number,
  y: number,
  fullWidth: number,
  reader: RowReader,
): Float32Array {
  const { mixed, row } = reader;
  // The middle of a half-size cell lies between two full-size rows: every row is 3/4 one and 1/4 its neighbour.
  const own = Math.min(height - 1, y >> 1);
  const other = Math.min(height - 1, Math.max(0, own + ((y & 1) === 0 ? -1 : 1)));
  const length = width * channels;
  for (let i = 0; i < length; i++)
    mixed[i] = (data[own * length + i] ?? 0) * 0.75 + (data[other * length + i] ?? 0) * 0.25;
  let to = 0;
  for (let x = 0; x < fullWidth; x++) {
    const cell = Math.min(width - 1, x >> 1) * channels;
    const beside = Math.min(length - channels, Math.max(0, cell + ((x & 1) === 0 ? -channels : channels)));
    for (let channel = 0; channel < channels; channel++)
      row[to++] = (mixed[cell + channel] ?? 0) * 0.75 + (mixed[beside + channel] ?? 0) * 0.25;
  }
  return row;
}
