import type { Light, TerrainKind } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { type TileTexture, sampleTile } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import { BLADES_FULL, type BladeTable, standBlades } from './grass-blades.ts';
import type { Heightfield } from './heightfield.ts';
import type { OpenWorld } from './open-world.ts';
import { type LandRow, createLandRow } from './land-row.ts';
import { layRoad } from './roadway.ts';
import { laySlabs } from './slabs.ts';
import { FOAM_STEPS, LAND, WATER, WET_LAND } from './surface-marks.ts';
import type { TerrainLook } from './terrain-looks.ts';
import { type WaterBody, shadeCalm, shadeSurf } from './water-body.ts';

/** Wet ground mirrors only where it is flat, and near enough for puddles to be seen. */
const PUDDLES_WITHIN = 42;

export interface LandShading {
  readonly field: Heightfield;
  readonly kind: TerrainKind;
  readonly grain: TileTexture;
  /** Flattened by `flattenGrain`: the table's rows differ in shape, which would make every pixel slow. */
  readonly scales: Float64Array;
  readonly blades: BladeTable;
  readonly world: OpenWorld;
  readonly light: Light;
  readonly skyline: Float32Array;
  /** LAND, WET_LAND or WATER + foam per pixel. */
  readonly surface: Uint8Array;
  readonly water: WaterBody | null;
}

/** Near land changes colour slowly across the screen, so that neighbours share one sample of the height field. */
const SHARED_COLUMNS = 4;
const SHARED_WITHIN = 70;

const FOG_STEPS = 1024;
/** Distances, in fog lengths, that the table covers. */
const FOG_REACH = 8;

export function fogTable(): Float32Array {
  const table = new Float32Array(FOG_STEPS + 1);
  for (let step = 0; step <= FOG_STEPS; step++) table[step] = 1 - Math.exp((-step / FOG_STEPS) * FOG_REACH);
  return table;
}

/** Colours every pixel below the skyline from the depth the caster left. */
export function shadeTerrain(
  frame: Frame,
  view: View,
  land: LandShading,
  top: number,
  fog: Float32Array,
): void {
  const row = createLandRow(frame.width);
  const { world, light, water, scales } = land;
  const bladeMetres = scales[9] ?? 0;
  for (let y = Math.max(0, top); y < frame.height; y++) {
    const drop = (y + 0.5 - view.horizon) / view.focal;
    locateRow(frame, view, land, row, y, drop);
    grainRow(row, land, 6, 0, 800);
    const skipped = bladeMetres > 0 ? BLADES_FULL : 0;
    grainRow(row, land, 0, skipped, 640);
    grainRow(row, land, 3, skipped, 700);
    if (land.kind === 'pavement') laySlabs(row, view.focal);
    if (world.roadway) layRoad(row, world, light, land.grain, view.focal);
    if (bladeMetres > 0) standBlades(row, land.blades, view, drop, bladeMetres);
    if (water && water.surf > 0) shadeSurf(row, water);
    else if (water) shadeCalm(row, water);
    writeRow(frame, view, land, row, y, fog);
  }
  softenSkyline(frame, land.skyline);
}

/** Positions of a row, and the lit colour and height of the land there. */
function locateRow(frame: Frame, view: View, land: LandShading, row: LandRow, y: number, drop: number): void {
  const { width, depth } = frame;
  const { field, skyline, water } = land;
  const level = water?.level ?? -1e9;
  const { x: eyeX, y: eyeY, z: eyeZ } = view.pose;
  let sampled = -SHARED_COLUMNS;
  for (let x = 0; x < width; x++) {
    row.foam[x] = -1;
    row.gain[x] = 1;
    row.covered[x] = 0;
    if (y + 0.5 < (skyline[x] ?? 0)) {
      row.z[x] = 0;
      sampled = -SHARED_COLUMNS;
      continue;
    }
    let z = depth[y * width + x] ?? 1;
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    row.x[x] = eyeX + (view.sinYaw + lateral * view.cosYaw) * z;
    row.y[x] = eyeY + (view.cosYaw - lateral * view.sinYaw) * z;
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
      depth[y * width + x] = z;
    }
    row.z[x] = z;
  }
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

/**
 * One scale of surface grain (`from` in the table of scales), beyond `nearest` metres. It fades out before its texels
 * get smaller than a pixel, or it would shimmer.
 */
function grainRow(row: LandRow, land: LandShading, from: number, nearest: number, pixels: number): void {
  const { scales } = land;
  const { data, size } = land.grain;
  const alongX = scales[from] ?? 0;
  const alongY = scales[from + 1] ?? 0;
  const strength = scales[from + 2] ?? 0;
  const reach = pixels / Math.max(alongX, alongY);
  const farthest = reach * 1.25;
  const { x, y, z, gain } = row;
  for (let i = 0; i < z.length; i++) {
    const far = z[i] ?? 0;
    if (far <= nearest || far >= farthest) continue;
    const fade = Math.min(1, 1.25 - far / reach) * strength;
    const value = sampleTile(data, size, (x[i] ?? 0) * alongX + from * 31, (y[i] ?? 0) * alongY + from * 7);
    gain[i] = (gain[i] ?? 1) + value * fade;
  }
}

/** Puts the row into the frame under its fog, and marks what the mirror pass must know. */
function writeRow(
  frame: Frame,
  view: View,
  land: LandShading,
  row: LandRow,
  y: number,
  fog: Float32Array,
): void {
  const { rgba, width } = frame;
  const { world, surface } = land;
  const [fogRed, fogGreen, fogBlue] = land.light.fog;
  const fogScale = FOG_STEPS / (FOG_REACH * world.fogMetres);
  const drop = (y + 0.5 - view.horizon) / view.focal;
  const damp = world.wet ? 0.72 : 1;
  // Turf drinks the water that stands on roads and bare ground.
  const bare = (land.scales[9] ?? 0) === 0;
  for (let x = 0; x < width; x++) {
    const z = row.z[x] ?? 0;
    if (z <= 0) continue;
    const foam = row.foam[x] ?? -1;
    const seen = view.pose.z - drop * z;
    let mark = LAND;
    if (foam >= 0) mark = WATER + Math.min(FOAM_STEPS, (foam * FOAM_STEPS) | 0);
    else if (
      world.wet &&
      (bare || (row.covered[x] ?? 0) > 0.5) &&
      z < PUDDLES_WITHIN &&
      seen < 0.35 &&
      seen > -0.35
    )
      mark = WET_LAND;
    const at = y * width + x;
    surface[at] = mark;
    const gain = foam >= 0 ? 1 : (row.gain[x] ?? 1) * damp;
    const misty = fog[Math.min(FOG_STEPS, (z * fogScale) | 0)] ?? 1;
    const red = (row.red[x] ?? 0) * gain;
    const green = (row.green[x] ?? 0) * gain;
    const blue = (row.blue[x] ?? 0) * gain;
    rgba[at * 4] = red + (fogRed - red) * misty;
    rgba[at * 4 + 1] = green + (fogGreen - green) * misty;
    rgba[at * 4 + 2] = blue + (fogBlue - blue) * misty;
    rgba[at * 4 + 3] = 255;
  }
}

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

/** Blends the topmost row of land with what stands behind it by the part of the pixel that it covers. */
function softenSkyline(frame: Frame, skyline: Float32Array): void {
  const { rgba, width, height } = frame;
  for (let x = 0; x < width; x++) {
    const edge = skyline[x] ?? 0;
    const first = Math.ceil(edge - 0.5);
    if (first < 1 || first >= height - 1) continue;
    const covered = first + 0.5 - edge;
    const above = ((first - 1) * width + x) * 4;
    const row = above + width * 4;
    const below = row + width * 4;
    for (let c = 0; c < 3; c++) {
      const land = ((rgba[row + c] ?? 0) + (rgba[below + c] ?? 0)) / 2;
      rgba[row + c] = (rgba[above + c] ?? 0) * (1 - covered) * 0.5 + land * (0.5 + covered * 0.5);
      rgba[above + c] = (rgba[above + c] ?? 0) * (1 - covered * 0.4) + land * covered * 0.4;
    }
  }
}
