import type { Frame } from '../../frame.ts';
import type { Plane, Scratch } from '../scratch.ts';

/** Fills `scratch.paint` (and `scratch.paintSource`) with the picture at the size styles think in. */
export function takePaint(frame: Frame, scratch: Scratch): Plane {
  if (scratch.paintStep === 1) copyPixels(frame, scratch.paint);
  else halvePixels(frame, scratch.paint);
  scratch.paintSource.data.set(scratch.paint.data);
  return scratch.paint;
}

function copyPixels({ rgba }: Frame, { data }: Plane): void {
  for (let at = 0, to = 0; at < rgba.length; at += 4, to += 3) {
    data[to] = rgba[at] ?? 0;
    data[to + 1] = rgba[at + 1] ?? 0;
    data[to + 2] = rgba[at + 2] ?? 0;
  }
}

/** Means of 2x2 pixels. */
function halvePixels(frame: Frame, half: Plane): void {
  const { rgba, width, height } = frame;
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
}

export function lumaOf(plane: Plane, gray: Float32Array): void {
  const { data } = plane;
  for (let i = 0, at = 0; at < data.length; i++, at += 3)
    gray[i] = (data[at] ?? 0) * 0.2126 + (data[at + 1] ?? 0) * 0.7152 + (data[at + 2] ?? 0) * 0.0722;
}

/** Reads a picture the size of `scratch.paint` one full-size row at a time. */
export interface RowReader {
  readonly data: Float32Array;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
  readonly step: 1 | 2;
  readonly mixed: Float32Array;
  readonly row: Float32Array;
}

export function createRowReader(scratch: Scratch, data: Float32Array, channels: number): RowReader {
  const { width, height } = scratch.paint;
  return {
    data,
    channels,
    width,
    height,
    step: scratch.paintStep,
    mixed: new Float32Array(width * channels),
    // One point more than an odd width needs: cells always fill two.
    row: new Float32Array(width * scratch.paintStep * channels),
  };
}

/** Row `y` of the full-size picture; the array is the reader's and lives until the next row. */
export function readFullRow(reader: RowReader, y: number): Float32Array {
  const { data, channels, width, height, mixed, row } = reader;
  const length = width * channels;
  if (reader.step === 1) return data.subarray(y * length, (y + 1) * length);
  // The middle of a half-size cell lies between two full-size rows: every row is 3/4 one and 1/4 its neighbour.
  const own = Math.min(height - 1, y >> 1) * length;
  const other = Math.min(height - 1, Math.max(0, (y >> 1) + ((y & 1) === 0 ? -1 : 1))) * length;
  for (let i = 0; i < length; i++) mixed[i] = (data[own + i] ?? 0) * 0.75 + (data[other + i] ?? 0) * 0.25;
  spread(mixed, row, channels);
  return row;
}

/** Two full-size points for every cell, each 3/4 its own and 1/4 the nearer neighbour. */
function spread(mixed: Float32Array, row: Float32Array, channels: number): void {
  const end = mixed.length - channels;
  for (let channel = 0; channel < channels; channel++) {
    let before = mixed[channel] ?? 0;
    let own = before;
    let to = channel;
    for (let cell = channel; cell < mixed.length; cell += channels) {
      const after = cell < end ? (mixed[cell + channels] ?? 0) : own;
      const most = own * 0.75;
      row[to] = most + before * 0.25;
      row[to + channels] = most + after * 0.25;
      to += channels * 2;
      before = own;
      own = after;
    }
  }
}
