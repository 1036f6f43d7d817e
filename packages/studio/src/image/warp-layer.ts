import type { Plane } from '../pixels/picture.ts';
import { rippleAt } from './local-motion.ts';
import { isOccupied, type Occupancy } from './occupancy.ts';
import type { Layer, LocalMotion } from './picture-plan.ts';
import { type Point, sampleQuarter } from './picture-view.ts';
import { CELL, copyRun, createRun, overRun, textureOf } from './texture-runs.ts';
import { mixAt, type WarpGrid } from './warp-grid.ts';

/** Ripples for the water's cells. */
export interface Water {
  readonly motion: LocalMotion;
  readonly mask: Plane;
  readonly seconds: number;
}

/** Draws an opaque layer over the whole film picture. */
export function warpOpaque(
  to: Int32Array,
  width: number,
  height: number,
  layer: Layer,
  grid: WarpGrid,
  water: Water | null,
): void {
  const texture = textureOf(layer.picture);
  const wet = water ? createWetRow(grid) : null;
  const run = createRun();
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / CELL);
    const k = (y - row * CELL) / CELL;
    const upper = row * grid.columns;
    const lower = upper + grid.columns;
    if (water && wet) wet.fill(water, upper, lower, k);
    for (let cell = 0; cell * CELL < width; cell++) {
      run.start = y * width + cell * CELL;
      run.count = Math.min(CELL, width - cell * CELL);
      run.u0 = mixAt(grid.x, upper + cell, lower + cell, k);
      run.v0 = mixAt(grid.y, upper + cell, lower + cell, k);
      run.u1 = mixAt(grid.x, upper + cell + 1, lower + cell + 1, k);
      run.v1 = mixAt(grid.y, upper + cell + 1, lower + cell + 1, k);
      if (wet) {
        run.u0 += wet.x[cell] ?? 0;
        run.u1 += wet.x[cell + 1] ?? 0;
        run.v0 += wet.y[cell] ?? 0;
        run.v1 += wet.y[cell + 1] ?? 0;
      }
      copyRun(texture, to, run);
    }
  }
}

const LEAST_WET = 0.02;

/** Ripple offsets at the cell borders of one row. */
function createWetRow(grid: WarpGrid) {
  const x = new Float32Array(grid.columns);
  const y = new Float32Array(grid.columns);
  const offset: Point = { x: 0, y: 0 };
  return {
    x,
    y,
    fill(water: Water, upper: number, lower: number, k: number): void {
      for (let column = 0; column < grid.columns; column++) {
        const sourceX = mixAt(grid.x, upper + column, lower + column, k);
        const sourceY = mixAt(grid.y, upper + column, lower + column, k);
        const weight = sampleQuarter(water.mask, sourceX, sourceY);
        if (weight > LEAST_WET) rippleAt(water.motion, water.seconds, sourceX, sourceY, offset);
        x[column] = weight > LEAST_WET ? offset.x * weight : 0;
        y[column] = weight > LEAST_WET ? offset.y * weight : 0;
      }
    },
  };
}

/** Lays a premultiplied layer over the film picture, cell by cell where it holds anything, and its depth likewise. */
export function warpOver(
  to: Int32Array,
  width: number,
  height: number,
  layer: Layer,
  grid: WarpGrid,
  occupancy: Occupancy,
  depth: { readonly metres: Float32Array; readonly subjectMetres: number } | null,
): void {
  const texture = textureOf(layer.picture);
  const run = createRun();
  const runDepth = depth ? { metres: depth.metres, here: 0 } : null;
  for (let row = 0; row * CELL < height; row++)
    for (let column = 0; column * CELL < width; column++) {
      const upper = row * grid.columns + column;
      const lower = upper + grid.columns;
      if (!cellHolds(grid, occupancy, upper, lower)) continue;
      if (runDepth && depth) runDepth.here = depth.subjectMetres / (grid.near[upper] ?? 1);
      const bottom = Math.min(height, (row + 1) * CELL);
      for (let y = row * CELL; y < bottom; y++) {
        const k = (y - row * CELL) / CELL;
        run.start = y * width + column * CELL;
        run.count = Math.min(CELL, width - column * CELL);
        run.u0 = mixAt(grid.x, upper, lower, k);
        run.v0 = mixAt(grid.y, upper, lower, k);
        run.u1 = mixAt(grid.x, upper + 1, lower + 1, k);
        run.v1 = mixAt(grid.y, upper + 1, lower + 1, k);
        overRun(texture, to, run, runDepth);
      }
    }
}

function cellHolds({ x, y }: WarpGrid, occupancy: Occupancy, upper: number, lower: number): boolean {
  const [xa = 0, xb = 0, xc = 0, xd = 0] = [x[upper], x[upper + 1], x[lower], x[lower + 1]];
  const [ya = 0, yb = 0, yc = 0, yd = 0] = [y[upper], y[upper + 1], y[lower], y[lower + 1]];
  return isOccupied(
    occupancy,
    Math.min(xa, xb, xc, xd),
    Math.min(ya, yb, yc, yd),
    Math.max(xa, xb, xc, xd),
    Math.max(ya, yb, yc, yd),
  );
}
