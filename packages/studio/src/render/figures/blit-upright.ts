import type { SpriteLevel } from '../../art/sprite.ts';
import type { Frame } from '../frame.ts';
import { SOLID, type Blit } from './blit.ts';
import { levelFor } from './placement.ts';

/** Bits of the fraction of a fixed-point coordinate, and of the weight of a neighbour. */
const FRACTION = 16;
const ONE = 1 << FRACTION;
const SOLID_ALPHA = SOLID * 255;

/** Pixels of a level as words of alpha, blue, green, red; null where the memory is not aligned for words. */
function wordsOf(level: SpriteLevel): Uint32Array | null {
  const { pixels } = level;
  return pixels.byteOffset % 4 === 0
    ? new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength >> 2)
    : null;
}

/**
 * Draws an upright picture (which may lean row by row): the quick way that nearly all scenery takes. Two colour
 * channels are blended in one multiplication. Answers false when the picture is not of that kind.
 */
// oxlint-disable-next-line max-lines-per-function -- one pixel loop: calls and shared state in it would cost more than they clarify
export function blitUpright(frame: Frame, blit: Blit): boolean {
  const { at, shade, depth } = blit;
  if (at.angle !== 0 || blit.warp !== null || blit.window !== undefined) return false;
  const level = levelFor(blit.sprite, at.height);
  const words = wordsOf(level);
  if (words === null || level.width < 2 || level.height < 2) return false;
  const { rgba, ids, depth: depths } = frame;
  const { width: frameWidth } = frame;
  const alphaScale = Math.round(blit.opacity * 256);
  const keep = (1 - shade.fogAmount) * blit.opacity;
  const veilRed = (shade.fog[0] * shade.fogAmount) / 255;
  const veilGreen = (shade.fog[1] * shade.fogAmount) / 255;
  const veilBlue = (shade.fog[2] * shade.fogAmount) / 255;
  const stepX = level.width / at.width;
  const stepY = level.height / at.height;
  const step = Math.round(stepX * ONE) * (at.mirrored ? -1 : 1);
  const lastX = (level.width - 1) * ONE - 1;
  const left = at.centreX - at.width / 2;
  const topEdge = at.centreY - at.height / 2;
  const firstRow = Math.max(0, Math.floor(topEdge));
  const endRow = Math.min(frame.height, Math.ceil(topEdge + at.height), blit.bottomRow ?? frame.height);
  for (let y = firstRow; y < endRow; y++) {
    const sourceY = Math.max(0, Math.min(level.height - 1.001, (y + 0.5 - topEdge) * stepY - 0.5));
    const row = sourceY | 0;
    const below = Math.round((sourceY - row) * 256);
    const lean =
      blit.lean === null ? 0 : (blit.lean[((sourceY / level.height) * blit.lean.length) | 0] ?? 0) * at.width;
    const leftEdge = left + (at.mirrored ? -lean : lean);
    const startX = Math.max(0, Math.ceil(leftEdge));
    const endX = Math.min(frameWidth, Math.floor(leftEdge + at.width));
    const offset = (startX + 0.5 - leftEdge) * stepX;
    let source = Math.round((at.mirrored ? level.width - offset - 0.5 : offset - 0.5) * ONE);
    const rowStart = row * level.width;
    let pixel = y * frameWidth + startX;
    let across = (startX + 0.5 - at.centreX) / at.width;
    const acrossStep = 1 / at.width;
    for (let x = startX; x < endX; x++, pixel++, source += step, across += acrossStep) {
      if (depth > (depths[pixel] ?? 0)) continue;
      const inside = source < 0 ? 0 : source > lastX ? lastX : source;
      const from = rowStart + (inside >> FRACTION);
      const a = words[from] ?? 0;
      const b = words[from + 1] ?? 0;
      const c = words[from + level.width] ?? 0;
      const d = words[from + level.width + 1] ?? 0;
      if ((a | b | c | d) >>> 24 === 0) continue;
      const beside = (inside >> (FRACTION - 8)) & 255;
      const wd = (beside * below) >> 8;
      const wb = beside - wd;
      const wc = below - wd;
      const wa = 256 - wb - wc - wd;
      const redBlue =
        (Math.imul(a & 0xff00ff, wa) +
          Math.imul(b & 0xff00ff, wb) +
          Math.imul(c & 0xff00ff, wc) +
          Math.imul(d & 0xff00ff, wd)) >>>
        8;
      const greenAlpha =
        (Math.imul((a >>> 8) & 0xff00ff, wa) +
          Math.imul((b >>> 8) & 0xff00ff, wb) +
          Math.imul((c >>> 8) & 0xff00ff, wc) +
          Math.imul((d >>> 8) & 0xff00ff, wd)) >>>
        8;
      const alpha = (((greenAlpha >>> 16) & 255) * alphaScale) >> 8;
      if (alpha === 0) continue;
      const rest = (255 - alpha) / 255;
      const p = pixel << 2;
      rgba[p] =
        (rgba[p] ?? 0) * rest +
        (redBlue & 255) * keep * (shade.light[0] + shade.lightAcross[0] * across) +
        veilRed * alpha;
      rgba[p + 1] =
        (rgba[p + 1] ?? 0) * rest +
        (greenAlpha & 255) * keep * (shade.light[1] + shade.lightAcross[1] * across) +
        veilGreen * alpha;
      rgba[p + 2] =
        (rgba[p + 2] ?? 0) * rest +
        ((redBlue >>> 16) & 255) * keep * (shade.light[2] + shade.lightAcross[2] * across) +
        veilBlue * alpha;
      if (alpha < SOLID_ALPHA) continue;
      depths[pixel] = depth;
      if (ids !== null && blit.id > 0) ids[pixel] = blit.id;
    }
  }
  return true;
}
