import type { Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import type { LandRow } from './land-row.ts';
import { neighbourOf } from './locate-row.ts';
import type { OpenWorld } from './open-world.ts';
import { FOAM_STEPS, LAND, WATER, WET_LAND } from './surface-marks.ts';

/** Wet ground mirrors only where it is flat, and near enough for puddles to be seen. */
const PUDDLES_WITHIN = 42;
const OPAQUE = 0xff000000;

const FOG_STEPS = 1024;
/** Distances, in fog lengths, that the table covers. */
const FOG_REACH = 8;

export function fogTable(): Float32Array {
  const table = new Float32Array(FOG_STEPS + 1);
  for (let step = 0; step <= FOG_STEPS; step++) table[step] = 1 - Math.exp((-step / FOG_STEPS) * FOG_REACH);
  return table;
}

export interface RowAir {
  readonly world: OpenWorld;
  readonly light: Light;
  readonly fog: Float32Array;
  /** Turf drinks the water that stands on roads and bare ground. */
  readonly bare: boolean;
}

/** Puts surface detail and fog onto the colours of a row, and marks what the mirror pass must know. */
export function finishRow(
  frame: Frame,
  view: View,
  air: RowAir,
  row: LandRow,
  surface: Uint8Array,
  y: number,
  step: number,
): void {
  const { width } = frame;
  const { world, fog, bare } = air;
  const [fogRed, fogGreen, fogBlue] = air.light.fog;
  const fogScale = FOG_STEPS / (FOG_REACH * world.fogMetres);
  const drop = (y + 0.5 - view.horizon) / view.focal;
  const eye = view.pose.z;
  const { wet } = world;
  const damp = wet ? 0.72 : 1;
  const start = y * width;
  for (let x = 0; x < width; x += step) {
    const z = row.z[x] ?? 0;
    if (z <= 0) continue;
    const foam = row.foam[x] ?? -1;
    let gain = 1;
    let mark = LAND;
    if (foam >= 0) mark = WATER + Math.min(FOAM_STEPS, (foam * FOAM_STEPS) | 0);
    else {
      gain = (row.gain[x] ?? 1) * damp;
      if (wet && z < PUDDLES_WITHIN && Math.abs(eye - drop * z) < 0.35)
        if (bare || (row.covered[x] ?? 0) > 0.5) mark = WET_LAND;
    }
    surface[start + x] = mark;
    const misty = fog[Math.min(FOG_STEPS, (z * fogScale) | 0)] ?? 1;
    const red = (row.red[x] ?? 0) * gain;
    const green = (row.green[x] ?? 0) * gain;
    const blue = (row.blue[x] ?? 0) * gain;
    row.red[x] = red + (fogRed - red) * misty;
    row.green[x] = green + (fogGreen - green) * misty;
    row.blue[x] = blue + (fogBlue - blue) * misty;
  }
}

/** Writes a finished row; with a step of 2 the columns between are interpolated. */
export function writeRow(
  frame: Frame,
  pixels: Uint32Array,
  row: LandRow,
  skyline: Float32Array,
  surface: Uint8Array,
  y: number,
  step: number,
): void {
  const { width, depth } = frame;
  const { red, green, blue, z } = row;
  const start = y * width;
  for (let x = 0; x < width; x += step) {
    if ((z[x] ?? 0) <= 0) continue;
    pixels[start + x] = pack(red[x] ?? 0, green[x] ?? 0, blue[x] ?? 0);
  }
  if (step === 1) return;
  for (let x = 1; x < width; x += 2) {
    if (y + 0.5 < (skyline[x] ?? 0)) continue;
    const side = neighbourOf(row, x, width, depth[start + x] ?? 1);
    if (side < 0) continue;
    const left = side === x + 1 ? x + 1 : x - 1;
    const right = side === x - 1 ? x - 1 : x + 1;
    surface[start + x] = surface[start + left] ?? LAND;
    pixels[start + x] = pack(
      ((red[left] ?? 0) + (red[right] ?? 0)) * 0.5,
      ((green[left] ?? 0) + (green[right] ?? 0)) * 0.5,
      ((blue[left] ?? 0) + (blue[right] ?? 0)) * 0.5,
    );
  }
}

/** One pixel from colours of 0 and more; alpha is always full. */
export function pack(red: number, green: number, blue: number): number {
  const r = red < 255 ? (red + 0.5) | 0 : 255;
  const g = green < 255 ? (green + 0.5) | 0 : 255;
  const b = blue < 255 ? (blue + 0.5) | 0 : 255;
  return OPAQUE | (b << 16) | (g << 8) | r;
}
