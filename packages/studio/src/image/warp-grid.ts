import type { Layer, Sides } from './picture-plan.ts';
import { type PictureView, type Point, sourcePoint } from './picture-view.ts';
import { CELL } from './texture-runs.ts';

/** Where each corner of the cells comes from, in a layer's own texture, and how near it is. Reused for every frame. */
export interface WarpGrid {
  readonly columns: number;
  readonly rows: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly near: Float32Array;
}

export function createWarpGrid(width: number, height: number): WarpGrid {
  const columns = Math.ceil(width / CELL) + 1;
  const rows = Math.ceil(height / CELL) + 1;
  const count = columns * rows;
  return {
    columns,
    rows,
    x: new Float32Array(count),
    y: new Float32Array(count),
    near: new Float32Array(count),
  };
}

/** Looks every corner up; `stir` may move a source point (pixels of the film at rest). */
export function aimGrid(
  grid: WarpGrid,
  view: PictureView,
  layer: Layer,
  stir: ((point: Point) => void) | null,
): void {
  const point: Point = { x: 0, y: 0 };
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, at++) {
      grid.near[at] = sourcePoint(view, layer.nearness, column * CELL, row * CELL, point);
      stir?.(point);
      grid.x[at] = point.x;
      grid.y[at] = point.y;
    }
}

/**
 * The strip that is stretched is so many times as wide as what it must cover: at the border itself by
 * (n + 1) / (n - 1), so 2.3 times, less and less towards the inside. Wider strips would hold back more of the move.
 */
const STRIP_WIDTHS = 2.5;

/**
 * Brings every corner back into the picture: where a row or a column of the film would look beyond the border by `m`,
 * the strip beside the border is stretched over the gap, most at the border itself and softly ending inside. Nothing is
 * made up and nothing shows twice. With `m` 0 nothing moves, so rest is rest. Only at `sides`, where the layer has
 * something: what does not touch the border keeps its shape.
 */
export function stretchToBorders(grid: WarpGrid, width: number, height: number, sides: Sides): void {
  const { columns, rows, x, y } = grid;
  // The last corners may lie outside the film; what is uncovered is measured at its border.
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const low = sides.left ? -(x[start] ?? 0) : 0;
    const high = sides.right ? placeAt(x, start, 1, width / CELL) - width : 0;
    stretchLine(x, start, 1, columns, low, high, width);
  }
  for (let column = 0; column < columns; column++) {
    const low = sides.top ? -(y[column] ?? 0) : 0;
    const high = sides.bottom ? placeAt(y, column, columns, height / CELL) - height : 0;
    stretchLine(y, column, columns, rows, low, high, height);
  }
}

/** The place at a fractional corner number along a line. */
function placeAt(values: Float32Array, start: number, stride: number, at: number): number {
  const before = Math.ceil(at) - 1;
  return mixAt(values, start + before * stride, start + (before + 1) * stride, at - before);
}

/** `low` and `high` are how far the line looks beyond 0 and beyond `size`; not beyond when not positive. */
function stretchLine(
  values: Float32Array,
  start: number,
  stride: number,
  count: number,
  low: number,
  high: number,
  size: number,
): void {
  if (low <= 0 && high <= 0) return;
  const lowStrip = STRIP_WIDTHS * Math.max(0, low);
  const highStrip = STRIP_WIDTHS * Math.max(0, high);
  // A parabola that touches the straight line at the strip's inner end and brings the border to the border.
  const lowBend = low > 0 ? low / (lowStrip + low) ** 2 : 0;
  const highBend = high > 0 ? high / (highStrip + high) ** 2 : 0;
  for (let k = 0, at = start; k < count; k++, at += stride) {
    const place = values[at] ?? 0;
    const inLow = lowStrip - place;
    const inHigh = place - (size - highStrip);
    values[at] =
      place + (inLow > 0 ? lowBend * inLow * inLow : 0) - (inHigh > 0 ? highBend * inHigh * inHigh : 0);
  }
}

/** Between two corners one above the other. */
export function mixAt(values: Float32Array, upper: number, lower: number, k: number): number {
  const a = values[upper] ?? 0;
  return a + ((values[lower] ?? 0) - a) * k;
}
