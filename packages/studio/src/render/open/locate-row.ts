import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import type { Heightfield } from './heightfield.ts';
import type { LandRow } from './land-row.ts';

/** Near land changes colour slowly across the screen, so that neighbours share one sample of the height field. */
const SHARED_COLUMNS = 4;
const SHARED_WITHIN = 70;
/** Neighbours whose distances differ by more than this fraction belong to different hills. */
const SAME_SLOPE = 0.15;

export interface RowGround {
  readonly field: Heightfield;
  readonly skyline: Float32Array;
  /** Height of the water, far below everything for dry land. */
  readonly level: number;
}

/** Positions along a row, and the lit colour and height of the land there, in every second column. */
export function locateRow(frame: Frame, view: View, ground: RowGround, row: LandRow, y: number): void {
  const { width, depth } = frame;
  const { skyline, level, field } = ground;
  const { x: eyeX, y: eyeY, z: eyeZ } = view.pose;
  const { sinYaw, cosYaw, centreX } = view;
  const drop = (y + 0.5 - view.horizon) / view.focal;
  const perPixel = 1 / view.focal;
  const start = y * width;
  let sampled = -SHARED_COLUMNS;
  for (let x = 0; x < width; x += 2) {
    row.foam[x] = -1;
    row.gain[x] = 1;
    row.covered[x] = 0;
    if (y + 0.5 < (skyline[x] ?? 0)) {
      row.z[x] = 0;
      sampled = -SHARED_COLUMNS;
      continue;
    }
    let z = depth[start + x] ?? 1;
    const lateral = (x + 0.5 - centreX) * perPixel;
    row.x[x] = eyeX + (sinYaw + lateral * cosYaw) * z;
    row.y[x] = eyeY + (cosYaw - lateral * sinYaw) * z;
    if (x - sampled >= SHARED_COLUMNS || z > SHARED_WITHIN) {
      sampleField(field, row, x);
      sampled = x;
    } else {
      row.red[x] = row.red[sampled] ?? 0;
      row.green[x] = row.green[sampled] ?? 0;
      row.blue[x] = row.blue[sampled] ?? 0;
      row.bed[x] = row.bed[sampled] ?? 0;
    }
    // A little slack: on the plane the caster's height and ours differ by rounding.
    if ((row.bed[x] ?? 0) < level + 0.002 && eyeZ - drop * z < level + 0.4 + z * 0.01) {
      if (drop > 1e-5) z = Math.max(0.1, Math.min(z * 1.5, (eyeZ - level) / drop));
      depth[start + x] = z;
      if (x + 1 < width && y + 0.5 >= (skyline[x + 1] ?? 0)) depth[start + x + 1] = z;
    }
    row.z[x] = z;
  }
}

/** Fills the columns between those that `locateRow` filled, for rows whose detail is finer than two pixels. */
export function expandRow(frame: Frame, view: View, skyline: Float32Array, row: LandRow, y: number): void {
  const { width, depth } = frame;
  const { x: eyeX, y: eyeY } = view.pose;
  const { sinYaw, cosYaw, centreX } = view;
  const perPixel = 1 / view.focal;
  const start = y * width;
  for (let x = 1; x < width; x += 2) {
    row.foam[x] = -1;
    row.covered[x] = 0;
    const side = y + 0.5 < (skyline[x] ?? 0) ? -1 : neighbourOf(row, x, width, depth[start + x] ?? 1);
    if (side < 0) {
      row.z[x] = 0;
      continue;
    }
    const z = depth[start + x] ?? 1;
    const lateral = (x + 0.5 - centreX) * perPixel;
    row.z[x] = z;
    row.x[x] = eyeX + (sinYaw + lateral * cosYaw) * z;
    row.y[x] = eyeY + (cosYaw - lateral * sinYaw) * z;
    const left = side === x + 1 ? x + 1 : x - 1;
    const right = side === x - 1 ? x - 1 : x + 1;
    row.red[x] = ((row.red[left] ?? 0) + (row.red[right] ?? 0)) * 0.5;
    row.green[x] = ((row.green[left] ?? 0) + (row.green[right] ?? 0)) * 0.5;
    row.blue[x] = ((row.blue[left] ?? 0) + (row.blue[right] ?? 0)) * 0.5;
    row.bed[x] = ((row.bed[left] ?? 0) + (row.bed[right] ?? 0)) * 0.5;
    row.gain[x] = ((row.gain[left] ?? 0) + (row.gain[right] ?? 0)) * 0.5;
  }
}

/** Column whose land an in-between column shows: `x` itself when both sides are one slope, -1 for none. */
export function neighbourOf(row: LandRow, x: number, width: number, z: number): number {
  const left = row.z[x - 1] ?? 0;
  const right = x + 1 < width ? (row.z[x + 1] ?? 0) : 0;
  if (left <= 0) return right > 0 ? x + 1 : -1;
  if (right <= 0) return x - 1;
  if (Math.abs(left - right) <= left * SAME_SLOPE) return x;
  return Math.abs(left - z) <= Math.abs(right - z) ? x - 1 : x + 1;
}

/** Bilinear lit colour and height under the row's point `index`. */
function sampleField(field: Heightfield, row: LandRow, index: number): void {
  const { size, heights, colours } = field;
  const mask = size - 1;
  let u = (row.x[index] ?? 0) / field.cellMetres + size / 2;
  let v = (row.y[index] ?? 0) / field.cellMetres + size / 2;
  if (!field.repeats) {
    u = u < 0 ? 0 : u > size - 1.01 ? size - 1.01 : u;
    v = v < 0 ? 0 : v > size - 1.01 ? size - 1.01 : v;
  }
  const xi = Math.floor(u);
  const yi = Math.floor(v);
  const fx = u - xi;
  const fy = v - yi;
  const i00 = (yi & mask) * size + (xi & mask);
  const i10 = (yi & mask) * size + ((xi + 1) & mask);
  const i01 = ((yi + 1) & mask) * size + (xi & mask);
  const i11 = ((yi + 1) & mask) * size + ((xi + 1) & mask);
  const w00 = (1 - fx) * (1 - fy);
  const w10 = fx * (1 - fy);
  const w01 = (1 - fx) * fy;
  const w11 = fx * fy;
  const a = i00 * 3;
  const b = i10 * 3;
  const c = i01 * 3;
  const d = i11 * 3;
  row.red[index] =
    (colours[a] ?? 0) * w00 + (colours[b] ?? 0) * w10 + (colours[c] ?? 0) * w01 + (colours[d] ?? 0) * w11;
  row.green[index] =
    (colours[a + 1] ?? 0) * w00 +
    (colours[b + 1] ?? 0) * w10 +
    (colours[c + 1] ?? 0) * w01 +
    (colours[d + 1] ?? 0) * w11;
  row.blue[index] =
    (colours[a + 2] ?? 0) * w00 +
    (colours[b + 2] ?? 0) * w10 +
    (colours[c + 2] ?? 0) * w01 +
    (colours[d + 2] ?? 0) * w11;
  row.bed[index] =
    (heights[i00] ?? 0) * w00 +
    (heights[i10] ?? 0) * w10 +
    (heights[i01] ?? 0) * w01 +
    (heights[i11] ?? 0) * w11;
}
