import type { Frame } from '../frame.ts';
import { blurGray, blurPlane } from './box-blur.ts';
import type { Plane, Scratch } from './scratch.ts';

/**
 * Blurs what is out of focus. The blurred picture is made of out-of-focus pixels only (each weighted by its own blur),
 * so a sharp subject never bleeds a halo into the background behind it.
 */
export function blurByDepth(frame: Frame, scratch: Scratch, focusMetres: number, blur: number): void {
  if (blur <= 0) return;
  const { quarter, quarterSpare, gray, graySpare } = scratch;
  gather(frame, quarter, gray, focusMetres);
  const radius = Math.max(1, Math.round((blur * frame.height) / 4));
  // Colours are premultiplied by their weight, which is divided out again when they are used.
  blurPlane(quarter, quarterSpare, radius);
  blurGray(gray, graySpare, quarter.width, quarter.height, radius);
  composite(frame, quarter, gray, focusMetres);
}

/** 0 in focus .. 1 at the full radius, from the thin-lens ratio |depth - focus| / depth. */
function confusion(depth: number, focus: number): number {
  const off = (depth > focus ? depth - focus : focus - depth) / depth;
  const spread = (off - 0.12) * 1.35;
  return spread <= 0 ? 0 : spread >= 1 ? 1 : spread;
}

function gather(frame: Frame, plane: Plane, weights: Float32Array, focus: number): void {
  const { rgba, depth, width, height } = frame;
  for (let y = 0; y < plane.height; y++) {
    for (let x = 0; x < plane.width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let sum = 0;
      for (let tap = 0; tap < 4; tap++) {
        const column = Math.min(width - 1, x * 4 + (tap & 1) * 2);
        const pixel = Math.min(height - 1, y * 4 + (tap & 2)) * width + column;
        const weight = confusion(depth[pixel] ?? 1, focus) + 0.002;
        const at = pixel * 4;
        red += (rgba[at] ?? 0) * weight;
        green += (rgba[at + 1] ?? 0) * weight;
        blue += (rgba[at + 2] ?? 0) * weight;
        sum += weight;
      }
      const cell = y * plane.width + x;
      plane.data[cell * 3] = red;
      plane.data[cell * 3 + 1] = green;
      plane.data[cell * 3 + 2] = blue;
      weights[cell] = sum;
    }
  }
}

function composite(frame: Frame, plane: Plane, weights: Float32Array, focus: number): void {
  const { rgba, depth, width, height } = frame;
  const row = new Float32Array(plane.width * 4 + 4);
  for (let y = 0; y < height; y++) {
    mixRow(plane, weights, y, row);
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const share = confusion(depth[pixel] ?? 1, focus);
      if (share <= 0) continue;
      const cell = (x >> 2) * 4;
      const k = (x & 3) * 0.25;
      const rest = 1 - k;
      const weight = (row[cell + 3] ?? 0) * rest + (row[cell + 7] ?? 0) * k;
      if (weight <= 1e-6) continue;
      const scale = share / weight;
      const hold = 1 - share;
      const at = pixel * 4;
      rgba[at] = (rgba[at] ?? 0) * hold + ((row[cell] ?? 0) * rest + (row[cell + 4] ?? 0) * k) * scale;
      rgba[at + 1] =
        (rgba[at + 1] ?? 0) * hold + ((row[cell + 1] ?? 0) * rest + (row[cell + 5] ?? 0) * k) * scale;
      rgba[at + 2] =
        (rgba[at + 2] ?? 0) * hold + ((row[cell + 2] ?? 0) * rest + (row[cell + 6] ?? 0) * k) * scale;
    }
  }
}

/** Colours and weight of one full-size row, at a quarter of the columns, with one column more to step towards. */
function mixRow(plane: Plane, weights: Float32Array, y: number, row: Float32Array): void {
  const upper = Math.min(plane.height - 1, y >> 2) * plane.width;
  const lower = Math.min(plane.height - 1, (y >> 2) + 1) * plane.width;
  const k = (y & 3) * 0.25;
  for (let x = 0; x <= plane.width; x++) {
    const column = Math.min(plane.width - 1, x);
    const a = upper + column;
    const b = lower + column;
    for (let channel = 0; channel < 3; channel++)
      row[x * 4 + channel] =
        (plane.data[a * 3 + channel] ?? 0) * (1 - k) + (plane.data[b * 3 + channel] ?? 0) * k;
    row[x * 4 + 3] = (weights[a] ?? 0) * (1 - k) + (weights[b] ?? 0) * k;
  }
}
