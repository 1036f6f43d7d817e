import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';

/** Shadows are soft: they are worked out once for a square of this many pixels and spread smoothly. */
export const CELL = 4;

/** The shadows that lie on one picture, in cells; empty between uses. */
export interface ShadowGrid {
  readonly width: number;
  readonly height: number;
  /** What is left of the light, 1 all of it. */
  readonly keep: Float32Array;
  /** The cells that were touched. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

let grid: ShadowGrid | null = null;

/** The grid of a picture. There is one: whoever adds to it lays it down before the next begins. */
export function shadowGrid(frame: Frame): ShadowGrid {
  const width = Math.ceil(frame.width / CELL);
  const height = Math.ceil(frame.height / CELL);
  if (grid === null || grid.width !== width || grid.height !== height)
    grid = {
      width,
      height,
      keep: new Float32Array(width * height).fill(1),
      left: width,
      right: 0,
      top: height,
      bottom: 0,
    };
  return grid;
}

/** One row of cells blended between two, with a cell of margin at both ends. */
let blended = new Float32Array(0);

/** Darkens the picture by the shadows of the grid and empties it. Only what stands at the depth of its cell takes them. */
export function layShadows(frame: Frame, view: View, shadows: ShadowGrid): void {
  if (shadows.left >= shadows.right || shadows.top >= shadows.bottom) return;
  if (blended.length < shadows.width + 2) blended = new Float32Array(shadows.width + 2);
  const firstRow = Math.max(0, (shadows.top - 1) * CELL);
  const endRow = Math.min(frame.height, (shadows.bottom + 1) * CELL);
  for (let y = firstRow; y < endRow; y++) if (blendRow(shadows, y)) darkenRow(frame, view, shadows, y);
  for (let cell = shadows.top; cell < shadows.bottom; cell++)
    shadows.keep.fill(1, cell * shadows.width + shadows.left, cell * shadows.width + shadows.right);
  shadows.left = shadows.width;
  shadows.right = 0;
  shadows.top = shadows.height;
  shadows.bottom = 0;
}

function blendRow(shadows: ShadowGrid, y: number): boolean {
  const { width, height, keep } = shadows;
  const at = (y + 0.5) / CELL - 0.5;
  const upper = Math.max(0, Math.floor(at));
  const lower = Math.min(height - 1, Math.floor(at) + 1);
  const share = at - Math.floor(at);
  const from = Math.max(0, shadows.left - 1);
  const to = Math.min(width, shadows.right + 1);
  let isDark = false;
  for (let x = from; x < to; x++) {
    const a = keep[upper * width + x] ?? 1;
    const value = a + ((keep[lower * width + x] ?? 1) - a) * share;
    blended[x + 1] = value;
    if (value < 0.996) isDark = true;
  }
  blended[from] = blended[from + 1] ?? 1;
  blended[to + 1] = blended[to] ?? 1;
  return isDark;
}

function darkenRow(frame: Frame, view: View, shadows: ShadowGrid, y: number): void {
  const { rgba, depth: depths, width } = frame;
  const middleRow = Math.min(frame.height - 1, Math.floor(y / CELL) * CELL + CELL / 2);
  // Near the horizon the ground's depth changes much from one row to the next.
  const slack = 0.12 + (CELL * 0.75) / Math.max(1, y + 0.5 - view.horizon);
  const from = Math.max(0, shadows.left - 1);
  const to = Math.min(shadows.width, shadows.right + 1);
  for (let cell = from; cell < to; cell++) {
    const before = blended[cell] ?? 1;
    const own = blended[cell + 1] ?? 1;
    const after = blended[cell + 2] ?? 1;
    if (before + own + after > 2.99) continue;
    const expected = depths[middleRow * width + Math.min(width - 1, cell * CELL + CELL / 2)] ?? 0;
    const tolerance = 0.25 + expected * slack;
    const end = Math.min(width, cell * CELL + CELL);
    for (let x = cell * CELL, along = 0.5 / CELL; x < end; x++, along += 1 / CELL) {
      const pixel = y * width + x;
      if (Math.abs((depths[pixel] ?? 0) - expected) > tolerance) continue;
      const keep = along < 0.5 ? own + (before - own) * (0.5 - along) : own + (after - own) * (along - 0.5);
      const p = pixel << 2;
      rgba[p] = (rgba[p] ?? 0) * keep;
      rgba[p + 1] = (rgba[p + 1] ?? 0) * keep;
      // Shade is a little blue: the sky still lights it.
      rgba[p + 2] = (rgba[p + 2] ?? 0) * (keep + (1 - keep) * 0.12);
    }
  }
}
