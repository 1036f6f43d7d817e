import { expect, test } from 'vitest';
import { CELL } from './texture-runs.ts';
import { createWarpGrid, stretchToBorders, type WarpGrid } from './warp-grid.ts';

const WIDTH = 640;
const HEIGHT = 320;
const EVERY_SIDE = { left: true, top: true, right: true, bottom: true };

/** A grid that looks `right` pixels to the right of rest and `down` pixels below it. */
function shiftedGrid(right: number, down: number): WarpGrid {
  const grid = createWarpGrid(WIDTH, HEIGHT);
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, at++) {
      grid.x[at] = column * CELL + right;
      grid.y[at] = row * CELL + down;
    }
  return grid;
}

test('at rest nothing is stretched', () => {
  const grid = shiftedGrid(0, 0);
  stretchToBorders(grid, WIDTH, HEIGHT, EVERY_SIDE);
  expect(grid).toEqual(shiftedGrid(0, 0));
});

test.each([
  [-40, 0],
  [50, 0],
  [0, -24],
  [0, 30],
  [-30, 20],
])('a look %i to the right and %i down stays in the picture and never folds', (right, down) => {
  const grid = shiftedGrid(right, down);
  stretchToBorders(grid, WIDTH, HEIGHT, EVERY_SIDE);
  expect(Math.min(...grid.x)).toBeGreaterThanOrEqual(-1e-3);
  expect(Math.max(...grid.x)).toBeLessThanOrEqual(WIDTH + 1e-3);
  expect(Math.min(...grid.y)).toBeGreaterThanOrEqual(-1e-3);
  expect(Math.max(...grid.y)).toBeLessThanOrEqual(HEIGHT + 1e-3);
  for (let column = 1; column < grid.columns; column++)
    expect(grid.x[column] ?? 0).toBeGreaterThan((grid.x[column - 1] ?? 0) + CELL * 0.4);
});

test('the middle of the picture moves as the camera does', () => {
  const grid = shiftedGrid(-40, 0);
  stretchToBorders(grid, WIDTH, HEIGHT, EVERY_SIDE);
  expect(grid.x[20]).toBe(20 * CELL - 40);
  expect(grid.x[grid.columns - 1]).toBe(WIDTH - 40);
});

test('a side that the layer does not reach keeps its shape', () => {
  const grid = shiftedGrid(-40, 0);
  stretchToBorders(grid, WIDTH, HEIGHT, { ...EVERY_SIDE, left: false });
  expect(grid).toEqual(shiftedGrid(-40, 0));
});
