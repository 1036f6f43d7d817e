import type { SpriteLevel } from '../../art/sprite.ts';

/** Where a picture is clear and where it hides everything, row by row, in its own pixels. */
export interface SpriteRuns {
  /** First column with anything in it and the one after the last, two numbers a row. */
  readonly extents: Uint16Array;
  /** Index into `solid` at which the runs of a row start; one entry more than rows. */
  readonly firstSolid: Uint32Array;
  /** Columns [start, end) that are opaque in this row and in the next, two numbers a run. */
  readonly solid: Uint16Array;
}

/** From this alpha what lies behind cannot be seen. */
const OPAQUE = 252;
/** Shorter runs cost more to walk than they save. */
const SHORTEST_RUN = 6;

const known = new WeakMap<SpriteLevel, SpriteRuns>();

/** The runs of a level, found once: levels are shared by all frames of a shot. */
export function spriteRuns(level: SpriteLevel): SpriteRuns {
  const had = known.get(level);
  if (had) return had;
  const found = findRuns(level);
  known.set(level, found);
  return found;
}

function findRuns({ width, height, pixels }: SpriteLevel): SpriteRuns {
  const extents = new Uint16Array(height * 2);
  const firstSolid = new Uint32Array(height + 1);
  const solid: number[] = [];
  for (let y = 0; y < height; y++) {
    firstSolid[y] = solid.length;
    const below = y + 1 < height ? width * 4 : 0;
    let first = width;
    let end = 0;
    let runStart = -1;
    for (let x = 0, at = y * width * 4 + 3; x <= width; x++, at += 4) {
      const alpha = x < width ? (pixels[at] ?? 0) : 0;
      if (alpha > 0) {
        if (first > x) first = x;
        end = x + 1;
      }
      const isSolid = x < width && alpha >= OPAQUE && (pixels[at + below] ?? 0) >= OPAQUE;
      if (isSolid && runStart < 0) runStart = x;
      if (isSolid || runStart < 0) continue;
      if (x - runStart >= SHORTEST_RUN) solid.push(runStart, x);
      runStart = -1;
    }
    extents[y * 2] = Math.min(first, end);
    extents[y * 2 + 1] = end;
  }
  firstSolid[height] = solid.length;
  return { extents, firstSolid, solid: Uint16Array.from(solid) };
}
