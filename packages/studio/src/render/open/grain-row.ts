import type { TileTexture } from '../sky/tile-texture.ts';
import type { LandRow } from './land-row.ts';
import type { TerrainLook } from './terrain-looks.ts';

/** Where each scale of grain begins in the flattened table, and the height of the blades after them. */
export const FINE = 0;
export const MIDDLE = 3;
export const COARSE = 6;
export const BLADES = 9;

/** Scales of the surface grain (three each of x, y, strength), then the height of the blades; snow softens both. */
export function flattenGrain(look: TerrainLook, snowCover: number): Float64Array {
  const { fine, middle, coarse } = look.grain;
  return Float64Array.of(
    fine[0],
    fine[1],
    fine[2] * (1 - snowCover * 0.75),
    middle[0],
    middle[1],
    middle[2] * (1 - snowCover * 0.6),
    coarse[0],
    coarse[1],
    coarse[2] * (1 - snowCover * 0.5),
    snowCover < 0.6 ? look.bladeMetres * (1 - snowCover) : 0,
  );
}

/**
 * One scale of surface grain (`from` in the table of scales), beyond `nearest` metres, in every second column. It fades
 * out before its texels get smaller than a pixel, or it would shimmer.
 */
export function grainRow(
  row: LandRow,
  scales: Float64Array,
  grain: TileTexture,
  from: number,
  nearest: number,
  pixels: number,
): void {
  const { data, size } = grain;
  const mask = size - 1;
  const alongX = scales[from] ?? 0;
  const alongY = scales[from + 1] ?? 0;
  const strength = scales[from + 2] ?? 0;
  const reach = pixels / Math.max(alongX, alongY);
  const farthest = reach * 1.25;
  const perReach = strength / reach;
  const shiftX = from * 31;
  const shiftY = from * 7;
  const { x, y, z, bed, gain } = row;
  for (let i = 0; i < z.length; i += 2) {
    const far = z[i] ?? 0;
    if (far <= nearest || far >= farthest) continue;
    const fade = 1.25 * strength - far * perReach;
    const u = (x[i] ?? 0) * alongX + shiftX;
    // Height counts as distance, or grain would smear down steep rock.
    const v = ((y[i] ?? 0) + (bed[i] ?? 0)) * alongY + shiftY;
    const xi = Math.floor(u);
    const yi = Math.floor(v);
    const fx = u - xi;
    const x0 = xi & mask;
    const x1 = (xi + 1) & mask;
    const y0 = (yi & mask) * size;
    const y1 = ((yi + 1) & mask) * size;
    const a = data[y0 + x0] ?? 0;
    const c = data[y1 + x0] ?? 0;
    const top = a + ((data[y0 + x1] ?? 0) - a) * fx;
    const value = top + (c + ((data[y1 + x1] ?? 0) - c) * fx - top) * (v - yi);
    gain[i] = (gain[i] ?? 1) + value * (fade < strength ? fade : strength);
  }
}
