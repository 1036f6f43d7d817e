import type { Layer } from './picture-plan.ts';
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
  const { left, top } = layer.margins;
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, at++) {
      grid.near[at] = sourcePoint(view, layer.nearness, column * CELL, row * CELL, point);
      stir?.(point);
      grid.x[at] = point.x + left;
      grid.y[at] = point.y + top;
    }
}

/** Between two corners one above the other. */
export function mixAt(values: Float32Array, upper: number, lower: number, k: number): number {
  const a = values[upper] ?? 0;
  return a + ((values[lower] ?? 0) - a) * k;
}
