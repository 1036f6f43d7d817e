import { clamp, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { type TileTexture, sampleTile } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import { MIRROR_BLOCK, type LandScratch } from './land-scratch.ts';
import type { OpenWorld } from './open-world.ts';
import { FOAM_STEPS, WATER, WET_LAND } from './surface-marks.ts';

export interface Mirror {
  readonly world: OpenWorld;
  readonly light: Light;
  readonly ripples: TileTexture;
  readonly scratch: LandScratch;
}

/** Samples along a mirrored ray before it counts as reaching the sky. */
const MARCH = 22;
/** Roughness of puddles, on the scale of `waves`. */
const PUDDLE_WAVES = 0.16;
/** Puddles pale out between these distances, metres. */
const PUDDLES_FULL = 16;
const PUDDLES_GONE = 42;

/** Mirrors the finished picture, figures included, in water and on wet ground. */
export function mirrorWater(frame: Frame, view: View, mirror: Mirror): void {
  const first = Math.max(0, Math.ceil(view.horizon));
  const waves = 0.12 + mirror.world.waves * 0.88;
  const glint = glitterStrength(mirror.world, mirror.light);
  for (let y = first; y < frame.height; y++) {
    if (!rippleRow(frame, view, mirror, y)) continue;
    findRows(frame, view, mirror.scratch, y);
    mirrorRow(frame, view, mirror, y, waves);
    if (glint > 0) glitterRow(frame, view, mirror, y, waves, glint);
  }
}

/**
 * Slopes of the waves along a row; a pixel without water gets the mark 0 in `live`. Answers whether the row has any.
 * A figure in front of the water wrote its own depth and is left alone.
 */
function rippleRow(frame: Frame, view: View, mirror: Mirror, y: number): boolean {
  const { width, depth } = frame;
  const { surface, live, slopeX, slopeY } = mirror.scratch;
  const { data, size } = mirror.ripples;
  const time = view.storySeconds;
  const drop = (y + 0.5 - view.horizon) / view.focal;
  const level = mirror.world.waterLevel ?? -1e9;
  const plane = ((view.pose.z - level) / Math.max(1e-5, drop)) * 0.985 - 0.02;
  let any = false;
  for (let x = 0; x < width; x++) {
    const kind = surface[y * width + x] ?? 0;
    const z = depth[y * width + x] ?? 1;
    live[x] = kind >= WATER && z < plane ? 0 : kind;
    if (live[x] === 0) continue;
    any = true;
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    const wx = view.pose.x + (view.sinYaw + lateral * view.cosYaw) * z;
    const wy = view.pose.y + (view.cosYaw - lateral * view.sinYaw) * z;
    const middle = 0.62 * clamp(1.2 - z / 420);
    let nx = 0;
    let ny = sampleTile(data, size, wx * 0.21 + time * 0.6, wy * 0.43 - time * 1.7) * 0.4;
    if (middle > 0) {
      nx += sampleTile(data, size, wx * 2.1 + time * 5, wy * 2.1 + time * 3) * middle;
      ny += sampleTile(data, size, wx * 1.5 - time * 3 + 90, wy * 3.1 - time * 8) * middle;
    }
    if (z < 72) {
      const small = 0.4 * clamp(1.2 - z / 60);
      const chop = sampleTile(data, size, wx * 12 - time * 11, wy * 19 + time * 9) * small;
      nx += chop;
      ny += sampleTile(data, size, wx * 11 + time * 9 + 50, wy * 23 - time * 13) * small;
    }
    slopeX[x] = nx;
    slopeY[x] = ny;
  }
  return any;
}

/**
 * A ray mirrored in the plane rises from the pixel's row towards the mirror image of the row in the horizon, and its
 * inverse distance falls linearly on the way. It ends at the first thing that stands nearer than the ray.
 */
function findRows(frame: Frame, view: View, scratch: LandScratch, y: number): void {
  const { width, depth } = frame;
  const { surface, rows } = scratch;
  const span = 2 * (y + 0.5 - view.horizon);
  const sky = Math.floor(2 * view.horizon - y - 1);
  const stride = Math.max(1.5, span / MARCH);
  for (let block = 0; block * MIRROR_BLOCK < width; block++) {
    const x = Math.min(width - 1, block * MIRROR_BLOCK + MIRROR_BLOCK / 2);
    const own = 1 / Math.max(0.1, depth[y * width + x] ?? 1);
    let found = sky;
    for (let up = stride; up < span; up += stride) {
      const row = Math.floor(y - up);
      if (row < 0) break;
      const at = row * width + x;
      if ((surface[at] ?? 0) >= WATER && row > view.horizon) continue;
      const inverse = own * (1 - up / span);
      const there = 1 / Math.max(0.1, depth[at] ?? 1);
      if (there >= inverse * 0.98 && there <= own * 1.05) {
        found = row;
        break;
      }
    }
    rows[block] = found;
  }
}

function mirrorRow(frame: Frame, view: View, mirror: Mirror, y: number, waves: number): void {
  const { width, rgba, depth } = frame;
  const { live, rows, slopeX, slopeY } = mirror.scratch;
  const drop = (y + 0.5 - view.horizon) / view.focal;
  const horizonRow = view.horizon - 1;
  const pixels = view.focal / 1114;
  for (let x = 0; x < width; x++) {
    const kind = live[x] ?? 0;
    if (kind === 0) continue;
    const wet = kind === WET_LAND;
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    const facing = drop / Math.sqrt(1 + lateral * lateral + drop * drop);
    const calm = wet ? PUDDLE_WAVES : waves;
    const nx = slopeX[x] ?? 0;
    const ny = slopeY[x] ?? 0;
    // Waves turn their faces to the eye, so that a rough sea mirrors less at grazing angles.
    const grazing = 1 - Math.min(1, facing + (wet ? 0 : 0.03 + waves * 0.16));
    const fresnel = 0.03 + 0.97 * grazing * grazing * grazing * grazing;
    const stretch = calm * (14 + 90 * facing) * pixels;
    let row = (rows[(x / MIRROR_BLOCK) | 0] ?? 0) + ny * stretch * 1.25;
    // Mirrored rows below the horizon belong to things in the water; the pixel's own row would mirror itself.
    if (!wet && row > horizonRow && row >= y - 1) row = horizonRow;
    row = clamp(row, 0, frame.height - 1);
    const column = clamp(x + nx * stretch * 0.55, 0, width - 1);
    const from = ((row | 0) * width + (column | 0)) * 4;
    const foam = wet ? 0 : (kind - WATER) / FOAM_STEPS;
    const share = wet
      ? clamp(fresnel * (0.35 + (nx + ny) * 1.4)) *
        smoothstep(PUDDLES_GONE, PUDDLES_FULL, depth[y * width + x] ?? 1)
      : clamp(fresnel * (1 + ny * 1.1 * calm) * (1 - foam) * 0.92);
    const body = (1 - share) * (1 + (ny * 1.15 + nx * 0.45) * calm * (1 - foam * 0.8));
    const out = (y * width + x) * 4;
    rgba[out] = (rgba[out] ?? 0) * body + (rgba[from] ?? 0) * share;
    rgba[out + 1] = (rgba[out + 1] ?? 0) * body + (rgba[from + 1] ?? 0) * share;
    rgba[out + 2] = (rgba[out + 2] ?? 0) * body + (rgba[from + 2] ?? 0) * share;
  }
}

/** The sun or moon broken up by the waves: bright where the bent mirror ray meets it. */
function glitterRow(frame: Frame, view: View, mirror: Mirror, y: number, waves: number, glint: number): void {
  const { width, rgba } = frame;
  const { light } = mirror;
  const { live, slopeX, slopeY } = mirror.scratch;
  const drop = (y + 0.5 - view.horizon) / view.focal;
  const elevation = Math.max(0.03, light.sunElevation);
  const turn = light.sunAzimuth - view.pose.yaw;
  const sunX = Math.sin(turn) * Math.cos(elevation);
  const sunY = Math.cos(turn) * Math.cos(elevation);
  const sunZ = Math.sin(elevation);
  const [sunRed, sunGreen, sunBlue] = light.sunColour;
  const slope = 0.3 * waves + 0.02;
  for (let x = 0; x < width; x++) {
    if ((live[x] ?? 0) < WATER) continue;
    const nx = slopeX[x] ?? 0;
    const ny = slopeY[x] ?? 0;
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    const unit = 1 / Math.sqrt(1 + lateral * lateral + drop * drop);
    const rx = (lateral - nx * slope * 1.1) * unit;
    const rz = drop * unit + ny * slope * 1.5;
    const towards = (rx * sunX + unit * sunY + rz * sunZ) / Math.sqrt(rx * rx + unit * unit + rz * rz);
    if (towards <= 0.97) continue;
    const spot = (towards - 0.97) / 0.03;
    const spark = spot * spot * spot * spot;
    const broken = 0.12 + 0.88 * smoothstep(-0.12, 0.42, nx + ny * 0.6);
    const power = (spark * 0.3 + spark * spark * spark * 0.7) * glint * broken;
    const out = (y * width + x) * 4;
    rgba[out] = (rgba[out] ?? 0) + sunRed * power;
    rgba[out + 1] = (rgba[out + 1] ?? 0) + sunGreen * power;
    rgba[out + 2] = (rgba[out + 2] ?? 0) + sunBlue * power;
  }
}

function glitterStrength(world: OpenWorld, light: Light): number {
  if (!world.sky.sunDisc && !world.sky.moon) return 0;
  const open = smoothstep(0.95, 0.5, world.sky.cloudCover);
  if (light.night > 0.8) return world.sky.moon ? 0.85 * open : 0;
  return (light.sunElevation < 0.3 ? 1.1 : 0.7) * open * (1 - light.night);
}
