import { clamp, mix, smoothstep } from '../../maths/curves.ts';
import { EMPTY_SKY } from '../../scene/empty-sky.ts';
import type { Light, Shot, World } from '../../scene/shot.ts';
import { FAR, type Frame } from '../frame.ts';
import { type BakedLand, bakeLand } from '../open/bake-land.ts';
import { castLand, drawLand } from '../open/draw-land.ts';
import { heightAt } from '../open/heightfield.ts';
import { landScratch } from '../open/land-scratch.ts';
import type { OpenWorld } from '../open/open-world.ts';
import { sampleTile } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import type { WorldPainter } from '../world-painter.ts';
import { type CausticTile, bakeCaustics } from './caustics.ts';

type UnderwaterWorld = Extract<World, { kind: 'underwater' }>;

export interface BakedUnderwater {
  readonly land: BakedLand;
  readonly caustics: CausticTile;
}

/** The floor as an open world without sky: the land passes draw it, fogged by the visibility of the water. */
const FLOOR = {
  kind: 'open',
  waterLevel: null,
  waves: 0,
  waterColour: null,
  backdrop: 'none',
  roadway: null,
  sky: EMPTY_SKY,
  wet: false,
  snowCover: 0,
} as const;

/** Below the surface: blue distance, light shafts, and caustics wandering over sand or reef. */
export const underwaterPainter: WorldPainter<BakedUnderwater> = {
  bake(shot) {
    const world = underwaterWorld(shot);
    const kind = world.floor === 'reef' ? 'reef' : 'seabed';
    return {
      land: bakeLand({ kind, seed: shot.seed, light: shot.light, waterLevel: null, snowCover: 0 }),
      caustics: bakeCaustics(shot.seed),
    };
  },

  background(frame, shot, baked, view) {
    const world = underwaterWorld(shot);
    paintWater(frame, shot.light, baked, world, view);
    const floor: OpenWorld = {
      ...FLOOR,
      terrain: baked.land.kind,
      fogMetres: Math.max(6, world.visibilityMetres) * 0.85,
    };
    const top = castLand(frame, view, baked.land, floor);
    drawLand(frame, view, baked.land, floor, shot.light, top);
    lightFloor(frame, baked, world, view);
    addShafts(frame, baked, shot.light, view);
  },

  groundHeight(baked, x, y) {
    return heightAt(baked.land.field, x, y);
  },
};

function underwaterWorld(shot: Shot): UnderwaterWorld {
  if (shot.world.kind !== 'underwater')
    throw new TypeError(`an underwater world is needed, not ${shot.world.kind}`);
  return shot.world;
}

/** Open water, from the dark distance to the bright surface; looking up, the surface itself with its moving light. */
function paintWater(
  frame: Frame,
  light: Light,
  baked: BakedUnderwater,
  world: UnderwaterWorld,
  view: View,
): void {
  const { width, height, rgba } = frame;
  const { data, size } = baked.caustics;
  const above = Math.max(2, world.depthMetres - view.pose.z);
  const time = view.storySeconds;
  for (let y = 0; y < height; y++) {
    const elevation = (view.horizon - y) / view.focal;
    const rise = smoothstep(-0.35, 0.85, elevation);
    const bright = rise * rise;
    const red = gradient(light, 0, elevation, bright);
    const green = gradient(light, 1, elevation, bright);
    const blue = gradient(light, 2, elevation, bright);
    const reach = elevation > 0.04 ? above / elevation : 0;
    const surface =
      reach > 0 ? clamp(1.15 - reach / (world.visibilityMetres * 3.2)) * smoothstep(0.05, 0.4, elevation) : 0;
    for (let x = 0; x < width; x++) {
      let shine = ((x * 5 + y * 3) & 3) * 0.3;
      if (surface > 0) {
        const lateral = (x - view.centreX) / view.focal;
        const wx = view.pose.x + (view.sinYaw + lateral * view.cosYaw) * reach;
        const wy = view.pose.y + (view.cosYaw - lateral * view.sinYaw) * reach;
        shine += sampleTile(data, size, wx * 9 + time * 6, wy * 9 - time * 5) * surface * 110;
      }
      const at = (y * width + x) * 4;
      rgba[at] = red + shine * 0.7;
      rgba[at + 1] = green + shine;
      rgba[at + 2] = blue + shine;
      rgba[at + 3] = 255;
    }
  }
  frame.depth.fill(FAR);
}

function gradient(light: Light, channel: 0 | 1 | 2, elevation: number, bright: number): number {
  const low = mix(light.fog[channel], light.middle[channel], smoothstep(-0.05, 0.4, elevation));
  return mix(low, light.zenith[channel], bright * 0.9);
}

/** Caustics: the bright net that waves focus on the floor, paler with distance. */
function lightFloor(frame: Frame, baked: BakedUnderwater, world: UnderwaterWorld, view: View): void {
  const { width, height, rgba, depth } = frame;
  const { skyline } = landScratch(frame);
  const { data, size } = baked.caustics;
  const time = view.storySeconds;
  const strength = 1.15 * clamp(1.35 - world.depthMetres / 40, 0.25, 1);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (y + 0.5 < (skyline[x] ?? 0)) continue;
      const z = depth[y * width + x] ?? 1;
      const near = 1 - z / (world.visibilityMetres * 1.1);
      if (near <= 0) continue;
      const lateral = (x + 0.5 - view.centreX) / view.focal;
      const wx = view.pose.x + (view.sinYaw + lateral * view.cosYaw) * z;
      const wy = view.pose.y + (view.cosYaw - lateral * view.sinYaw) * z;
      // Two nets sliding over each other: only where both are bright does the light gather.
      const one = sampleTile(data, size, wx * 38 + time * 13, wy * 38 + time * 7);
      const two = sampleTile(data, size, wx * 31 - time * 9 + 70, wy * 31 - time * 12 + 40);
      const gain = 1 + (Math.min(one, two) * 1.05 - 0.12) * strength * near * near;
      const at = (y * width + x) * 4;
      rgba[at] = (rgba[at] ?? 0) * gain;
      rgba[at + 1] = (rgba[at + 1] ?? 0) * gain;
      rgba[at + 2] = (rgba[at + 2] ?? 0) * gain;
    }
}

/** Slanting beams from the surface; they fade downwards and breathe with the waves. */
function addShafts(frame: Frame, baked: BakedUnderwater, light: Light, view: View): void {
  const { width, height, rgba } = frame;
  const { data, size } = baked.land.ripples;
  const time = view.storySeconds;
  const sourceX = view.centreX + Math.tan(clamp(light.sunAzimuth - view.pose.yaw, -1, 1)) * view.focal * 0.6;
  const sourceY = view.horizon - view.focal * 1.15;
  const [red, green, blue] = light.sunColour;
  for (let y = 0; y < height; y++) {
    const down = (y - sourceY) / view.focal;
    if (down <= 0.05) continue;
    const fade = smoothstep(1.75, 0.45, down) * 0.34;
    if (fade <= 0.004) continue;
    const scale = 1 / (view.focal * down);
    for (let x = 0; x < width; x++) {
      const angle = (x - sourceX) * scale;
      const broad = sampleTile(data, size, angle * 52 + view.pose.x * 1.5, time * 2.2);
      const fine = sampleTile(data, size, angle * 150 - time * 3, 60 + time * 3.4);
      const beam = broad + fine * 0.45 + 0.03;
      if (beam <= 0) continue;
      const power = beam * fade * (0.6 + beam);
      const at = (y * width + x) * 4;
      rgba[at] = (rgba[at] ?? 0) + red * power * 0.55;
      rgba[at + 1] = (rgba[at + 1] ?? 0) + green * power * 0.8;
      rgba[at + 2] = (rgba[at + 2] ?? 0) + blue * power * 0.8;
    }
  }
}
