import type { Sprite } from '../../art/sprite.ts';
import type { FigureBuffer } from './figure-buffer.ts';
import { levelFor } from './placement.ts';

/** A foot, a wheel, the end of a leg. Lengths in heights of the figure; a negative `raise` is below its base line. */
export interface Footing {
  /** From the middle of its base, to the right as seen. */
  readonly aside: number;
  readonly halfWidth: number;
  readonly raise: number;
}

/** What hangs higher than this does not stand on anything. */
const HIGHEST = 0.22;
/** A foot is the lowest thing within this distance, and its sole is flat within this height. */
const NEIGHBOURHOOD = 0.1;
const SOLE_HEIGHT = 0.03;
/** Rows of the copy of a picture in which feet are looked for: a finer one says nothing more. */
const SEARCHED_ROWS = 96;
const SOLID_ALPHA = 128;
const SOLID_COVER = 0.5;
const NOTHING = 9;

/** Feet in an outline: `lows[i]` is how high the lowest thing of a column is over the base, columns `step` apart. */
export function footingsIn(lows: Float32Array, count: number, step: number, firstAside: number): Footing[] {
  const reach = Math.max(1, Math.round(NEIGHBOURHOOD / step));
  const found: Footing[] = [];
  let start = -1;
  let lowest = NOTHING;
  for (let i = 0; i <= count; i++) {
    const low = i < count ? (lows[i] ?? NOTHING) : NOTHING;
    const stands = low < HIGHEST && low <= lowestNear(lows, count, i, reach) + SOLE_HEIGHT;
    if (stands) {
      if (start < 0) start = i;
      lowest = Math.min(lowest, low);
    } else if (start >= 0) {
      const middle = (start + i - 1) / 2;
      found.push({
        aside: firstAside + middle * step,
        halfWidth: ((i - start) / 2) * step,
        raise: lowest,
      });
      start = -1;
      lowest = NOTHING;
    }
  }
  return found;
}

function lowestNear(lows: Float32Array, count: number, at: number, reach: number): number {
  let lowest = NOTHING;
  for (let i = Math.max(0, at - reach); i <= Math.min(count - 1, at + reach); i++)
    lowest = Math.min(lowest, lows[i] ?? NOTHING);
  return lowest;
}

const known = new WeakMap<Sprite, readonly Footing[]>();

/** Where a picture stands, found once. */
function footingsOfSprite(sprite: Sprite): readonly Footing[] {
  const had = known.get(sprite);
  if (had) return had;
  const { width, height, pixels } = levelFor(sprite, SEARCHED_ROWS);
  const lows = new Float32Array(width).fill(NOTHING);
  const top = Math.max(0, Math.floor(height * (1 - HIGHEST)));
  for (let x = 0; x < width; x++)
    for (let y = height - 1; y >= top; y--) {
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) < SOLID_ALPHA) continue;
      lows[x] = (height - 1 - y) / height;
      break;
    }
  const found = footingsIn(lows, width, 1 / height, (0.5 - width / 2) / height);
  known.set(sprite, found);
  return found;
}

/** Where a picture that may be mirrored is seen to stand. */
export function seenFootings(sprite: Sprite, mirrored: boolean): readonly Footing[] {
  const footings = footingsOfSprite(sprite);
  return mirrored ? footings.map((footing) => ({ ...footing, aside: -footing.aside })) : footings;
}

let columns = new Float32Array(0);

/** Where a body that has just been put together stands. */
export function footingsOfBody(
  buffer: FigureBuffer,
  base: { readonly footX: number; readonly footY: number; readonly size: number },
): Footing[] {
  const { left, top, width, cover, used } = buffer;
  const count = used.right - used.left;
  if (count <= 0) return [];
  if (columns.length < count) columns = new Float32Array(count);
  const highestRow = Math.max(used.top, Math.floor(base.footY - base.size * HIGHEST) - top);
  for (let i = 0; i < count; i++) {
    let low = NOTHING;
    for (let y = used.bottom - 1; y >= highestRow; y--) {
      if ((cover[y * width + used.left + i] ?? 0) < SOLID_COVER) continue;
      low = (base.footY - (y + top + 1)) / base.size;
      break;
    }
    columns[i] = low;
  }
  return footingsIn(columns, count, 1 / base.size, (left + used.left + 0.5 - base.footX) / base.size);
}
