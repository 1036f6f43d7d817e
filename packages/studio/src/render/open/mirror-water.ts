import { clamp, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { type TileTexture, sampleTile } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import type { OpenWorld } from './open-world.ts';
import { FOAM_STEPS, WATER, WET_LAND } from './shade-terrain.ts';

export interface Mirror {
  readonly world: OpenWorld;
  readonly light: Light;
  readonly ripples: TileTexture;
  readonly surface: Uint8Array;
  /** Row the mirrored ray meets, per block of columns; reused from row to row. */
  readonly rows: Int32Array;
}

/** Columns that share one mirrored ray. */
const BLOCK = 4;
/** Samples along a mirrored ray before it counts as reaching the sky. */
const MARCH = 22;

/** Mirrors the finished picture, figures included, in water and on wet ground. */
export function mirrorWater(frame: Frame, view: View, mirror: Mirror): void {
  const first = Math.max(0, Math.ceil(view.horizon));
  for (let y = first; y < frame.height; y++) {
    if (!rowShows(frame, mirror.surface, y)) continue;
    findRows(frame, view, mirror, y);
    mirrorRow(frame, view, mirror, y);
  }
}

function rowShows(frame: Frame, surface: Uint8Array, y: number): boolean {
  const start = y * frame.width;
  for (let x = 0; x < frame.width; x++) if ((surface[start + x] ?? 0) !== 0) return true;
  return false;
}

/**
 * A ray mirrored in the plane rises from the pixel's row towards the mirror image of the row in the horizon, and its
 * inverse distance falls linearly on the way. It ends at the first thing that stands nearer than the ray.
 */
function findRows(frame: Frame, view: View, mirror: Mirror, y: number): void {
  const { width, depth } = frame;
  const { surface, rows } = mirror;
  const span = 2 * (y + 0.5 - view.horizon);
  const sky = Math.floor(2 * view.horizon - y - 1);
  const stride = Math.max(1.5, span / MARCH);
  for (let block = 0; block * BLOCK < width; block++) {
    const x = Math.min(width - 1, block * BLOCK + BLOCK / 2);
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

function mirrorRow(frame: Frame, view: View, mirror: Mirror, y: number): void {
  const { width, rgba, depth } = frame;
  const { surface, rows, world, light } = mirror;
  const { data, size } = mirror.ripples;
  const time = view.storySeconds;
  const waves = 0.12 + world.waves * 0.88;
  const drop = (y + 0.5 - view.horizon) / view.focal;
  const sunTurn = light.sunAzimuth - view.pose.yaw;
  const sunFlat = Math.cos(Math.max(0.03, light.sunElevation));
  const sunX = Math.sin(sunTurn) * sunFlat;
  const sunY = Math.cos(sunTurn) * sunFlat;
  const sunZ = Math.sin(Math.max(0.03, light.sunElevation));
  const glint = glitterStrength(world, light);
  const [sunRed, sunGreen, sunBlue] = light.sunColour;
  for (let x = 0; x < width; x++) {
    const at = y * width + x;
    const kind = surface[at] ?? 0;
    if (kind === 0) continue;
    const z = depth[at] ?? 1;
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    const wx = view.pose.x + (view.sinYaw + lateral * view.cosYaw) * z;
    const wy = view.pose.y + (view.cosYaw - lateral * view.sinYaw) * z;
    // A figure in front of the water wrote its own depth.
    if (kind >= WATER && world.waterLevel !== null) {
      const plane = (view.pose.z - world.waterLevel) / Math.max(1e-5, drop);
      if (z < plane * 0.985 - 0.02) continue;
    }
    const calm = kind === WET_LAND ? 0.16 : waves;
    const small = clamp(1.2 - z / 60);
    const middle = clamp(1.2 - z / 420);
    let nx = sampleTile(data, size, wx * 2.1 + time * 5, wy * 2.1 + time * 3) * 0.62 * middle;
    let ny = sampleTile(data, size, wx * 1.5 - time * 3 + 90, wy * 3.1 - time * 8) * 0.62 * middle;
    if (small > 0) {
      nx += sampleTile(data, size, wx * 13 - time * 11, wy * 17 + time * 9) * 0.38 * small;
      ny += sampleTile(data, size, wx * 11 + time * 9 + 50, wy * 23 - time * 13) * 0.42 * small;
    }
    ny += sampleTile(data, size, wx * 0.21 + time * 0.6, wy * 0.43 - time * 1.7) * 0.4;
    const unit = 1 / Math.sqrt(1 + lateral * lateral + drop * drop);
    const facing = drop * unit;
    // Waves turn their faces to the eye, so that a rough sea mirrors less at grazing angles.
    const grazing = 1 - Math.min(1, facing + (kind === WET_LAND ? 0 : 0.03 + waves * 0.16));
    const fresnel = 0.03 + 0.97 * grazing * grazing * grazing * grazing;
    const stretch = calm * (14 + 90 * facing) * (view.focal / 1114);
    let row = (rows[(x / BLOCK) | 0] ?? 0) + ny * stretch * 1.25;
    let column = x + nx * stretch * 0.55;
    row = row < 0 ? 0 : row > view.horizon - 1 && kind >= WATER ? mirrorLimit(row, view.horizon, y) : row;
    column = column < 0 ? 0 : column > width - 1 ? width - 1 : column;
    if (row < 0) row = 0;
    const from = ((row | 0) * width + (column | 0)) * 4;
    const foam = kind >= WATER ? (kind - WATER) / FOAM_STEPS : 0;
    const share =
      kind >= WATER
        ? clamp(fresnel * (1 + ny * 1.1 * calm) * (1 - foam) * 0.92)
        : wetShare(data, size, wx, wy, fresnel) * smoothstep(42, 16, z);
    const out = at * 4;
    const tilt = 1 + (ny * 1.15 + nx * 0.45) * calm * (1 - foam * 0.8);
    let red = (rgba[out] ?? 0) * (1 - share) * tilt + (rgba[from] ?? 0) * share;
    let green = (rgba[out + 1] ?? 0) * (1 - share) * tilt + (rgba[from + 1] ?? 0) * share;
    let blue = (rgba[out + 2] ?? 0) * (1 - share) * tilt + (rgba[from + 2] ?? 0) * share;
    if (glint > 0 && kind >= WATER) {
      // Direction of the mirrored ray, its height bent by the waves; the sun is a small spot in that direction.
      const slope = 0.3 * calm + 0.02;
      const rx = (lateral - nx * slope * 1.1) * unit;
      const rz = facing + ny * slope * 1.5;
      const towards = (rx * sunX + unit * sunY + rz * sunZ) / Math.sqrt(rx * rx + unit * unit + rz * rz);
      if (towards > 0.97) {
        const spot = (towards - 0.97) / 0.03;
        const spark = spot * spot * spot * spot;
        const broken = smoothstep(-0.12, 0.42, nx + ny * 0.6);
        const power = (spark * 0.3 + spark * spark * spark * 0.7) * glint * (0.12 + 0.88 * broken);
        red += sunRed * power;
        green += sunGreen * power;
        blue += sunBlue * power;
      }
    }
    rgba[out] = red;
    rgba[out + 1] = green;
    rgba[out + 2] = blue;
  }
}

/** Mirrored rows below the horizon belong to things that stand in the water; never mirror the pixel's own row. */
function mirrorLimit(row: number, horizon: number, own: number): number {
  return row >= own - 1 ? horizon - 1 : row;
}

/** Puddles: a broken pattern of mirror on darkened ground. */
function wetShare(data: Float32Array, size: number, wx: number, wy: number, fresnel: number): number {
  const puddle = smoothstep(
    -0.02,
    0.26,
    sampleTile(data, size, wx * 6 + 20, wy * 6) + sampleTile(data, size, wx * 19, wy * 19) * 0.25,
  );
  return clamp(fresnel * (0.22 + 0.7 * puddle));
}

function glitterStrength(world: OpenWorld, light: Light): number {
  if (!world.sky.sunDisc && !world.sky.moon) return 0;
  const open = smoothstep(0.95, 0.5, world.sky.cloudCover);
  if (light.night > 0.8) return world.sky.moon ? 0.85 * open : 0;
  return (light.sunElevation < 0.3 ? 1.1 : 0.7) * open * (1 - light.night);
}
