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
const STRIDE = 0.016;

/**
 * Finds the distance of the ground (or the water over it) for every pixel below the skyline by walking away from the
 * camera column by column. Distance is interpolated between steps, so steps may be long without showing.
 */
export function castTerrain(frame: Frame, view: View, request: CastRequest, hits: TerrainHits): void {
  hits.top = frame.height;
  const level = request.waterLevel ?? -1e9;
  for (let column = 0; column < frame.width; column++) {
    const top = castColumn(frame, view, request, column, level);
    hits.skyline[column] = top;
    if (top < hits.top) hits.top = Math.max(0, Math.floor(top));
  }
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
    z += z * STRIDE + 0.01;
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
