import type { Picture } from '../pixels/picture.ts';
import { CELL } from './texture-runs.ts';

/** Which tiles of a layer hold anything, summed from the upper left: a rectangle is asked in four reads. */
export interface Occupancy {
  readonly columns: number;
  readonly rows: number;
  readonly sums: Int32Array;
}

export function occupancyOf({ width, height, rgba }: Picture): Occupancy {
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const stride = columns + 1;
  const sums = new Int32Array(stride * (rows + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (rgba[(y * width + x) * 4 + 3] !== 0)
        sums[(Math.floor(y / CELL) + 1) * stride + Math.floor(x / CELL) + 1] = 1;
  for (let row = 1; row <= rows; row++)
    for (let column = 1; column <= columns; column++) {
      const at = row * stride + column;
      const before = (sums[at - 1] ?? 0) + (sums[at - stride] ?? 0) - (sums[at - stride - 1] ?? 0);
      sums[at] = (sums[at] ?? 0) + before;
    }
  return { columns, rows, sums };
}

/** Whether anything lies in a rectangle of the layer; what is outside the layer counts as its border. */
export function isOccupied(
  { columns, rows, sums }: Occupancy,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): boolean {
  const left = Math.min(columns - 1, Math.max(0, Math.floor(x0 / CELL)));
  const top = Math.min(rows - 1, Math.max(0, Math.floor(y0 / CELL)));
  const right = Math.min(columns, Math.max(left, Math.floor((x1 + 1) / CELL)) + 1);
  const bottom = Math.min(rows, Math.max(top, Math.floor((y1 + 1) / CELL)) + 1);
  const stride = columns + 1;
  const all = (sums[bottom * stride + right] ?? 0) + (sums[top * stride + left] ?? 0);
  return all > (sums[top * stride + right] ?? 0) + (sums[bottom * stride + left] ?? 0);
}
