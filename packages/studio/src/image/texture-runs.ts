import type { Picture } from '../pixels/picture.ts';

/** Pixels of the film on a side of a cell of the warp; inside a cell the source runs in straight lines. */
export const CELL = 16;
const ONE = 65_536;
/** Places are rounded to 256ths of a pixel, so that at rest a pixel is itself. */
const HALF_STEP = 128;
/** Four neighbours are read from a place: the last fast one is a pixel short of the border. */
const INSET = 1.01;
const HALF_SEEN = 127;
const NEARLY_OPAQUE = 254;

/** A picture as whole pixels. */
export interface Texture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Int32Array;
}

export function textureOf({ width, height, rgba }: Picture): Texture {
  return { width, height, pixels: pixelsOf(rgba) };
}

/** A picture's memory as whole pixels. */
export function pixelsOf(rgba: Uint8ClampedArray): Int32Array {
  return new Int32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2);
}

/**
 * A row of at most {@link CELL} pixels of the film from index `start` on, and the straight line in the texture that it
 * shows: from (u0, v0) to (u1, v1) a whole cell farther. One such object is filled again and again.
 */
export interface Run {
  start: number;
  count: number;
  u0: number;
  v0: number;
  u1: number;
  v1: number;
}

export function createRun(): Run {
  return { start: 0, count: 0, u0: 0, v0: 0, u1: 0, v1: 0 };
}

/** Depth that a layer writes where it is seen. */
export interface RunDepth {
  readonly metres: Float32Array;
  here: number;
}

/** Copies a run, colours mixed in 256ths from four neighbours. Outside the texture its border pixels go on. */
export function copyRun(texture: Texture, to: Int32Array, run: Run): void {
  if (isInside(texture, run.u0, run.v0) && isInside(texture, run.u1, run.v1)) copyInside(texture, to, run);
  else withBorder(texture, run, (neighbours, pixel) => copyInside(neighbours, to, pixel));
}

/** Lays a run of premultiplied pixels over the film. */
export function overRun(texture: Texture, to: Int32Array, run: Run, depth: RunDepth | null): void {
  if (isInside(texture, run.u0, run.v0) && isInside(texture, run.u1, run.v1))
    overInside(texture, to, run, depth);
  else withBorder(texture, run, (neighbours, pixel) => overInside(neighbours, to, pixel, depth));
}

function isInside({ width, height }: Texture, u: number, v: number): boolean {
  return u >= 0 && v >= 0 && u <= width - INSET && v <= height - INSET;
}

const alone = createRun();
const four: Texture = { width: 2, height: 2, pixels: new Int32Array(4) };

/** Pixel by pixel: its four neighbours, brought inside the texture, as a texture of their own. */
function withBorder(
  { width, height, pixels }: Texture,
  run: Run,
  draw: (texture: Texture, pixel: Run) => void,
): void {
  alone.count = 1;
  for (let x = 0; x < run.count; x++) {
    const u = inSteps(Math.min(width - 1, Math.max(0, run.u0 + ((run.u1 - run.u0) * x) / CELL)));
    const v = inSteps(Math.min(height - 1, Math.max(0, run.v0 + ((run.v1 - run.v0) * x) / CELL)));
    const left = Math.floor(u);
    const top = Math.floor(v);
    const right = Math.min(width - 1, left + 1);
    const bottom = Math.min(height - 1, top + 1);
    four.pixels[0] = pixels[top * width + left] ?? 0;
    four.pixels[1] = pixels[top * width + right] ?? 0;
    four.pixels[2] = pixels[bottom * width + left] ?? 0;
    four.pixels[3] = pixels[bottom * width + right] ?? 0;
    alone.start = run.start + x;
    alone.u0 = alone.u1 = u - left;
    alone.v0 = alone.v1 = v - top;
    draw(four, alone);
  }
}

/** To 256ths, which is as fine as places are read. */
function inSteps(place: number): number {
  return Math.round(place * 256) / 256;
}

function copyInside({ width, pixels }: Texture, to: Int32Array, run: Run): void {
  let u = (run.u0 * ONE + HALF_STEP) | 0;
  let v = (run.v0 * ONE + HALF_STEP) | 0;
  const du = (((run.u1 - run.u0) * ONE) / CELL) | 0;
  const dv = (((run.v1 - run.v0) * ONE) / CELL) | 0;
  const end = run.start + run.count;
  for (let i = run.start; i < end; i++) {
    const at = Math.imul(v >> 16, width) + (u >> 16);
    const fx = (u >> 8) & 255;
    const fy = (v >> 8) & 255;
    const d = Math.imul(fx, fy) >> 8;
    const c = fy - d;
    const b = fx - d;
    const a = 256 - fx - fy + d;
    const p = pixels[at] ?? 0;
    const q = pixels[at + 1] ?? 0;
    const r = pixels[at + width] ?? 0;
    const s = pixels[at + width + 1] ?? 0;
    const redBlue =
      ((Math.imul(p & 0xff00ff, a) +
        Math.imul(q & 0xff00ff, b) +
        Math.imul(r & 0xff00ff, c) +
        Math.imul(s & 0xff00ff, d)) >>>
        8) &
      0xff00ff;
    const green =
      (Math.imul((p >> 8) & 0xff, a) +
        Math.imul((q >> 8) & 0xff, b) +
        Math.imul((r >> 8) & 0xff, c) +
        Math.imul((s >> 8) & 0xff, d)) &
      0xff00;
    to[i] = redBlue | green | 0xff000000;
    u += du;
    v += dv;
  }
}

function overInside({ width, pixels }: Texture, to: Int32Array, run: Run, depth: RunDepth | null): void {
  let u = (run.u0 * ONE + HALF_STEP) | 0;
  let v = (run.v0 * ONE + HALF_STEP) | 0;
  const du = (((run.u1 - run.u0) * ONE) / CELL) | 0;
  const dv = (((run.v1 - run.v0) * ONE) / CELL) | 0;
  const end = run.start + run.count;
  for (let i = run.start; i < end; i++) {
    const at = Math.imul(v >> 16, width) + (u >> 16);
    const fx = (u >> 8) & 255;
    const fy = (v >> 8) & 255;
    u += du;
    v += dv;
    const p = pixels[at] ?? 0;
    const q = pixels[at + 1] ?? 0;
    const r = pixels[at + width] ?? 0;
    const s = pixels[at + width + 1] ?? 0;
    if ((p | q | r | s) === 0) continue;
    const d = Math.imul(fx, fy) >> 8;
    const c = fy - d;
    const b = fx - d;
    const a = 256 - fx - fy + d;
    const redBlue =
      ((Math.imul(p & 0xff00ff, a) +
        Math.imul(q & 0xff00ff, b) +
        Math.imul(r & 0xff00ff, c) +
        Math.imul(s & 0xff00ff, d)) >>>
        8) &
      0xff00ff;
    const alphaGreen =
      ((Math.imul((p >>> 8) & 0xff00ff, a) +
        Math.imul((q >>> 8) & 0xff00ff, b) +
        Math.imul((r >>> 8) & 0xff00ff, c) +
        Math.imul((s >>> 8) & 0xff00ff, d)) >>>
        8) &
      0xff00ff;
    const alpha = alphaGreen >>> 16;
    if (depth && alpha > HALF_SEEN) depth.metres[i] = depth.here;
    if (alpha >= NEARLY_OPAQUE) {
      to[i] = redBlue | ((alphaGreen & 0xff) << 8) | 0xff000000;
      continue;
    }
    // No channel passes 255: a premultiplied colour is at most its alpha.
    const rest = 256 - alpha;
    const under = to[i] ?? 0;
    const underRedBlue = (Math.imul(under & 0xff00ff, rest) >>> 8) & 0xff00ff;
    const underGreen = (Math.imul((under >> 8) & 0xff, rest) >> 8) & 0xff;
    to[i] = (redBlue + underRedBlue) | (((alphaGreen & 0xff) + underGreen) << 8) | 0xff000000;
  }
}
