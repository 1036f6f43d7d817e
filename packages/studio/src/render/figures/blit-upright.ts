import type { Frame } from '../frame.ts';
import { SOLID, type Blit } from './blit.ts';
import { spriteRuns } from './sprite-runs.ts';
import { leftEdge, sourceRow, uprightOf } from './upright.ts';

/** Bits of the fraction of a fixed-point coordinate and of a fixed-point light. */
const FRACTION = 16;
const ONE = 1 << FRACTION;
const SOLID_ALPHA = SOLID * 255;

/** Pixels as words of alpha, blue, green, red. */
function wordsOf(pixels: Uint8Array | Uint8ClampedArray): Uint32Array {
  return new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength >> 2);
}

/**
 * Draws an upright picture (which may lean row by row): the quick way that nearly all scenery takes. Works in whole
 * numbers: two colour channels are blended in one multiplication, opaque pixels are written as one word, clear columns
 * are not visited. Answers false when the picture is not of that kind.
 */
// oxlint-disable-next-line max-lines-per-function -- one pixel loop: calls and shared state in it would cost more than they clarify
export function blitUpright(frame: Frame, blit: Blit): boolean {
  const { at, shade } = blit;
  const upright = uprightOf(blit, frame.height);
  if (upright === null) return false;
  const { level, stepX } = upright;
  const depth = Math.fround(blit.depth);
  const words = wordsOf(level.pixels);
  const screen = wordsOf(frame.rgba);
  const { extents } = spriteRuns(level);
  const { ids, depth: depths, width: frameWidth } = frame;
  const { width: levelWidth } = level;
  const alphaScale = Math.round(blit.opacity * 256);
  const hidesBehind = alphaScale === 256;
  const keep = (1 - shade.fogAmount) * blit.opacity * ONE;
  const acrossStep = keep / at.width;
  const stepRed = Math.round(shade.lightAcross[0] * acrossStep);
  const stepGreen = Math.round(shade.lightAcross[1] * acrossStep);
  const stepBlue = Math.round(shade.lightAcross[2] * acrossStep);
  const veilRed = Math.round(shade.fog[0] * shade.fogAmount * 257);
  const veilGreen = Math.round(shade.fog[1] * shade.fogAmount * 257);
  const veilBlue = Math.round(shade.fog[2] * shade.fogAmount * 257);
  const step = Math.round(stepX * ONE) * (at.mirrored ? -1 : 1);
  const lastX = (levelWidth - 1) * ONE - 1;
  for (let y = upright.firstRow; y < upright.endRow; y++) {
    const sourceY = sourceRow(upright, y);
    const row = sourceY | 0;
    const below = Math.round((sourceY - row) * 256);
    const first = Math.min(extents[row * 2] ?? 0, extents[row * 2 + 2] ?? 0);
    const last = Math.max(extents[row * 2 + 1] ?? 0, extents[row * 2 + 3] ?? 0);
    const edge = leftEdge(upright, sourceY);
    const near = (at.mirrored ? levelWidth - last : first) / stepX;
    const far = (at.mirrored ? levelWidth - first : last) / stepX;
    const startX = Math.max(0, Math.ceil(edge), Math.floor(edge + near - 1));
    const endX = Math.min(frameWidth, Math.floor(edge + at.width), Math.ceil(edge + far + 1));
    const offset = (startX + 0.5 - edge) * stepX;
    const rowStart = row * levelWidth;
    const across = (startX + 0.5 - at.centreX) / at.width;
    let lightRed = Math.round((shade.light[0] + shade.lightAcross[0] * across) * keep);
    let lightGreen = Math.round((shade.light[1] + shade.lightAcross[1] * across) * keep);
    let lightBlue = Math.round((shade.light[2] + shade.lightAcross[2] * across) * keep);
    let source = Math.round((at.mirrored ? levelWidth - offset - 0.5 : offset - 0.5) * ONE);
    const end = y * frameWidth + endX;
    for (
      let pixel = y * frameWidth + startX;
      pixel < end;
      pixel++,
        source += step,
        lightRed += stepRed,
        lightGreen += stepGreen,
        lightBlue += stepBlue
    ) {
      if (depth > (depths[pixel] ?? 0)) continue;
      const inside = source < 0 ? 0 : source > lastX ? lastX : source;
      const from = rowStart + (inside >> FRACTION);
      const a = words[from] ?? 0;
      const b = words[from + 1] ?? 0;
      const c = words[from + levelWidth] ?? 0;
      const d = words[from + levelWidth + 1] ?? 0;
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
      // Light and fog in one: 16 bits of fraction, premultiplied as the picture is.
      let red = (Math.imul(redBlue & 255, lightRed) + Math.imul(veilRed, alpha)) >> FRACTION;
      let green = (Math.imul(greenAlpha & 255, lightGreen) + Math.imul(veilGreen, alpha)) >> FRACTION;
      let blue = (Math.imul((redBlue >>> 16) & 255, lightBlue) + Math.imul(veilBlue, alpha)) >> FRACTION;
      if (alpha < 255) {
        const behind = screen[pixel] ?? 0;
        const rest = (255 - alpha) * 257;
        red += ((behind & 255) * rest + 32768) >>> 16;
        green += (((behind >>> 8) & 255) * rest + 32768) >>> 16;
        blue += (((behind >>> 16) & 255) * rest + 32768) >>> 16;
      }
      red = red > 255 ? 255 : red < 0 ? 0 : red;
      green = green > 255 ? 255 : green < 0 ? 0 : green;
      blue = blue > 255 ? 255 : blue < 0 ? 0 : blue;
      screen[pixel] = 0xff000000 | (blue << 16) | (green << 8) | red;
      if (alpha < SOLID_ALPHA || !hidesBehind) continue;
      depths[pixel] = depth;
      if (ids !== null && blit.id > 0) ids[pixel] = blit.id;
    }
  }
  return true;
}
