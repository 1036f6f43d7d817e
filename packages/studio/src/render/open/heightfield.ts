import { clamp, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import { sharedBytes, sharedFloats } from '../world-painter.ts';

/** A square of land with its light already on it. The world's origin is the middle of the square. */
export interface Heightfield {
  /** Cells a side, a power of two. */
  readonly size: number;
  readonly cellMetres: number;
  readonly heights: Float32Array<SharedArrayBuffer>;
  /** Lit sRGB, three bytes a cell. */
  readonly colours: Uint8Array<SharedArrayBuffer>;
  readonly highest: number;
  /** Shores end at the edge of the square instead of repeating: beyond them is only sea. */
  readonly repeats: boolean;
}

export type HeightForm = (xMetres: number, yMetres: number) => number;

/** Writes the paint (sRGB before light) of a point into `out`. */
export type GroundPaint = (
  out: Float32Array,
  xMetres: number,
  yMetres: number,
  height: number,
  slope: number,
) => void;

export interface HeightfieldPlan {
  readonly size: number;
  readonly cellMetres: number;
  readonly repeats: boolean;
  readonly form: HeightForm;
  readonly paint: GroundPaint;
  readonly light: Light;
  readonly castShadows: boolean;
  /** How much of a low sun's warmth flat land keeps; snow keeps less, which gives its hollows the blue of the sky. */
  readonly warmth?: number;
}

/** Lowest elevation the baked sun may have: at true sunset all land would lie in one shadow. */
const LOWEST_SUN = 0.2;
const SHADOW_STEPS = 16;

export function bakeHeightfield(plan: HeightfieldPlan): Heightfield {
  const { size, cellMetres } = plan;
  const heights = sharedFloats(size * size);
  let highest = -1e9;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const height = plan.form((column - size / 2) * cellMetres, (row - size / 2) * cellMetres);
      heights[row * size + column] = height;
      if (height > highest) highest = height;
    }
  const colours = sharedBytes(size * size * 3);
  lightLand(plan, heights, highest, colours);
  return { size, cellMetres, heights, colours, highest, repeats: plan.repeats };
}

function lightLand(plan: HeightfieldPlan, heights: Float32Array, highest: number, colours: Uint8Array): void {
  const { size, cellMetres, light } = plan;
  const elevation = Math.max(LOWEST_SUN, Math.abs(light.sunElevation));
  // Flat land keeps some of a low sun's warmth: the eye adapts to evening light.
  const grazing = smoothstep(0.5, 0.15, Math.abs(light.sunElevation)) * (plan.warmth ?? 0.34);
  const sunX = Math.sin(light.sunAzimuth) * Math.cos(elevation);
  const sunY = Math.cos(light.sunAzimuth) * Math.cos(elevation);
  const sunZ = Math.sin(elevation);
  const [ambientRed, ambientGreen, ambientBlue] = light.ambient;
  const [keyRed, keyGreen, keyBlue] = light.key;
  const paint = new Float32Array(3);
  const mask = size - 1;
  const inverse = 0.5 / cellMetres;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      const height = heights[at] ?? 0;
      const west = heights[row * size + ((column - 1) & mask)] ?? 0;
      const east = heights[row * size + ((column + 1) & mask)] ?? 0;
      const south = heights[((row - 1) & mask) * size + column] ?? 0;
      const north = heights[((row + 1) & mask) * size + column] ?? 0;
      const gx = (east - west) * inverse;
      const gy = (north - south) * inverse;
      const steep = gx * gx + gy * gy;
      const unit = 1 / Math.sqrt(steep + 1);
      let lit = Math.max(0, (sunZ - gx * sunX - gy * sunY) * unit + grazing * unit);
      if (plan.castShadows && lit > 0)
        lit *= sunReaches(plan, heights, column, row, height, highest, sunX, sunY, sunZ);
      // Hollows see less sky than crests.
      const crest = clamp(0.5 + (height * 4 - west - east - south - north) * inverse * 0.5);
      const open = (0.66 + 0.34 * unit) * (0.86 + 0.28 * crest);
      plan.paint(
        paint,
        (column - size / 2) * cellMetres,
        (row - size / 2) * cellMetres,
        height,
        Math.sqrt(steep),
      );
      colours[at * 3] = Math.min(255, (paint[0] ?? 0) * (ambientRed * open + keyRed * lit));
      colours[at * 3 + 1] = Math.min(255, (paint[1] ?? 0) * (ambientGreen * open + keyGreen * lit));
      colours[at * 3 + 2] = Math.min(255, (paint[2] ?? 0) * (ambientBlue * open + keyBlue * lit));
    }
}

/** 1 in the sun, 0 in the shadow of higher land, soft between. */
function sunReaches(
  plan: HeightfieldPlan,
  heights: Float32Array,
  column: number,
  row: number,
  height: number,
  highest: number,
  sunX: number,
  sunY: number,
  sunZ: number,
): number {
  const { size, cellMetres } = plan;
  const mask = size - 1;
  const flat = Math.sqrt(sunX * sunX + sunY * sunY);
  const stepX = sunX / flat;
  const stepY = sunY / flat;
  const climb = (sunZ / flat) * cellMetres;
  let reach = 1;
  let lit = 1;
  for (let step = 0; step < SHADOW_STEPS; step++) {
    // No land is high enough to reach the ray from here on.
    if (height + climb * reach > highest) break;
    const x = (column + stepX * reach) & mask;
    const y = (row + stepY * reach) & mask;
    const over = (heights[y * size + x] ?? 0) - height - climb * reach;
    if (over > 0) {
      lit = Math.min(lit, 1 - over / (cellMetres * 1.6));
      if (lit <= 0) return 0;
    }
    reach *= 1.36;
  }
  return lit;
}

/** Bilinear height under a point. */
export function heightAt(field: Heightfield, xMetres: number, yMetres: number): number {
  const { size, heights } = field;
  const mask = size - 1;
  let x = xMetres / field.cellMetres + size / 2;
  let y = yMetres / field.cellMetres + size / 2;
  if (!field.repeats) {
    x = clamp(x, 0, size - 1.001);
    y = clamp(y, 0, size - 1.001);
  }
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const x0 = xi & mask;
  const x1 = (xi + 1) & mask;
  const y0 = (yi & mask) * size;
  const y1 = ((yi + 1) & mask) * size;
  const a = heights[y0 + x0] ?? 0;
  const c = heights[y1 + x0] ?? 0;
  const top = a + ((heights[y0 + x1] ?? 0) - a) * fx;
  return top + (c + ((heights[y1 + x1] ?? 0) - c) * fx - top) * (y - yi);
}
