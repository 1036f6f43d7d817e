import { FAR, type Frame } from '../frame.ts';
import type { View } from '../view.ts';
import type { Heightfield } from './heightfield.ts';

/** What the caster leaves for the shader, besides the depth in the frame. */
export interface TerrainHits {
  /** Row, with fraction, where land or water begins in each column. */
  readonly skyline: Float32Array;
  /** First row of any column that holds land. */
  top: number;
}

export interface CastRequest {
  readonly field: Heightfield;
  readonly waterLevel: number | null;
  readonly farMetres: number;
  /** A panorama stands behind the land and shows what lies beyond it: no plane goes on to the horizon. */
  readonly openEnd: boolean;
}

/** Each step is this fraction of the distance: detail shrinks with it on the screen. */
const STRIDE = 0.018;
/** Steps below the bottom of the picture, where nothing is seen yet. */
const BLIND_STRIDE = 0.06;
/** Neighbouring columns whose skylines differ by less, in rows, leave the column between them to interpolation. */
const SMOOTH_SKYLINE = 1.5;
/** Of the distance: neighbours that differ by more belong to different hills. */
const SAME_SLOPE = 0.15;

/**
 * Finds the distance of the ground (or the water over it) for every pixel below the skyline by walking away from the
 * camera column by column. Distance is interpolated between steps, so steps may be long without showing, and between
 * every second column.
 */
export function castTerrain(frame: Frame, view: View, request: CastRequest, hits: TerrainHits): void {
  const { width, height } = frame;
  const { skyline } = hits;
  const level = request.waterLevel ?? -1e9;
  const flat = request.field.highest <= level;
  for (let column = 0; column < width; column += 2)
    skyline[column] = flat
      ? castPlane(frame, view, column, view.pose.z - level)
      : castColumn(frame, view, request, column, level);
  for (let column = 1; column < width; column += 2) {
    const left = skyline[column - 1] ?? 0;
    const right = column + 1 < width ? (skyline[column + 1] ?? 0) : 1e9;
    skyline[column] =
      Math.abs(left - right) < SMOOTH_SKYLINE
        ? (left + right) / 2
        : castColumn(frame, view, request, column, level);
  }
  let top = height;
  for (let column = 0; column < width; column++) top = Math.min(top, skyline[column] ?? height);
  hits.top = Math.max(0, Math.floor(top));
  interpolateDepth(frame, skyline, hits.top);
}

/** Depth of the columns that were not cast, from both sides of them. */
function interpolateDepth(frame: Frame, skyline: Float32Array, top: number): void {
  const { width, height, depth } = frame;
  for (let y = top; y < height; y++) {
    const start = y * width;
    const middle = y + 0.5;
    for (let column = 1; column + 1 < width; column += 2) {
      const left = skyline[column - 1] ?? 0;
      const right = skyline[column + 1] ?? 0;
      if (middle < (skyline[column] ?? 0) || Math.abs(left - right) >= SMOOTH_SKYLINE) continue;
      const before = depth[start + column - 1] ?? 1;
      const after = depth[start + column + 1] ?? 1;
      const same = middle >= left && middle >= right && Math.abs(before - after) < before * SAME_SLOPE;
      depth[start + column] = same ? (before + after) * 0.5 : middle >= left ? before : after;
    }
  }
}

/** Open water: one plane to the horizon. Returns its first row. */
function castPlane(frame: Frame, view: View, column: number, eyeAbove: number): number {
  const { width, height, depth } = frame;
  const first = Math.max(0, Math.ceil(view.horizon - 0.5));
  const reach = eyeAbove * view.focal;
  for (let y = first; y < height; y++)
    depth[y * width + column] = Math.min(FAR / 1000, reach / Math.max(1e-3, y + 0.5 - view.horizon));
  return Math.min(height, Math.max(0, view.horizon));
}

function castColumn(frame: Frame, view: View, request: CastRequest, column: number, level: number): number {
  const { field, farMetres } = request;
  const { heights, size, repeats } = field;
  const { width, height, depth } = frame;
  const { focal, horizon } = view;
  const eye = view.pose.z;
  const mask = size - 1;
  const edge = repeats ? Infinity : size - 1.01;
  const scale = 1 / field.cellMetres;
  const lateral = (column + 0.5 - view.centreX) / focal;
  const stepX = (view.sinYaw + lateral * view.cosYaw) * scale;
  const stepY = (view.cosYaw - lateral * view.sinYaw) * scale;
  const startX = view.pose.x * scale + size / 2;
  const startY = view.pose.y * scale + size / 2;
  const roof = Math.max(field.highest, level);
  let filled = height;
  let skyline = height;
  let z = 0.3;
  let lastInverse = 0;
  let lastRow = 0;
  let ground = level;
  const blind = height * 1.3;
  for (let step = 0; z < farMetres; step++) {
    const u = within(startX + stepX * z, edge);
    const v = within(startY + stepY * z, edge);
    const xi = Math.floor(u);
    const yi = Math.floor(v);
    const fx = u - xi;
    const x0 = xi & mask;
    const x1 = (xi + 1) & mask;
    const y0 = (yi & mask) * size;
    const y1 = ((yi + 1) & mask) * size;
    const a = heights[y0 + x0] ?? 0;
    const c = heights[y1 + x0] ?? 0;
    const near = a + ((heights[y0 + x1] ?? 0) - a) * fx;
    ground = near + (c + ((heights[y1 + x1] ?? 0) - c) * fx - near) * (v - yi);
    if (ground < level) ground = level;
    const inverse = 1 / z;
    const row = horizon + (eye - ground) * focal * inverse;
    if (step === 0) {
      lastInverse = inverse;
      lastRow = Math.max(row, height + 1);
    }
    if (row < filled) {
      const last = Math.max(0, Math.ceil(row - 0.5));
      const change = lastRow - row > 0.001 ? (lastInverse - inverse) / (lastRow - row) : 0;
      for (let y = filled - 1; y >= last; y--) {
        depth[y * width + column] = 1 / Math.max(inverse, inverse + (y + 0.5 - row) * change);
      }
      filled = last;
      skyline = row;
      if (filled <= 0) return 0;
    }
    lastInverse = inverse;
    lastRow = row;
    // Nothing further away can be seen once even the highest land projects below the rows already filled.
    if (roof > eye ? horizon + (eye - roof) * focal * inverse > filled + 1 : horizon > filled + 1) break;
    z += row > blind ? z * BLIND_STRIDE : z * STRIDE + 0.01;
  }
  return request.openEnd ? skyline : fillToHorizon(frame, view, column, filled, skyline, farMetres);
}

/** Keeps a coordinate on land that ends at its edge; an infinite edge lets it run. */
function within(value: number, edge: number): number {
  return edge === Infinity ? value : value < 0 ? 0 : value > edge ? edge : value;
}

/** Land and sea go on to the horizon beyond the cast distance, as a plane. */
function fillToHorizon(
  frame: Frame,
  view: View,
  column: number,
  filled: number,
  skyline: number,
  farMetres: number,
): number {
  const last = Math.max(0, Math.ceil(view.horizon - 0.5));
  if (filled <= last) return skyline;
  for (let y = filled - 1; y >= last; y--) {
    const below = (y + 0.5 - view.horizon) / Math.max(1, filled + 0.5 - view.horizon);
    frame.depth[y * frame.width + column] = Math.min(FAR / 1000, farMetres / Math.max(0.05, below));
  }
  return view.horizon;
}
