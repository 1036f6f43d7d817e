import { clamp, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { TileTexture } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import { findMirrored, startSearch } from './find-mirrored.ts';
import { glitterRow, glitterStrength } from './glitter.ts';
import { MIRROR_BLOCK, type LandScratch } from './land-scratch.ts';
import type { OpenWorld } from './open-world.ts';
import { rippleRow } from './ripples.ts';
import { FOAM_STEPS, WATER, WET_LAND } from './surface-marks.ts';
import { pack } from './write-row.ts';

export interface Mirror {
  readonly world: OpenWorld;
  readonly light: Light;
  readonly ripples: TileTexture;
  readonly scratch: LandScratch;
}

/** Roughness of puddles, on the scale of `waves`. */
const PUDDLE_WAVES = 0.16;
/** Neighbours that see the water at one angle. */
const SAME_ANGLE = 8;
/** Puddles pale out between these distances, metres. */
const PUDDLES_FULL = 16;
const PUDDLES_GONE = 42;

/** Mirrors the finished picture, figures included, in water and on wet ground. */
export function mirrorWater(frame: Frame, view: View, mirror: Mirror): void {
  const { world, light, ripples, scratch } = mirror;
  const first = Math.max(0, Math.ceil(view.horizon));
  const waves = 0.12 + world.waves * 0.88;
  const glint = glitterStrength(world, light);
  const eyeAbove = Math.max(0.05, view.pose.z - (world.waterLevel ?? 0));
  startSearch(frame, view, scratch);
  for (let y = first; y < frame.height; y++) {
    const planeMetres = (eyeAbove * view.focal) / Math.max(1e-3 * view.focal, y + 0.5 - view.horizon);
    const reach = liveColumns(frame, scratch, world.waterLevel === null ? 0 : planeMetres, y);
    findMirrored(frame, view, scratch, eyeAbove, y);
    if (reach.last < reach.first) continue;
    rippleRow(scratch.mirror, ripples, view, planeMetres, reach.first, reach.last);
    mirrorRow(frame, view, scratch, y, waves, reach.first, reach.last);
    if (glint > 0) glitterRow(frame, view, light, scratch.mirror, y, waves, glint);
  }
}

/**
 * Marks the pixels of a row that mirror something, and answers between which columns they lie. A figure in front of
 * the water wrote its own depth and is left alone.
 */
function liveColumns(
  frame: Frame,
  scratch: LandScratch,
  planeMetres: number,
  y: number,
): { readonly first: number; readonly last: number } {
  const { width, depth } = frame;
  const { surface } = scratch;
  const { live } = scratch.mirror;
  const nearest = planeMetres * 0.985 - 0.02;
  const start = y * width;
  let first = width;
  let last = -1;
  for (let x = 0; x < width; x++) {
    const kind = surface[start + x] ?? 0;
    const mark = kind >= WATER && (depth[start + x] ?? 1) < nearest ? 0 : kind;
    live[x] = mark;
    if (mark === 0) continue;
    if (first === width) first = x;
    last = x;
  }
  return { first, last };
}

function mirrorRow(
  frame: Frame,
  view: View,
  scratch: LandScratch,
  y: number,
  waves: number,
  first: number,
  last: number,
): void {
  const { width, height, rgba, depth } = frame;
  const { pixels } = scratch;
  const { live, rows, slopeX, slopeY } = scratch.mirror;
  const drop = (y + 0.5 - view.horizon) / view.focal;
  const horizonRow = view.horizon - 1;
  const scale = view.focal / 1114;
  const start = y * width;
  let fresnel = 0;
  let wetFresnel = 0;
  let reach = 0;
  for (let x = first; x <= last; x++) {
    if (x === first || x % SAME_ANGLE === 0) {
      const lateral = (x - view.centreX) / view.focal;
      const facing = drop / Math.sqrt(1 + lateral * lateral + drop * drop);
      // Waves turn their faces to the eye, so that a rough sea mirrors less at grazing angles.
      fresnel = fresnelOf(facing + 0.03 + waves * 0.16);
      wetFresnel = fresnelOf(facing);
      reach = (14 + 90 * facing) * scale;
    }
    const kind = live[x] ?? 0;
    if (kind === 0) continue;
    const wet = kind === WET_LAND;
    const calm = wet ? PUDDLE_WAVES : waves;
    const nx = slopeX[x] ?? 0;
    const ny = slopeY[x] ?? 0;
    const stretch = calm * reach;
    let row = (rows[(x / MIRROR_BLOCK) | 0] ?? 0) + ny * stretch * 1.25;
    // Mirrored rows below the horizon belong to things in the water; the pixel's own row would mirror itself.
    if (!wet && row > horizonRow && row >= y - 1) row = horizonRow;
    row = row < 0 ? 0 : row > height - 1 ? height - 1 : row;
    const shifted = x + nx * stretch * 0.55;
    const column = shifted < 0 ? 0 : shifted > width - 1 ? width - 1 : shifted;
    const from = pixels[(row | 0) * width + (column | 0)] ?? 0;
    const clear = wet ? 1 : 1 - (kind - WATER) / FOAM_STEPS;
    const share = wet
      ? clamp(wetFresnel * (0.35 + (nx + ny) * 1.4)) *
        smoothstep(PUDDLES_GONE, PUDDLES_FULL, depth[start + x] ?? 1)
      : clamp(fresnel * (1 + ny * 1.1 * calm) * clear * 0.92);
    const shade = 1 + (ny * 1.15 + nx * 0.45) * calm * (0.2 + 0.8 * clear);
    const body = shade > 0 ? (1 - share) * shade : 0;
    const out = (start + x) * 4;
    pixels[start + x] = pack(
      (rgba[out] ?? 0) * body + (from & 255) * share,
      (rgba[out + 1] ?? 0) * body + ((from >> 8) & 255) * share,
      (rgba[out + 2] ?? 0) * body + ((from >> 16) & 255) * share,
    );
  }
}

/** Share of light that water mirrors, by the sine of the angle between the ray and the surface. */
function fresnelOf(facing: number): number {
  const grazing = 1 - Math.min(1, facing);
  return 0.03 + 0.97 * grazing * grazing * grazing * grazing;
}
