import type { Picture } from './picture.ts';

/** A flat mesh with a picture on it. */
export interface TexturedMesh {
  /** x, y of every vertex in pixels of the target; a pixel's centre lies at +0.5. */
  readonly positions: Float32Array;
  /** x, y of every vertex in pixels of the texture, counted the same way. */
  readonly texels: Float32Array;
  /** Three vertices a triangle, in either turn. No two triangles may overlap where they are not folded. */
  readonly triangles: Uint16Array;
  /** Colour multiplied by alpha. Its outermost ring of pixels is repeated beyond it, so it is best left clear. */
  readonly texture: Picture;
}

const PAIR = 0x00ff00ff;

/**
 * Lays a mesh over `target` (whose alpha stays 255): bilinear, a pixel belongs to exactly one of two triangles that
 * share an edge (no seam, nothing blended twice), and silhouettes are as smooth as the texture's alpha. Two channels
 * are worked on at once in one 32-bit number, which halves the cost a pixel.
 */
export function drawTriangles(target: Picture, mesh: TexturedMesh): void {
  const out = packed(target);
  const texture = packed(mesh.texture);
  const { positions, texels, triangles } = mesh;
  for (let i = 0; i < triangles.length; i += 3) {
    let a = (triangles[i] ?? 0) * 2;
    let b = (triangles[i + 1] ?? 0) * 2;
    let c = (triangles[i + 2] ?? 0) * 2;
    // Sorted from top to bottom: an edge is then walked in the same direction, with the same rounding, by both its triangles.
    if ((positions[a + 1] ?? 0) > (positions[b + 1] ?? 0)) [a, b] = [b, a];
    if ((positions[b + 1] ?? 0) > (positions[c + 1] ?? 0)) [b, c] = [c, b];
    if ((positions[a + 1] ?? 0) > (positions[b + 1] ?? 0)) [a, b] = [b, a];
    const ax = positions[a] ?? 0;
    const ay = positions[a + 1] ?? 0;
    const bx = (positions[b] ?? 0) - ax;
    const by = (positions[b + 1] ?? 0) - ay;
    const cx = (positions[c] ?? 0) - ax;
    const cy = (positions[c + 1] ?? 0) - ay;
    const area = bx * cy - cx * by;
    if (!(Math.abs(area) > 1e-6) || ay + cy < 0 || ay > target.height) continue;
    const bu = (texels[b] ?? 0) - (texels[a] ?? 0);
    const bv = (texels[b + 1] ?? 0) - (texels[a + 1] ?? 0);
    const cu = (texels[c] ?? 0) - (texels[a] ?? 0);
    const cv = (texels[c + 1] ?? 0) - (texels[a + 1] ?? 0);
    const uByX = (bu * cy - cu * by) / area;
    const vByX = (bv * cy - cv * by) / area;
    const uByY = (cu * bx - bu * cx) / area;
    const vByY = (cv * bx - bv * cx) / area;
    const middleIsLeft = area < 0;
    const last = Math.min(target.height, Math.ceil(ay + cy - 0.5));
    for (let y = Math.max(0, Math.ceil(ay - 0.5)); y < last; y++) {
      const down = y + 0.5 - ay;
      const long = edgeAt(positions, a, c, y + 0.5);
      const short =
        y + 0.5 < (positions[b + 1] ?? 0)
          ? edgeAt(positions, a, b, y + 0.5)
          : edgeAt(positions, b, c, y + 0.5);
      const from = Math.max(0, Math.ceil((middleIsLeft ? short : long) - 0.5));
      const to = Math.min(target.width, Math.ceil((middleIsLeft ? long : short) - 0.5));
      if (from >= to) continue;
      const u = (texels[a] ?? 0) - 0.5 + (from + 0.5 - ax) * uByX + down * uByY;
      const v = (texels[a + 1] ?? 0) - 0.5 + (from + 0.5 - ax) * vByX + down * vByY;
      drawSpan(out, y * target.width + from, to - from, texture, mesh.texture, u, v, uByX, vByX);
    }
  }
}

/** Where the edge from vertex `top` down to `low` (offsets into `positions`) crosses a row. */
function edgeAt(positions: Float32Array, top: number, low: number, y: number): number {
  const x = positions[top] ?? 0;
  const topY = positions[top + 1] ?? 0;
  return x + ((y - topY) * ((positions[low] ?? 0) - x)) / ((positions[low + 1] ?? 0) - topY);
}

/** `count` pixels from `at` on, sampled from texel (u, v) on in steps of (uStep, vStep). */
function drawSpan(
  out: Uint32Array,
  at: number,
  count: number,
  texture: Uint32Array,
  { width, height }: Picture,
  u: number,
  v: number,
  uStep: number,
  vStep: number,
): void {
  const right = ((width - 1) << 16) - 1;
  const bottom = ((height - 1) << 16) - 1;
  const du = Math.round(uStep * 65536);
  const dv = Math.round(vStep * 65536);
  let fu = Math.round(u * 65536);
  let fv = Math.round(v * 65536);
  for (let i = at; i < at + count; i++, fu += du, fv += dv) {
    const cu = fu < 0 ? 0 : fu > right ? right : fu;
    const cv = fv < 0 ? 0 : fv > bottom ? bottom : fv;
    const texel = (cv >> 16) * width + (cu >> 16);
    const p = texture[texel] ?? 0;
    const q = texture[texel + 1] ?? 0;
    const r = texture[texel + width] ?? 0;
    const s = texture[texel + width + 1] ?? 0;
    if ((p | q | r | s) === 0) continue;
    const x = (cu >> 8) & 255;
    const y = (cv >> 8) & 255;
    // Four weights with sum 256: a channel's sum stays below 2^16 and never touches its neighbour in the pair.
    const ws = (x * y) >> 8;
    const wq = x - ws;
    const wr = y - ws;
    const wp = 256 - x - y + ws;
    const redBlue =
      ((Math.imul(p & PAIR, wp) +
        Math.imul(q & PAIR, wq) +
        Math.imul(r & PAIR, wr) +
        Math.imul(s & PAIR, ws)) >>>
        8) &
      PAIR;
    const greenAlpha =
      ((Math.imul((p >>> 8) & PAIR, wp) +
        Math.imul((q >>> 8) & PAIR, wq) +
        Math.imul((r >>> 8) & PAIR, wr) +
        Math.imul((s >>> 8) & PAIR, ws)) >>>
        8) &
      PAIR;
    const alpha = greenAlpha >>> 16;
    const rest = 256 - alpha - (alpha >> 7);
    const under = out[i] ?? 0;
    const sumRedBlue = redBlue + ((Math.imul(under & PAIR, rest) >>> 8) & PAIR);
    const sumGreen = (greenAlpha & 255) + ((((under >>> 8) & 255) * rest) >>> 8);
    out[i] = 0xff000000 | (sumGreen << 8) | sumRedBlue;
  }
}

function packed({ rgba, width, height }: Picture): Uint32Array {
  return new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
}
