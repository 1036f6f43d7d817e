import { mix } from '../maths/curves.ts';
import { type Noise, createNoise } from '../maths/noise.ts';
import type { Air } from './picture-plan.ts';
import { CELL } from './texture-runs.ts';
import type { WarpGrid } from './warp-grid.ts';

const OPAQUE = 0xff000000 | 0;
const FOG_SEED = 431;

/** Colours every pixel by the coming light: `share` 0 leaves the picture as it is, 1 is the whole change. */
export function relight(pixels: Int32Array, grade: NonNullable<Air['grade']>, share: number): void {
  const [red, green, blue] = grade.gain.map((gain) => toneTable(mix(1, gain, share)));
  if (!red || !green || !blue) return;
  // Saturation in 256ths around a luma of 77, 150 and 29 parts.
  const colour = Math.round(256 * mix(1, grade.saturation, share));
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i] ?? 0;
    const r = red[pixel & 255] ?? 0;
    const g = green[(pixel >> 8) & 255] ?? 0;
    const b = blue[(pixel >> 16) & 255] ?? 0;
    const luma = (r * 77 + g * 150 + b * 29) >> 8;
    pixels[i] =
      byte(luma + (((r - luma) * colour) >> 8)) |
      (byte(luma + (((g - luma) * colour) >> 8)) << 8) |
      (byte(luma + (((b - luma) * colour) >> 8)) << 16) |
      OPAQUE;
  }
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** A gain that keeps highlights: bright tones lose half as much as dark ones, and none are clipped. */
function toneTable(gain: number): Uint8Array {
  const table = new Uint8Array(256);
  for (let tone = 0; tone < 256; tone++) {
    const input = tone / 255;
    const soft = gain < 1 ? mix(gain, 1, 0.35 * input * input) : gain;
    table[tone] = Math.min(255, Math.round(255 * (gain > 1 ? 1 - (1 - input) ** soft : input * soft)));
  }
  return table;
}

/**
 * Fog over the ground that thickens with depth and drifts in slow banks; the subject is laid over it afterwards and
 * stands out. `share` is how far it has come, 0..1.
 */
export function layFog(
  pixels: Int32Array,
  width: number,
  grid: WarpGrid,
  fog: NonNullable<Air['fog']>,
  share: number,
  seconds: number,
): void {
  const height = pixels.length / width;
  const amounts = fogAmounts(grid, fog, share, seconds);
  const [red, green, blue] = fog.colour;
  const redBlue = (Math.round(blue) << 16) | Math.round(red);
  const middle = Math.round(green);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / CELL);
    const k = (y - row * CELL) / CELL;
    const upper = row * grid.columns;
    const lower = upper + grid.columns;
    let here = (amounts[upper] ?? 0) * (1 - k) + (amounts[lower] ?? 0) * k;
    for (let cell = 0; cell * CELL < width; cell++) {
      const next = (amounts[upper + cell + 1] ?? 0) * (1 - k) + (amounts[lower + cell + 1] ?? 0) * k;
      const step = (next - here) / CELL;
      const end = y * width + Math.min(width, (cell + 1) * CELL);
      let amount = here;
      for (let i = y * width + cell * CELL; i < end; i++, amount += step) {
        const part = amount | 0;
        const rest = 256 - part;
        const pixel = pixels[i] ?? 0;
        pixels[i] =
          (((Math.imul(pixel & 0xff00ff, rest) + Math.imul(redBlue, part)) >>> 8) & 0xff00ff) |
          ((Math.imul((pixel >> 8) & 0xff, rest) + Math.imul(middle, part)) & 0xff00) |
          OPAQUE;
      }
      here = next;
    }
  }
}

/** From this nearness on there is no fog. */
const CLEAR_NEARNESS = 1.6;

/**
 * The shares of a fog (see `Air.fog`) that has `farShare` at nearness `farthest` and no more than `mostAtSubject` at the
 * subject. Light that goes `d` through fog keeps exp(-k d), and distance is one over nearness: so the distance goes
 * first, and a picture that has little of it still shows which part is farther.
 */
export function fogShares(
  farthest: number,
  farShare: number,
  mostAtSubject: number,
): { readonly near: number; readonly far: number } {
  const infinite = Math.min(FULL_FOG, farShare * 1.06);
  const way = Math.max(0.1, 1 / Math.max(0.02, farthest) - 1 / CLEAR_NEARNESS);
  const thickness = -Math.log(1 - farShare / infinite) / way;
  const atSubject = infinite * (1 - Math.exp(-thickness * (1 - 1 / CLEAR_NEARNESS)));
  return { near: Math.min(mostAtSubject, atSubject), far: infinite };
}

const FULL_FOG = 0.96;
const FOG_STEPS = 64;

/** Share of fog by nearness, in steps of one 64th of `CLEAR_NEARNESS`. */
function fogTable({ near, far }: NonNullable<Air['fog']>): Float32Array {
  const thickness = -Math.log(1 - Math.min(0.99, near / far)) / (1 - 1 / CLEAR_NEARNESS);
  const table = new Float32Array(FOG_STEPS + 2);
  for (let step = 0; step < table.length; step++) {
    const nearness = Math.max(0.02, (step / FOG_STEPS) * CLEAR_NEARNESS);
    table[step] = far * (1 - Math.exp(-thickness * Math.max(0, 1 / nearness - 1 / CLEAR_NEARNESS)));
  }
  return table;
}

/** Fog at the corners of the cells, in 256ths. */
function fogAmounts(
  grid: WarpGrid,
  fog: NonNullable<Air['fog']>,
  share: number,
  seconds: number,
): Float32Array {
  fogNoise ??= createNoise(FOG_SEED);
  const amounts = new Float32Array(grid.columns * grid.rows);
  const table = fogTable(fog);
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, at++) {
      const near = (Math.min(CLEAR_NEARNESS, Math.max(0, grid.near[at] ?? 1)) / CLEAR_NEARNESS) * FOG_STEPS;
      const step = Math.floor(near);
      const here = table[step] ?? 0;
      const bank = fogNoise.fractal(column * 0.08 - seconds * 0.22, row * 0.15 + seconds * 0.03, 2);
      const depth = here + ((table[step + 1] ?? here) - here) * (near - step);
      // Banks leave what is thick already as it is, and what is near.
      const uneven = 1 + 0.3 * bank * Math.min(1, depth * 4);
      amounts[at] = 256 * Math.min(FULL_FOG, Math.max(0, depth * share * uneven));
    }
  return amounts;
}

let fogNoise: Noise | null = null;

/** Fades from `before` (0) to what `pixels` hold (256). */
export function fadeIn(pixels: Int32Array, before: Int32Array, share256: number): void {
  const rest = 256 - share256;
  for (let i = 0; i < pixels.length; i++) {
    const a = before[i] ?? 0;
    const b = pixels[i] ?? 0;
    const redBlue = ((Math.imul(a & 0xff00ff, rest) + Math.imul(b & 0xff00ff, share256)) >>> 8) & 0xff00ff;
    const green = ((Math.imul((a >> 8) & 0xff, rest) + Math.imul((b >> 8) & 0xff, share256)) >> 8) & 0xff;
    pixels[i] = redBlue | (green << 8) | OPAQUE;
  }
}
