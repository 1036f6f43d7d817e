import type { Picture } from '../../pixels/picture.ts';
import { createPicture } from '../../pixels/picture.ts';
import { psnr } from '../likeness.ts';
import type { Margin } from '../likeness.ts';

/** A flat move over a still picture: shift in shares of the width, and growth about the middle. */
export interface FlatMove {
  readonly right: number;
  readonly down: number;
  readonly zoom: number;
}

const REST: FlatMove = { right: 0, down: 0, zoom: 1 };
/** First steps of the search; each round halves them. A tenth of the width and a fifth of the size is as far as the views go. */
const FIRST_STEP = { shift: 0.03, zoom: 0.06 } as const;
const ROUNDS = 6;
/** The search runs on pictures of this width; only the answer is drawn in full. */
const SEARCH_WIDTH = 320;

/** The best that zoom and shift alone can do to turn `before` into `after`: the measure to beat. */
export function bestKenBurns(
  before: Picture,
  after: Picture,
  margin: Margin,
): { picture: Picture; decibels: number } {
  const divisor = Math.max(1, Math.round(before.width / SEARCH_WIDTH));
  const from = shrink(before, divisor);
  const to = shrink(after, divisor);
  let best = REST;
  let bestDecibels = psnr(from, to, margin);
  let shift: number = FIRST_STEP.shift;
  let growth: number = FIRST_STEP.zoom;
  for (let round = 0; round < ROUNDS; round++) {
    for (let improved = true; improved;) {
      improved = false;
      for (const move of neighbours(best, shift, growth)) {
        const decibels = psnr(moveFlat(from, move), to, margin);
        if (decibels <= bestDecibels) continue;
        best = move;
        bestDecibels = decibels;
        improved = true;
      }
    }
    shift /= 2;
    growth /= 2;
  }
  const picture = moveFlat(before, best);
  return { picture, decibels: psnr(picture, after, margin) };
}

function neighbours({ right, down, zoom }: FlatMove, shift: number, growth: number): FlatMove[] {
  return [
    { right: right + shift, down, zoom },
    { right: right - shift, down, zoom },
    { right, down: down + shift, zoom },
    { right, down: down - shift, zoom },
    { right, down, zoom: zoom + growth },
    { right, down, zoom: zoom - growth },
  ];
}

/** The picture shifted and grown, edges repeated outwards. */
export function moveFlat(picture: Picture, { right, down, zoom }: FlatMove): Picture {
  const { width, height, rgba } = picture;
  const moved = createPicture(width, height);
  for (let y = 0; y < height; y++) {
    const fromY = clampTo((y - height / 2 - down * width) / zoom + height / 2, height - 1);
    const top = Math.min(height - 2, Math.floor(fromY));
    const shareY = fromY - top;
    for (let x = 0; x < width; x++) {
      const fromX = clampTo((x - width / 2 - right * width) / zoom + width / 2, width - 1);
      const left = Math.min(width - 2, Math.floor(fromX));
      const shareX = fromX - left;
      const at = (top * width + left) * 4;
      const below = at + width * 4;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const upper = mixed(rgba[at + channel], rgba[at + 4 + channel], shareX);
        const lower = mixed(rgba[below + channel], rgba[below + 4 + channel], shareX);
        moved.rgba[to + channel] = upper + (lower - upper) * shareY;
      }
      moved.rgba[to + 3] = 255;
    }
  }
  return moved;
}

function mixed(a = 0, b = 0, share = 0): number {
  return a + (b - a) * share;
}

function clampTo(value: number, most: number): number {
  return value < 0 ? 0 : value > most ? most : value;
}

/** Mean over squares of `divisor` pixels. */
export function shrink(picture: Picture, divisor: number): Picture {
  if (divisor === 1) return picture;
  const width = Math.floor(picture.width / divisor);
  const height = Math.floor(picture.height / divisor);
  const small = createPicture(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let row = 0; row < divisor; row++) {
          const start = ((y * divisor + row) * picture.width + x * divisor) * 4 + channel;
          for (let column = 0; column < divisor; column++) sum += picture.rgba[start + column * 4] ?? 0;
        }
        small.rgba[(y * width + x) * 4 + channel] = sum / (divisor * divisor);
      }
    }
  }
  return small;
}
