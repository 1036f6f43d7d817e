import type { Lightmap, Quad } from './diorama.ts';
import {
  type Canvas32,
  fillCutout,
  fillShining,
  fillSolid,
  type Level,
  LIGHT_ONE,
  type Stride,
  TEXEL_BITS,
} from './fill-stride.ts';
import type { Fog } from './fog.ts';
import type { Texture } from './texture.ts';

/** A value that is linear over the screen: x, y and constant factors. */
type ScreenPlane = readonly [number, number, number];

/** One over the depth, and the texture directions divided by the depth. */
export interface Surface {
  readonly inverse: ScreenPlane;
  readonly along: ScreenPlane;
  readonly down: ScreenPlane;
}

/**
 * Pixels between exact perspective, light and fog: the longest over which the depth changes by less than a gentle
 * share, where straight lines in between are off by less than a tenth of a pixel.
 */
const STRIDE = 8;
const LONG_STRIDE = 16;
const LONGEST_STRIDE = 32;
const GENTLE = 0.05;
/** A level is taken when its texels are at least this big in pixels: under one, fine details would shimmer in a pan. */
const MOST_TEXELS_A_PIXEL = 0.75;
const TEXEL = 1 << TEXEL_BITS;
/** Makes texel coordinates positive before they are cut to whole numbers; a multiple of every texture size. */
const LIFT = 1 << 16;
/** Metres where a span runs past the plane's vanishing line: holding the depth there keeps it finite. */
const VANISHED_METRES = 1e5;

const NO_TEXELS = new Uint32Array(1);
/** Registers: a picture has a hundred thousand strides, so nothing is allocated for one. */
const level: Level = { texels: NO_TEXELS, base: 0, width: 1, maskX: 0, maskY: 0 };
const run: Stride = {
  pixel: 0,
  end: 0,
  s: 0,
  t: 0,
  stepS: 0,
  stepT: 0,
  metres: 0.5,
  stepMetres: 0.5,
  red: 0,
  green: 0,
  blue: 0,
  stepRed: 0,
  stepGreen: 0,
  stepBlue: 0,
  fogRed: 0,
  fogGreen: 0,
  fogBlue: 0,
  stepFogRed: 0,
  stepFogGreen: 0,
  stepFogBlue: 0,
  clear: LIGHT_ONE,
  stepClear: 0,
};
/** Light and fog at the stride's ends. */
interface Shade {
  red: number;
  green: number;
  blue: number;
  fog: number;
}
const near: Shade = { red: 0.5, green: 0.5, blue: 0.5, fog: 0.5 };
const far: Shade = { red: 0.5, green: 0.5, blue: 0.5, fog: 0.5 };

/** Draws the pixels first..last-1 of one row of a quad where nothing nearer is. */
export function fillSpan(
  canvas: Canvas32,
  rowStart: number,
  texture: Texture,
  quad: Quad,
  surface: Surface,
  row: number,
  first: number,
  last: number,
  fog: Fog | null,
): void {
  const [inverseX, inverseY, inverse0] = surface.inverse;
  const [alongX, alongY, along0] = surface.along;
  const [downX, downY, down0] = surface.down;
  const y = row + 0.5;
  const scaleU = Math.abs(quad.repeat[0] * texture.width);
  const scaleV = Math.abs(quad.repeat[1] * texture.height);
  const inverseRow = inverseY * y + inverse0 + inverseX * 0.5;
  const alongRow = alongY * y + along0 + alongX * 0.5;
  const downRow = downY * y + down0 + downX * 0.5;
  const change = Math.abs(inverseX) / GENTLE;
  let x = first;
  let q = inverseRow + inverseX * x;
  let z = 1 / q;
  let u = (alongRow + alongX * x) * z;
  let v = (downRow + downX * x) * z;
  let stale = true;
  level.texels = texture.texels;
  while (x < last) {
    const stride = strideFor(change, q);
    const end = Math.min(last, (x & ~(stride - 1)) + stride);
    q = inverseRow + inverseX * end;
    const zEnd = q > 1 / VANISHED_METRES ? 1 / q : VANISHED_METRES;
    const uEnd = (alongRow + alongX * end) * zEnd;
    const vEnd = (downRow + downX * end) * zEnd;
    if (hidden(canvas.depth, rowStart + x, rowStart + end, Math.min(z, zEnd))) {
      stale = true;
    } else {
      if (stale) shade(near, quad.light, u, v, z, fog);
      stale = false;
      shade(far, quad.light, uEnd, vEnd, zEnd, fog);
      const perPixel = 1 / (end - x);
      // How fast the texture moves with a pixel to the right or a row down, whichever is faster.
      const rateU = Math.max(Math.abs(uEnd - u) * perPixel, Math.abs(alongY - u * inverseY) * z) * scaleU;
      const rateV = Math.max(Math.abs(vEnd - v) * perPixel, Math.abs(downY - v * inverseY) * z) * scaleV;
      chooseLevel(texture, quad, rateU, rateV, u, v, uEnd, vEnd, perPixel);
      run.pixel = rowStart + x;
      run.end = rowStart + end;
      run.metres = z;
      run.stepMetres = (zEnd - z) * perPixel;
      stepShade(perPixel, fog);
      fillRun(canvas, quad);
    }
    x = end;
    u = uEnd;
    v = vEnd;
    z = zEnd;
  }
}

function strideFor(change: number, q: number): number {
  if (change * LONGEST_STRIDE < q) return LONGEST_STRIDE;
  return change * LONG_STRIDE < q ? LONG_STRIDE : STRIDE;
}

function fillRun(canvas: Canvas32, quad: Quad): void {
  switch (quad.blending) {
    case 'solid':
      fillSolid(canvas, level, run);
      break;
    case 'shining':
      fillShining(canvas, level, run);
      break;
    case 'cutout':
      fillCutout(canvas, level, run);
      break;
  }
}

/** Picks the texture's halvings to read, and turns the stride's ends into texel coordinates there. */
function chooseLevel(
  texture: Texture,
  quad: Quad,
  rateU: number,
  rateV: number,
  u: number,
  v: number,
  uEnd: number,
  vEnd: number,
  perPixel: number,
): void {
  let levelX = 0;
  let levelY = 0;
  for (let rate = rateU; rate > MOST_TEXELS_A_PIXEL && levelX < texture.levelsX - 1; rate *= 0.5) levelX++;
  for (let rate = rateV; rate > MOST_TEXELS_A_PIXEL && levelY < texture.levelsY - 1; rate *= 0.5) levelY++;
  const width = texture.width >> levelX;
  const height = texture.height >> levelY;
  level.base = texture.offsets[levelY * texture.levelsX + levelX] ?? 0;
  level.width = width;
  level.maskX = width - 1;
  level.maskY = height - 1;
  const scaleS = quad.repeat[0] * width;
  const scaleT = quad.repeat[1] * height;
  run.s = ((u * scaleS + quad.start[0] * width + LIFT - 0.5) * TEXEL) | 0;
  run.t = ((v * scaleT + quad.start[1] * height + LIFT - 0.5) * TEXEL) | 0;
  run.stepS = ((uEnd - u) * scaleS * perPixel * TEXEL) | 0;
  run.stepT = ((vEnd - v) * scaleT * perPixel * TEXEL) | 0;
}

/** Turns the shades at both ends into whole starting values and steps; the far end becomes the next stride's start. */
function stepShade(perPixel: number, fog: Fog | null): void {
  const step = perPixel * LIGHT_ONE;
  run.red = (near.red * LIGHT_ONE) | 0;
  run.green = (near.green * LIGHT_ONE) | 0;
  run.blue = (near.blue * LIGHT_ONE) | 0;
  run.stepRed = ((far.red - near.red) * step) | 0;
  run.stepGreen = ((far.green - near.green) * step) | 0;
  run.stepBlue = ((far.blue - near.blue) * step) | 0;
  if (fog) {
    const start = near.fog * LIGHT_ONE;
    const rise = (far.fog - near.fog) * step;
    run.fogRed = (start * fog.colour[0]) | 0;
    run.fogGreen = (start * fog.colour[1]) | 0;
    run.fogBlue = (start * fog.colour[2]) | 0;
    run.stepFogRed = (rise * fog.colour[0]) | 0;
    run.stepFogGreen = (rise * fog.colour[1]) | 0;
    run.stepFogBlue = (rise * fog.colour[2]) | 0;
    run.clear = (LIGHT_ONE - start) | 0;
    run.stepClear = -rise | 0;
  } else {
    run.fogRed = run.fogGreen = run.fogBlue = 0;
    run.stepFogRed = run.stepFogGreen = run.stepFogBlue = 0;
    run.clear = LIGHT_ONE;
    run.stepClear = 0;
  }
  near.red = far.red;
  near.green = far.green;
  near.blue = far.blue;
  near.fog = far.fog;
}

function hidden(depth: Float32Array, from: number, to: number, nearest: number): boolean {
  for (let pixel = from; pixel < to; pixel++) if (nearest < (depth[pixel] ?? 0)) return false;
  return true;
}

/** Reads the light at a point of a quad, less what the fog takes at its distance. */
function shade(out: Shade, light: Lightmap, u: number, v: number, metres: number, fog: Fog | null): void {
  const { width, height, values } = light;
  const fx = Math.max(0, Math.min(width - 1, u * width - 0.5));
  const fy = Math.max(0, Math.min(height - 1, v * height - 0.5));
  const x0 = fx | 0;
  const y0 = fy | 0;
  const kx = fx - x0;
  const ky = fy - y0;
  const a = (y0 * width + x0) * 3;
  const right = x0 + 1 < width ? 3 : 0;
  const c = y0 + 1 < height ? a + width * 3 : a;
  out.fog = fog ? 1 - Math.exp(-metres / fog.metres) : 0;
  const clear = 1 - out.fog;
  const w00 = (1 - kx) * (1 - ky) * clear;
  const w10 = kx * (1 - ky) * clear;
  const w01 = (1 - kx) * ky * clear;
  const w11 = kx * ky * clear;
  const b = a + right;
  const d = c + right;
  out.red = (values[a] ?? 0) * w00 + (values[b] ?? 0) * w10 + (values[c] ?? 0) * w01 + (values[d] ?? 0) * w11;
  out.green =
    (values[a + 1] ?? 0) * w00 +
    (values[b + 1] ?? 0) * w10 +
    (values[c + 1] ?? 0) * w01 +
    (values[d + 1] ?? 0) * w11;
  out.blue =
    (values[a + 2] ?? 0) * w00 +
    (values[b + 2] ?? 0) * w10 +
    (values[c + 2] ?? 0) * w01 +
    (values[d + 2] ?? 0) * w11;
}
