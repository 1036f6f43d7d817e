import type { Plane } from '../pixels/picture.ts';
import { sampleQuarter } from './picture-view.ts';
import { CELL } from './texture-runs.ts';
import { mixAt, type WarpGrid } from './warp-grid.ts';

/** Metres along the view axis of an opaque layer, for what is drawn into the air before and behind it. */
export function writeDepth(
  metres: Float32Array,
  width: number,
  height: number,
  grid: WarpGrid,
  subjectMetres: number,
): void {
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / CELL);
    const k = (y - row * CELL) / CELL;
    const upper = row * grid.columns;
    const lower = upper + grid.columns;
    let here = subjectMetres / mixAt(grid.near, upper, lower, k);
    for (let cell = 0; cell * CELL < width; cell++) {
      const next = subjectMetres / mixAt(grid.near, upper + cell + 1, lower + cell + 1, k);
      const step = (next - here) / CELL;
      const end = Math.min(width, (cell + 1) * CELL);
      for (let x = cell * CELL, depth = here; x < end; x++, depth += step) metres[y * width + x] = depth;
      here = next;
    }
  }
}

/** The sky has no end: birds, bolts and fireworks stand before it and behind all else. */
const SKY_METRES = 5000;
const SURE = 1e-4;

/** A sky (from 0.5 on) and its blur over a cell: 0 or 1 where all around is the same. */
export interface SkyDepth {
  readonly sky: Plane;
  readonly plain: Plane;
}

/** Gives the sky's pixels their depth, to the pixel: a flash must stop at the skyline. */
export function writeSkyDepth(
  metres: Float32Array,
  width: number,
  height: number,
  grid: WarpGrid,
  { sky, plain }: SkyDepth,
): void {
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / CELL);
    const k = (y - row * CELL) / CELL;
    const upper = row * grid.columns;
    const lower = upper + grid.columns;
    for (let cell = 0; cell * CELL < width; cell++) {
      const u = mixAt(grid.x, upper + cell, lower + cell, k);
      const v = mixAt(grid.y, upper + cell, lower + cell, k);
      const du = (mixAt(grid.x, upper + cell + 1, lower + cell + 1, k) - u) / CELL;
      const dv = (mixAt(grid.y, upper + cell + 1, lower + cell + 1, k) - v) / CELL;
      const start = y * width + cell * CELL;
      const end = y * width + Math.min(width, (cell + 1) * CELL);
      const around = sampleQuarter(plain, u + (du * CELL) / 2, v + (dv * CELL) / 2);
      if (around < SURE) continue;
      if (around > 1 - SURE) metres.fill(SKY_METRES, start, end);
      else
        for (let i = start; i < end; i++)
          if (sampleQuarter(sky, u + du * (i - start), v + dv * (i - start)) >= 0.5) metres[i] = SKY_METRES;
    }
  }
}
