import type { Light, TerrainKind } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { TileTexture } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import { BLADES, COARSE, FINE, MIDDLE, grainRow } from './grain-row.ts';
import { BLADES_FULL, BLADES_GONE, type BladeTable, standBlades } from './grass-blades.ts';
import type { Heightfield } from './heightfield.ts';
import type { LandScratch } from './land-scratch.ts';
import { expandRow, locateRow } from './locate-row.ts';
import type { OpenWorld } from './open-world.ts';
import { layRoad } from './roadway.ts';
import { SLABS_WITHIN, laySlabs } from './slabs.ts';
import { type WaterBody, shadeCalm, shadeSurf } from './water-body.ts';
import { finishRow, writeRow } from './write-row.ts';

export interface LandShading {
  readonly field: Heightfield;
  readonly kind: TerrainKind;
  readonly grain: TileTexture;
  /** Flattened by `flattenGrain`: the table's rows differ in shape, which would make every pixel slow. */
  readonly scales: Float64Array;
  readonly blades: BladeTable;
  readonly world: OpenWorld;
  readonly light: Light;
  readonly water: WaterBody | null;
  readonly fog: Float32Array;
}

/** Fine and middle grain are finer than a pixel beyond, metres. */
const GRAIN_WITHIN = 220;

/** Colours every pixel below the skyline from the depth the caster left. */
export function shadeTerrain(
  frame: Frame,
  view: View,
  land: LandShading,
  scratch: LandScratch,
  top: number,
): void {
  const { row, skyline, surface, pixels } = scratch;
  const { world, light, water, scales, grain, fog } = land;
  const bladeMetres = scales[BLADES] ?? 0;
  const skipped = bladeMetres > 0 ? BLADES_FULL : 0;
  const ground = { field: land.field, skyline, level: water?.level ?? -1e9 };
  const air = { world, light, fog, bare: bladeMetres === 0 };
  for (let y = Math.max(0, top); y < frame.height; y++) {
    const drop = (y + 0.5 - view.horizon) / view.focal;
    locateRow(frame, view, ground, row, y);
    const nearest = nearestOf(row.z);
    grainRow(row, scales, grain, COARSE, 0, 800);
    if (nearest < GRAIN_WITHIN) {
      grainRow(row, scales, grain, FINE, skipped, 640);
      grainRow(row, scales, grain, MIDDLE, skipped, 700);
    }
    const bladed = bladeMetres > 0 && nearest < BLADES_GONE;
    const slabbed = land.kind === 'pavement' && nearest < SLABS_WITHIN;
    const step = bladed || slabbed || world.roadway ? 1 : 2;
    if (step === 1) expandRow(frame, view, skyline, row, y);
    if (slabbed) laySlabs(row, view.focal);
    if (world.roadway) layRoad(row, world, light, grain, view.focal);
    if (bladed) standBlades(row, land.blades, view, drop, bladeMetres);
    if (water && water.surf > 0) shadeSurf(row, water, step);
    else if (water) shadeCalm(row, water, step);
    finishRow(frame, view, air, row, surface, y, step);
    writeRow(frame, pixels, row, skyline, surface, y, step);
  }
  softenSkyline(frame, skyline);
}

/** Least distance of the land in a row, of a few columns: enough to know which detail can be seen. */
function nearestOf(z: Float64Array): number {
  let nearest = 1e9;
  for (let x = 0; x < z.length; x += 16) {
    const far = z[x] ?? 0;
    if (far > 0 && far < nearest) nearest = far;
  }
  return nearest;
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
