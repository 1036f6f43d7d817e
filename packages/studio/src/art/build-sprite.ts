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
  for (let y = 0; y < height; y++) {
    const first = firstOpaque(pixels, y * width, width);
    if (first === width) continue;
    left = Math.min(left, first);
    right = Math.max(right, lastOpaque(pixels, y * width, width) + 1);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  return right > left ? { left, top, right, bottom } : null;
}

// Rows are functions of their own because an engine optimises what is called often, not one long loop.

function firstOpaque(pixels: Uint8Array, start: number, width: number): number {
  let x = 0;
  while (x < width && (pixels[(start + x) * 4 + 3] ?? 0) < OPAQUE_FROM) x++;
  return x;
}

function lastOpaque(pixels: Uint8Array, start: number, width: number): number {
  let x = width - 1;
  while (x >= 0 && (pixels[(start + x) * 4 + 3] ?? 0) < OPAQUE_FROM) x--;
  return x;
}

export function createLevel(width: number, height: number): SpriteLevel {
  return { width, height, pixels: new Uint8Array(new SharedArrayBuffer(width * height * 4)) };
}

function premultiply(raster: Raster, box: Box): SpriteLevel {
  const level = createLevel(box.right - box.left, box.bottom - box.top);
  for (let y = 0; y < level.height; y++) {
    const source = ((y + box.top) * raster.width + box.left) * 4;
    premultiplyRow(raster.pixels, source, level.pixels, y * level.width * 4, level.width);
  }
  return level;
}

function premultiplyRow(
  from: Uint8Array,
  fromStart: number,
  to: Uint8Array,
  toStart: number,
  count: number,
): void {
  let source = fromStart;
  let target = toStart;
  for (let x = 0; x < count; x++, source += 4, target += 4) {
    const alpha = from[source + 3] ?? 0;
    // Stored whole: the 127 rounds to the nearest.
    to[target] = ((from[source] ?? 0) * alpha + 127) / 255;
    to[target + 1] = ((from[source + 1] ?? 0) * alpha + 127) / 255;
    to[target + 2] = ((from[source + 2] ?? 0) * alpha + 127) / 255;
    to[target + 3] = alpha;
  }
}

/** Box filter; an odd last row or column is averaged with itself. */
function halve(from: SpriteLevel): SpriteLevel {
  const level = createLevel((from.width + 1) >> 1, (from.height + 1) >> 1);
  for (let y = 0; y < level.height; y++) {
    const upper = y * 2 * from.width;
    const lower = Math.min(y * 2 + 1, from.height - 1) * from.width;
    halveRow(from, upper, lower, level.pixels, y * level.width * 4);
  }
  return level;
}

function halveRow(from: SpriteLevel, upper: number, lower: number, target: Uint8Array, start: number): void {
  const { pixels, width } = from;
  let to = start;
  for (let x0 = 0; x0 < width; x0 += 2, to += 4) {
    const x1 = x0 + 1 < width ? x0 + 1 : x0;
    const a = (upper + x0) * 4;
    const b = (upper + x1) * 4;
    const c = (lower + x0) * 4;
    const d = (lower + x1) * 4;
    for (let channel = 0; channel < 4; channel++)
      target[to + channel] =
        ((pixels[a + channel] ?? 0) +
          (pixels[b + channel] ?? 0) +
          (pixels[c + channel] ?? 0) +
          (pixels[d + channel] ?? 0) +
          2) >>
        2;
  }
}
