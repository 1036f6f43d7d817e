import { clamp, mix, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import { type TileTexture, sampleTile } from '../sky/tile-texture.ts';
import type { LandRow } from './land-row.ts';
import type { OpenWorld } from './open-world.ts';

/** Lit sRGB of the road under a point. */
type RoadSurface = Float32Array;

const ROAD_HALF = 3.6;
const BALLAST_HALF = 2.3;
const PATH_HALF = 0.95;
/** Half of the standard gauge. */
const RAIL_AT = 0.72;
const SLEEPER_METRES = 0.62;

/** Lays the roadway of the world into a row and hides the turf under it. */
export function layRoad(
  row: LandRow,
  world: OpenWorld,
  light: Light,
  grain: TileTexture,
  focal: number,
): void {
  const surface = new Float32Array(3);
  for (let i = 0; i < row.z.length; i++) {
    const x = row.x[i] ?? 0;
    const z = row.z[i] ?? 0;
    if (z <= 0 || x < -6 || x > 6) continue;
    const cover = roadAt(surface, world, light, grain, x, row.y[i] ?? 0, z, focal);
    if (cover <= 0) continue;
    const turf = (row.gain[i] ?? 1) * (1 - cover);
    row.red[i] = (row.red[i] ?? 0) * turf + (surface[0] ?? 0) * cover;
    row.green[i] = (row.green[i] ?? 0) * turf + (surface[1] ?? 0) * cover;
    row.blue[i] = (row.blue[i] ?? 0) * turf + (surface[2] ?? 0) * cover;
    row.gain[i] = 1;
    row.covered[i] = cover;
  }
}

/**
 * Fills `out` with the roadway that runs along y through the origin; returns how much of the point it covers (0..1).
 */
function roadAt(
  out: RoadSurface,
  world: OpenWorld,
  light: Light,
  grain: TileTexture,
  wx: number,
  wy: number,
  z: number,
  focal: number,
): number {
  if (!world.roadway) return 0;
  const pixel = z / focal;
  const rough = sampleTile(grain.data, grain.size, wx * 45, wy * 45) * clamp(1.2 - z / 14);
  const broad = sampleTile(grain.data, grain.size, wx * 3.1, wy * 1.3);
  switch (world.roadway) {
    case 'road': {
      const edge = ROAD_HALF - Math.abs(wx) + broad * 0.06;
      const tracks = smoothstep(0.7, 0, Math.abs(Math.abs(Math.abs(wx) - 1.8) - 0.8)) * 0.08;
      write(out, light, 84, 84, 88, 0.92 + rough * 0.2 + broad * 0.12 - tracks);
      const dash = smoothstep(0.02, -0.02, Math.abs(wy / 9 - Math.floor(wy / 9) - 0.5) - 0.2);
      const middle = line(Math.abs(wx), 0.075, pixel) * dash;
      const side = line(Math.abs(Math.abs(wx) - (ROAD_HALF - 0.34)), 0.07, pixel);
      paint(out, light, 232, 229, 214, Math.max(middle, side) * (0.86 + broad * 0.2));
      return snowed(world, smoothstep(-0.05 - pixel, 0.08 + pixel, edge), Math.abs(wx));
    }
    case 'railway': {
      const off = Math.abs(wx);
      write(out, light, 122, 114, 106, 0.86 + rough * 0.5 + broad * 0.2);
      const along = wy / SLEEPER_METRES;
      const sleeper =
        smoothstep(0.24, 0.19, Math.abs(along - Math.floor(along) - 0.5)) * smoothstep(1.32, 1.26, off);
      const farBlend = clamp(1.3 - z / 60);
      paint(out, light, 92, 74, 60, mix(0.4 * smoothstep(1.32, 1.26, off), sleeper, farBlend));
      paint(out, light, 74, 62, 54, line(Math.abs(off - RAIL_AT), 0.075, pixel));
      paint(out, light, 206, 210, 216, line(Math.abs(off - RAIL_AT), 0.034, pixel));
      return snowed(world, smoothstep(0, 0.35, BALLAST_HALF - off + broad * 0.25), off);
    }
    case 'path': {
      const centre = Math.sin(wy * 0.09) * 0.9 * smoothstep(4, 22, Math.abs(wy));
      const off = Math.abs(wx - centre) + broad * 0.22;
      write(out, light, 168, 142, 106, 0.95 + rough * 0.28 + broad * 0.16);
      return snowed(world, smoothstep(PATH_HALF + 0.32, PATH_HALF - 0.2, off), off) * 0.94;
    }
  }
}

/** Snow hides a road less where wheels go. */
function snowed(world: OpenWorld, cover: number, off: number): number {
  const wheels = smoothstep(0.75, 0.2, Math.abs(off - 0.95));
  return cover * (1 - world.snowCover * (0.78 - wheels * 0.4));
}

/** A painted stripe, as strong as it covers the pixel. */
function line(distance: number, half: number, pixel: number): number {
  return smoothstep(half + pixel, half - pixel * 0.5, distance) * clamp((half * 2) / (pixel * 1.4));
}

function write(out: RoadSurface, light: Light, red: number, green: number, blue: number, k: number): void {
  out[0] = red * k * (light.ambient[0] + light.key[0] * 0.62);
  out[1] = green * k * (light.ambient[1] + light.key[1] * 0.62);
  out[2] = blue * k * (light.ambient[2] + light.key[2] * 0.62);
}

function paint(out: RoadSurface, light: Light, red: number, green: number, blue: number, k: number): void {
  const amount = clamp(k);
  if (amount <= 0) return;
  out[0] = mix(out[0] ?? 0, red * (light.ambient[0] + light.key[0] * 0.62), amount);
  out[1] = mix(out[1] ?? 0, green * (light.ambient[1] + light.key[1] * 0.62), amount);
  out[2] = mix(out[2] ?? 0, blue * (light.ambient[2] + light.key[2] * 0.62), amount);
}
