import type { SpriteLevel } from '../../art/sprite.ts';

/** Entries of each table of a warp, over 0..1 of the picture. */
export const WARP_STEPS = 256;

/** Bends a picture: offsets, in fractions of it, of where a point is read from. */
export interface Warp {
  readonly uByU: Float32Array;
  readonly uByV: Float32Array;
  readonly vByU: Float32Array;
  readonly vByV: Float32Array;
  /** How much of `vByV` a column takes. */
  readonly vWeightByU: Float32Array;
}

export function createWarp(): Warp {
  return {
    uByU: new Float32Array(WARP_STEPS),
    uByV: new Float32Array(WARP_STEPS),
    vByU: new Float32Array(WARP_STEPS),
    vByV: new Float32Array(WARP_STEPS),
    vWeightByU: new Float32Array(WARP_STEPS).fill(1),
  };
}

/** The part of a picture that is shown, fractions; what lies outside is clear. */
export interface SpriteWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The bottom edge fades over this. */
  readonly feather: number;
}

export const WHOLE: SpriteWindow = { left: -1, top: -1, right: 2, bottom: 2, feather: 0 };

/** Room for one row of samples; grows with the widest picture asked for. */
let row = new Float32Array(4 * 2048);

export function rowOfSamples(count: number): Float32Array {
  if (row.length < count * 4) row = new Float32Array(count * 4);
  return row;
}

/**
 * Reads `count` samples of a premultiplied picture along a line, from (u, v) in steps of (du, dv), both in fractions of
 * the picture, blended between the four nearest pixels. Writes RGBA 0..255 to `out`.
 */
// oxlint-disable-next-line max-lines-per-function -- one pixel loop: calls in it would cost more than they clarify
export function sampleSpan(
  level: SpriteLevel,
  line: {
    readonly u: number;
    readonly v: number;
    readonly du: number;
    readonly dv: number;
    readonly count: number;
  },
  warp: Warp | null,
  window: SpriteWindow,
  out: Float32Array,
): void {
  const { width, height, pixels } = level;
  const { du, dv, count } = line;
  const { left, top, right, bottom, feather } = window;
  const fadeFrom = feather > 0 ? bottom - feather : 9;
  const lastX = width - 1;
  const lastY = height - 1;
  let u = line.u - du;
  let v = line.v - dv;
  for (let i = 0, o = 0; i < count; i++, o += 4) {
    u += du;
    v += dv;
    let readU = u;
    let readV = v;
    if (warp !== null) {
      const columnNow = u < 0 ? 0 : u >= 1 ? WARP_STEPS - 1 : (u * WARP_STEPS) | 0;
      const rowNow = v < 0 ? 0 : v >= 1 ? WARP_STEPS - 1 : (v * WARP_STEPS) | 0;
      readU += (warp.uByU[columnNow] ?? 0) + (warp.uByV[rowNow] ?? 0);
      readV += (warp.vByU[columnNow] ?? 0) + (warp.vByV[rowNow] ?? 0) * (warp.vWeightByU[columnNow] ?? 1);
    }
    const x = readU * width - 0.5;
    const y = readV * height - 0.5;
    if (
      x <= -1 ||
      y <= -1 ||
      x >= width ||
      y >= height ||
      readU < left ||
      readU > right ||
      readV < top ||
      readV > bottom
    ) {
      out[o + 3] = 0;
      continue;
    }
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const fx = x - x0;
    const fy = y - y0;
    // Outside the picture is clear: its neighbours there weigh nothing.
    const shown = readV > fadeFrom ? (bottom - readV) / feather : 1;
    const wx0 = x0 < 0 ? 0 : (1 - fx) * shown;
    const wx1 = x0 >= lastX ? 0 : fx * shown;
    const wy0 = y0 < 0 ? 0 : 1 - fy;
    const wy1 = y0 >= lastY ? 0 : fy;
    const a = (Math.max(0, y0) * width + Math.max(0, x0)) * 4;
    const right1 = x0 < 0 || x0 >= lastX ? 0 : 4;
    const below = y0 < 0 || y0 >= lastY ? 0 : width * 4;
    const b = a + right1;
    const c = a + below;
    const d = c + right1;
    const wa = wx0 * wy0;
    const wb = wx1 * wy0;
    const wc = wx0 * wy1;
    const wd = wx1 * wy1;
    out[o] = (pixels[a] ?? 0) * wa + (pixels[b] ?? 0) * wb + (pixels[c] ?? 0) * wc + (pixels[d] ?? 0) * wd;
    out[o + 1] =
      (pixels[a + 1] ?? 0) * wa +
      (pixels[b + 1] ?? 0) * wb +
      (pixels[c + 1] ?? 0) * wc +
      (pixels[d + 1] ?? 0) * wd;
    out[o + 2] =
      (pixels[a + 2] ?? 0) * wa +
      (pixels[b + 2] ?? 0) * wb +
      (pixels[c + 2] ?? 0) * wc +
      (pixels[d + 2] ?? 0) * wd;
    out[o + 3] =
      (pixels[a + 3] ?? 0) * wa +
      (pixels[b + 3] ?? 0) * wb +
      (pixels[c + 3] ?? 0) * wc +
      (pixels[d + 3] ?? 0) * wd;
  }
}
