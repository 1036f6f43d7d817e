import type { LumaPlane } from './picture.ts';

/** How one block of a picture moved to the next picture, in pixels. */
export interface BlockMove {
  /** Left upper corner of the block. */
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** Mean difference to the right and lower neighbour: flat blocks move without showing it. */
  readonly texture: number;
}

export const BLOCK_PIXELS = 16;
/** Every second pixel of every second row is enough to compare by. */
const SAMPLE_STEP = 2;
/** A move must beat rest by this share and amount, or noise would move flat blocks. */
const GAIN_SHARE = 0.96;
const GAIN_AMOUNT = 16;
const FIRST_STEP = 8;

/** Block matching by three-step search, within `reach` pixels. */
export function blockFlow(from: LumaPlane, to: LumaPlane, reach: number): BlockMove[] {
  const moves: BlockMove[] = [];
  const half = BLOCK_PIXELS / 2;
  for (let y = half; y + BLOCK_PIXELS <= from.height - 2; y += BLOCK_PIXELS) {
    for (let x = half; x + BLOCK_PIXELS <= from.width - 2; x += BLOCK_PIXELS) {
      moves.push(searchBlock(from, to, x, y, reach));
    }
  }
  return moves;
}

function searchBlock(from: LumaPlane, to: LumaPlane, x: number, y: number, reach: number): BlockMove {
  let best = difference(from, to, x, y, 0, 0, Infinity) * GAIN_SHARE - GAIN_AMOUNT;
  let dx = 0;
  let dy = 0;
  for (let step = FIRST_STEP; step >= 1; step /= 2) {
    const centreX = dx;
    const centreY = dy;
    for (let tryY = centreY - step; tryY <= centreY + step; tryY += step) {
      for (let tryX = centreX - step; tryX <= centreX + step; tryX += step) {
        if (Math.abs(tryX) > reach || Math.abs(tryY) > reach) continue;
        const found = difference(from, to, x, y, tryX, tryY, best);
        if (found >= best) continue;
        best = found;
        dx = tryX;
        dy = tryY;
      }
    }
  }
  return { x, y, dx, dy, texture: textureOf(from, x, y) };
}

/** Sum of absolute differences; gives up above `limit`. */
function difference(
  from: LumaPlane,
  to: LumaPlane,
  x: number,
  y: number,
  dx: number,
  dy: number,
  limit: number,
): number {
  const left = x + dx;
  const top = y + dy;
  if (left < 0 || top < 0 || left + BLOCK_PIXELS > to.width || top + BLOCK_PIXELS > to.height)
    return Infinity;
  let sum = 0;
  for (let row = 0; row < BLOCK_PIXELS; row += SAMPLE_STEP) {
    const a = (y + row) * from.width + x;
    const b = (top + row) * to.width + left;
    for (let column = 0; column < BLOCK_PIXELS; column += SAMPLE_STEP) {
      sum += Math.abs((from.values[a + column] ?? 0) - (to.values[b + column] ?? 0));
    }
    if (sum > limit) return sum;
  }
  return sum;
}

function textureOf({ width, values }: LumaPlane, x: number, y: number): number {
  let sum = 0;
  for (let row = 0; row < BLOCK_PIXELS; row += SAMPLE_STEP) {
    for (let column = 0; column < BLOCK_PIXELS; column += SAMPLE_STEP) {
      const at = (y + row) * width + x + column;
      const here = values[at] ?? 0;
      sum += Math.abs(here - (values[at + 1] ?? 0)) + Math.abs(here - (values[at + width] ?? 0));
    }
  }
  return sum / (2 * (BLOCK_PIXELS / SAMPLE_STEP) ** 2);
}
