import type { Sprite, SpriteLevel } from './sprite.ts';

/** Straight (not premultiplied) RGBA, rows from the top. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A box in pixels; `right` and `bottom` are just outside it. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Alpha of a pixel that counts as part of the figure: fainter ones are soft shadows and filter fringes. */
const OPAQUE_FROM = 9;
const SMALLEST_LEVEL_PX = 8;

/** A sprite from a raster: trimmed to its opaque box, premultiplied, with its half-size levels. */
export function buildSprite(raster: Raster): Sprite {
  const box = opaqueBox(raster);
  if (box === null) throw new Error('a sprite needs at least one opaque pixel');
  return spriteOfLevel(premultiply(raster, box));
}

/** A sprite from its largest level. */
export function spriteOfLevel(largest: SpriteLevel): Sprite {
  const levels = [largest];
  let level = largest;
  while (Math.min(level.width, level.height) > SMALLEST_LEVEL_PX) {
    level = halve(level);
    levels.push(level);
  }
  return { levels, aspect: largest.width / largest.height };
}

/** The smallest box around all opaque pixels, or null when there are none. */
export function opaqueBox({ width, height, pixels }: Raster): Box | null {
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) < OPAQUE_FROM) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  return right > left ? { left, top, right, bottom } : null;
}

export function createLevel(width: number, height: number): SpriteLevel {
  return { width, height, pixels: new Uint8Array(new SharedArrayBuffer(width * height * 4)) };
}

function premultiply(raster: Raster, box: Box): SpriteLevel {
  const level = createLevel(box.right - box.left, box.bottom - box.top);
  const from = raster.pixels;
  const to = level.pixels;
  for (let y = 0; y < level.height; y++) {
    let source = ((y + box.top) * raster.width + box.left) * 4;
    let target = y * level.width * 4;
    for (let x = 0; x < level.width; x++, source += 4, target += 4) {
      const alpha = from[source + 3] ?? 0;
      to[target] = Math.round(((from[source] ?? 0) * alpha) / 255);
      to[target + 1] = Math.round(((from[source + 1] ?? 0) * alpha) / 255);
      to[target + 2] = Math.round(((from[source + 2] ?? 0) * alpha) / 255);
      to[target + 3] = alpha;
    }
  }
  return level;
}

/** Box filter; an odd last row or column is averaged with itself. */
function halve(from: SpriteLevel): SpriteLevel {
  const level = createLevel((from.width + 1) >> 1, (from.height + 1) >> 1);
  const source = from.pixels;
  const target = level.pixels;
  for (let y = 0; y < level.height; y++) {
    const upper = y * 2 * from.width;
    const lower = Math.min(y * 2 + 1, from.height - 1) * from.width;
    for (let x = 0; x < level.width; x++) {
      const x0 = x * 2;
      const x1 = Math.min(x0 + 1, from.width - 1);
      const a = (upper + x0) * 4;
      const b = (upper + x1) * 4;
      const c = (lower + x0) * 4;
      const d = (lower + x1) * 4;
      const to = (y * level.width + x) * 4;
      for (let channel = 0; channel < 4; channel++)
        target[to + channel] =
          ((source[a + channel] ?? 0) +
            (source[b + channel] ?? 0) +
            (source[c + channel] ?? 0) +
            (source[d + channel] ?? 0) +
            2) >>
          2;
    }
  }
  return level;
}
