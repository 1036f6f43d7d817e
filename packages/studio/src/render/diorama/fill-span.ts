import type { Frame } from '../frame.ts';
import type { Lightmap, Quad } from './diorama.ts';
import type { Fog } from './draw-diorama.ts';
import type { Texture } from './texture.ts';

/** A value that is linear over the screen: x, y and constant factors. */
type ScreenPlane = readonly [number, number, number];

/** One over the depth, and the texture directions divided by the depth. */
export interface Surface {
  readonly inverse: ScreenPlane;
  readonly along: ScreenPlane;
  readonly down: ScreenPlane;
}

/** Pixels between exact perspective, light and fog; straight lines in between are off by less than a tenth of a texel. */
const STRIDE = 8;
/** Where the depth changes by less than this share over a long stride, straight lines are good enough for it. */
const LONG_STRIDE = 16;
const GENTLE = 0.04;
/** A level is taken when its texels are at least this big in pixels: a bit under one keeps edges crisp without shimmer. */
const MOST_TEXELS_A_PIXEL = 1.3;
/** Makes texel coordinates positive before they are cut to whole numbers; a multiple of every texture size. */
const LIFT = 1 << 16;
const PAIR = 0xff00ff;

const lightHere = new Float64Array(3);

/** Draws the pixels first..last-1 of one row of a quad where nothing nearer is. */
// oxlint-disable-next-line max-lines-per-function -- one loop over scalars: splitting it would allocate or reload a dozen values per span.
export function fillSpan(
  frame: Frame,
  texture: Texture,
  quad: Quad,
  surface: Surface,
  row: number,
  first: number,
  last: number,
  fog: Fog | null,
): void {
  const { rgba, depth } = frame;
  const { texels } = texture;
  const [inverseX, inverseY, inverse0] = surface.inverse;
  const [alongX, alongY, along0] = surface.along;
  const [downX, downY, down0] = surface.down;
  const y = row + 0.5;
  const cutout = quad.blending === 'cutout';
  const shining = quad.blending === 'shining';
  const scaleU = quad.repeat[0] * texture.width;
  const scaleV = quad.repeat[1] * texture.height;
  const startU = quad.start[0] * texture.width;
  const startV = quad.start[1] * texture.height;
  const inverseRow = inverseY * y + inverse0;
  const alongRow = alongY * y + along0;
  const downRow = downY * y + down0;
  let x = first;
  let q = inverseRow + inverseX * (x + 0.5);
  let z = 1 / q;
  let u = (alongRow + alongX * (x + 0.5)) * z;
  let v = (downRow + downX * (x + 0.5)) * z;
  sampleLight(quad.light, u, v);
  let fogShare = fog ? 1 - Math.exp(-z / fog.metres) : 0;
  let clear = 1 - fogShare;
  let r = (lightHere[0] ?? 0) * clear;
  let g = (lightHere[1] ?? 0) * clear;
  let b = (lightHere[2] ?? 0) * clear;
  const fogR = fog ? fog.colour[0] : 0;
  const fogG = fog ? fog.colour[1] : 0;
  const fogB = fog ? fog.colour[2] : 0;
  const gentle = Math.abs(inverseX) * LONG_STRIDE;
  let stale = false;
  while (x < last) {
    const stride = gentle < q * GENTLE ? LONG_STRIDE : STRIDE;
    const end = Math.min(last, (x & ~(stride - 1)) + stride);
    const count = end - x;
    const perPixel = 1 / count;
    q = inverseRow + inverseX * (end + 0.5);
    // A span end just outside the quad may lie past the plane's vanishing line; holding the depth there keeps it finite.
    const zEnd = q > 1e-5 ? 1 / q : 1e5;
    const uEnd = (alongRow + alongX * (end + 0.5)) * zEnd;
    const vEnd = (downRow + downX * (end + 0.5)) * zEnd;
    if (hidden(depth, row * frame.width + x, row * frame.width + end, Math.min(z, zEnd))) {
      stale = true;
      x = end;
      u = uEnd;
      v = vEnd;
      z = zEnd;
      continue;
    }
    if (stale) {
      stale = false;
      sampleLight(quad.light, u, v);
      fogShare = fog ? 1 - Math.exp(-z / fog.metres) : 0;
      clear = 1 - fogShare;
      r = (lightHere[0] ?? 0) * clear;
      g = (lightHere[1] ?? 0) * clear;
      b = (lightHere[2] ?? 0) * clear;
    }
    sampleLight(quad.light, uEnd, vEnd);
    const fogEnd = fog ? 1 - Math.exp(-zEnd / fog.metres) : 0;
    clear = 1 - fogEnd;
    const rEnd = (lightHere[0] ?? 0) * clear;
    const gEnd = (lightHere[1] ?? 0) * clear;
    const bEnd = (lightHere[2] ?? 0) * clear;
    // How fast the texture moves with a pixel to the right and a row down.
    const rateU =
      Math.max(Math.abs(uEnd - u) * perPixel, Math.abs(alongY - u * inverseY) * z) * Math.abs(scaleU);
    const rateV =
      Math.max(Math.abs(vEnd - v) * perPixel, Math.abs(downY - v * inverseY) * z) * Math.abs(scaleV);
    let levelX = 0;
    let levelY = 0;
    for (let rate = rateU; rate > MOST_TEXELS_A_PIXEL && levelX < texture.levelsX - 1; rate *= 0.5) levelX++;
    for (let rate = rateV; rate > MOST_TEXELS_A_PIXEL && levelY < texture.levelsY - 1; rate *= 0.5) levelY++;
    const width = texture.width >> levelX;
    const maskX = width - 1;
    const maskY = (texture.height >> levelY) - 1;
    const base = texture.offsets[levelY * texture.levelsX + levelX] ?? 0;
    const shrinkX = 1 / (1 << levelX);
    const shrinkY = 1 / (1 << levelY);
    let s = (u * scaleU + startU) * shrinkX + LIFT - 0.5;
    let t = (v * scaleV + startV) * shrinkY + LIFT - 0.5;
    const stepS = (uEnd - u) * scaleU * shrinkX * perPixel;
    const stepT = (vEnd - v) * scaleV * shrinkY * perPixel;
    const stepZ = (zEnd - z) * perPixel;
    const stepR = (rEnd - r) * perPixel;
    const stepG = (gEnd - g) * perPixel;
    const stepB = (bEnd - b) * perPixel;
    const stepFog = (fogEnd - fogShare) * perPixel;
    let pixel = row * frame.width + x;
    for (; x < end; x++, pixel++) {
      if (z < (depth[pixel] ?? 0)) {
        const si = s | 0;
        const ti = t | 0;
        const fs = ((s - si) * 256) | 0;
        const ft = ((t - ti) * 256) | 0;
        const upper = base + (ti & maskY) * width;
        const lower = base + ((ti + 1) & maskY) * width;
        const x0 = si & maskX;
        const x1 = (si + 1) & maskX;
        const p00 = texels[upper + x0] ?? 0;
        const p10 = texels[upper + x1] ?? 0;
        const p01 = texels[lower + x0] ?? 0;
        const p11 = texels[lower + x1] ?? 0;
        const keepS = 256 - fs;
        const keepT = 256 - ft;
        // Red and blue, then green and the fourth channel, are mixed two at a time in one word.
        const rb0 = ((Math.imul(p00 & PAIR, keepS) + Math.imul(p10 & PAIR, fs)) >>> 8) & PAIR;
        const rb1 = ((Math.imul(p01 & PAIR, keepS) + Math.imul(p11 & PAIR, fs)) >>> 8) & PAIR;
        const ga0 = ((Math.imul((p00 >>> 8) & PAIR, keepS) + Math.imul((p10 >>> 8) & PAIR, fs)) >>> 8) & PAIR;
        const ga1 = ((Math.imul((p01 >>> 8) & PAIR, keepS) + Math.imul((p11 >>> 8) & PAIR, fs)) >>> 8) & PAIR;
        const rb = ((Math.imul(rb0, keepT) + Math.imul(rb1, ft)) >>> 8) & PAIR;
        const ga = ((Math.imul(ga0, keepT) + Math.imul(ga1, ft)) >>> 8) & PAIR;
        const red = rb & 255;
        const blue = rb >>> 16;
        const green = ga & 255;
        const mark = ga >>> 16;
        const at = pixel * 4;
        if (cutout) {
          const keep = 1 - mark / 255;
          const fogged = (fogShare * mark) / 255;
          rgba[at] = (rgba[at] ?? 0) * keep + red * r + fogR * fogged;
          rgba[at + 1] = (rgba[at + 1] ?? 0) * keep + green * g + fogG * fogged;
          rgba[at + 2] = (rgba[at + 2] ?? 0) * keep + blue * b + fogB * fogged;
          if (mark > 128) depth[pixel] = z;
        } else {
          const own = shining && mark > 2 ? (mark / 255) * (1 - fogShare) : 0;
          const rest = shining ? 1 - mark / 255 : 1;
          rgba[at] = red * (r * rest + own) + fogR * fogShare;
          rgba[at + 1] = green * (g * rest + own) + fogG * fogShare;
          rgba[at + 2] = blue * (b * rest + own) + fogB * fogShare;
          rgba[at + 3] = 255;
          depth[pixel] = z;
        }
      }
      s += stepS;
      t += stepT;
      z += stepZ;
      r += stepR;
      g += stepG;
      b += stepB;
      fogShare += stepFog;
    }
    u = uEnd;
    v = vEnd;
    z = zEnd;
    r = rEnd;
    g = gEnd;
    b = bEnd;
    fogShare = fogEnd;
  }
}

function hidden(depth: Float32Array, from: number, to: number, nearest: number): boolean {
  for (let pixel = from; pixel < to; pixel++) if (nearest < (depth[pixel] ?? 0)) return false;
  return true;
}

function sampleLight(light: Lightmap, u: number, v: number): void {
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
  for (let channel = 0; channel < 3; channel++) {
    const top = (values[a + channel] ?? 0) * (1 - kx) + (values[a + right + channel] ?? 0) * kx;
    const bottom = (values[c + channel] ?? 0) * (1 - kx) + (values[c + right + channel] ?? 0) * kx;
    lightHere[channel] = top * (1 - ky) + bottom * ky;
  }
}
