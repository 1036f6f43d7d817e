import type { Frame } from '../frame.ts';
import { SOLID, type Blit, type Shade } from './blit.ts';
import { spriteRuns } from './sprite-runs.ts';
import { leftEdge, sourceRow, uprightOf, type Upright } from './upright.ts';

/** Bits of the fraction of a fixed-point coordinate and of a fixed-point light. */
const FRACTION = 16;
const ONE = 1 << FRACTION;
const SOLID_ALPHA = SOLID * 255;

/** Pixels as words of alpha, blue, green, red; signed, because the engine keeps those without boxing them. */
function wordsOf(pixels: Uint8Array | Uint8ClampedArray): Int32Array {
  return new Int32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength >> 2);
}

/** What all rows of one picture share. Lights and fog are fixed-point. */
interface Brush {
  readonly words: Int32Array;
  readonly screen: Int32Array;
  readonly depths: Float32Array;
  readonly ids: Uint8Array | null;
  readonly id: number;
  readonly levelWidth: number;
  readonly depth: number;
  readonly alphaScale: number;
  readonly step: number;
  readonly stepRed: number;
  readonly stepGreen: number;
  readonly stepBlue: number;
  readonly veilRed: number;
  readonly veilGreen: number;
  readonly veilBlue: number;
}

/** Where a row begins: in the picture, on the screen, and in the light. */
interface RowStart {
  from: number;
  below: number;
  source: number;
  pixel: number;
  end: number;
  red: number;
  green: number;
  blue: number;
}

const start: RowStart = { from: 0, below: 0, source: 0, pixel: 0, end: 0, red: 0, green: 0, blue: 0 };

/**
 * Draws an upright picture (which may lean row by row): the quick way that nearly all scenery takes. Clear columns are
 * not visited. Answers false when the picture is not of that kind.
 */
export function blitUpright(frame: Frame, blit: Blit): boolean {
  const upright = uprightOf(blit, frame.height);
  if (upright === null) return false;
  const { at, shade } = blit;
  const { level, stepX } = upright;
  const keep = (1 - shade.fogAmount) * blit.opacity * ONE;
  const brush = brushFor(frame, blit, upright, keep);
  const { extents } = spriteRuns(level);
  for (let y = upright.firstRow; y < upright.endRow; y++) {
    const row = sourceRow(upright, y);
    const whole = Math.floor(row);
    const first = Math.min(extents[whole * 2] ?? 0, extents[whole * 2 + 2] ?? 0);
    const last = Math.max(extents[whole * 2 + 1] ?? 0, extents[whole * 2 + 3] ?? 0);
    const edge = leftEdge(upright, row);
    const near = (at.mirrored ? level.width - last : first) / stepX;
    const far = (at.mirrored ? level.width - first : last) / stepX;
    const startX = Math.max(0, Math.ceil(edge), Math.floor(edge + near - 1));
    const endX = Math.min(frame.width, Math.floor(edge + at.width), Math.ceil(edge + far + 1));
    if (startX >= endX) continue;
    const offset = (startX + 0.5 - edge) * stepX;
    const across = (startX + 0.5 - at.centreX) / at.width;
    start.from = whole * level.width;
    start.below = Math.round((row - whole) * 256);
    start.source = Math.round((at.mirrored ? level.width - offset - 0.5 : offset - 0.5) * ONE);
    start.pixel = y * frame.width + startX;
    start.end = y * frame.width + endX;
    start.red = lightAtColumn(shade, 0, across, keep);
    start.green = lightAtColumn(shade, 1, across, keep);
    start.blue = lightAtColumn(shade, 2, across, keep);
    blitRow(brush, start);
  }
  return true;
}

function lightAtColumn(shade: Shade, channel: 0 | 1 | 2, across: number, keep: number): number {
  return Math.round((shade.light[channel] + shade.lightAcross[channel] * across) * keep);
}

function brushFor(frame: Frame, blit: Blit, upright: Upright, keep: number): Brush {
  const { shade, at } = blit;
  const perColumn = keep / at.width;
  // 257 turns a share of 255 into 16 bits.
  const veil = shade.fogAmount * 257;
  return {
    words: wordsOf(upright.level.pixels),
    screen: wordsOf(frame.rgba),
    depths: frame.depth,
    ids: frame.ids,
    id: blit.id,
    levelWidth: upright.level.width,
    depth: Math.fround(blit.depth),
    alphaScale: Math.round(blit.opacity * 256),
    step: Math.round(upright.stepX * ONE) * (at.mirrored ? -1 : 1),
    stepRed: Math.round(shade.lightAcross[0] * perColumn),
    stepGreen: Math.round(shade.lightAcross[1] * perColumn),
    stepBlue: Math.round(shade.lightAcross[2] * perColumn),
    veilRed: Math.round(shade.fog[0] * veil),
    veilGreen: Math.round(shade.fog[1] * veil),
    veilBlue: Math.round(shade.fog[2] * veil),
  };
}

/**
 * One row, in whole numbers: two colour channels are blended in one multiplication and a pixel is written as one word.
 * A function of its own because an engine optimises what is called often, not one long loop.
 */
// oxlint-disable-next-line max-lines-per-function -- one pixel loop: calls in it would cost more than they clarify
function blitRow(brush: Brush, row: RowStart): void {
  const { words, screen, depths, ids, id, levelWidth, depth, alphaScale, step } = brush;
  const { stepRed, stepGreen, stepBlue, veilRed, veilGreen, veilBlue } = brush;
  const { from: rowStart, below, end } = row;
  const lastX = (levelWidth - 1) * ONE - 1;
  const { pixel: first, source: firstSource, red: firstRed, green: firstGreen, blue: firstBlue } = row;
  for (let pixel = first; pixel < end; pixel++) {
    // Most of a crowded picture is hidden: nothing but this line runs for it.
    if (depth > (depths[pixel] ?? 0)) continue;
    const column = pixel - first;
    const source = (firstSource + Math.imul(column, step)) | 0;
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
    // Every sum is cut back to 32 bits: one that left them once would be kept as a float from then on.
    const redBlue =
      (((Math.imul(a & 0xff00ff, wa) + Math.imul(b & 0xff00ff, wb)) | 0) +
        ((Math.imul(c & 0xff00ff, wc) + Math.imul(d & 0xff00ff, wd)) | 0)) |
      0;
    const greenAlpha =
      (((Math.imul((a >>> 8) & 0xff00ff, wa) + Math.imul((b >>> 8) & 0xff00ff, wb)) | 0) +
        ((Math.imul((c >>> 8) & 0xff00ff, wc) + Math.imul((d >>> 8) & 0xff00ff, wd)) | 0)) |
      0;
    const alpha = Math.imul((greenAlpha >>> 24) & 255, alphaScale) >> 8;
    if (alpha === 0) continue;
    const litRed = (firstRed + Math.imul(column, stepRed)) | 0;
    const litGreen = (firstGreen + Math.imul(column, stepGreen)) | 0;
    const litBlue = (firstBlue + Math.imul(column, stepBlue)) | 0;
    let red = (Math.imul((redBlue >>> 8) & 255, litRed) + Math.imul(veilRed, alpha)) >> FRACTION;
    let green = (Math.imul((greenAlpha >>> 8) & 255, litGreen) + Math.imul(veilGreen, alpha)) >> FRACTION;
    let blue = (Math.imul((redBlue >>> 24) & 255, litBlue) + Math.imul(veilBlue, alpha)) >> FRACTION;
    if (alpha < 255) {
      const behind = screen[pixel] ?? 0;
      const rest = Math.imul(255 - alpha, 257);
      red = (red + ((Math.imul(behind & 255, rest) + 32768) >>> 16)) | 0;
      green = (green + ((Math.imul((behind >>> 8) & 255, rest) + 32768) >>> 16)) | 0;
      blue = (blue + ((Math.imul((behind >>> 16) & 255, rest) + 32768) >>> 16)) | 0;
    }
    red = red > 255 ? 255 : red < 0 ? 0 : red;
    green = green > 255 ? 255 : green < 0 ? 0 : green;
    blue = blue > 255 ? 255 : blue < 0 ? 0 : blue;
    screen[pixel] = 0xff000000 | (blue << 16) | (green << 8) | red;
    if (alpha < SOLID_ALPHA) continue;
    depths[pixel] = depth;
    if (ids !== null && id > 0) ids[pixel] = id;
  }
}
