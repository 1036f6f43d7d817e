import { clamp, mix, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import { type TileTexture, sampleTile } from '../sky/tile-texture.ts';
import type { LandRow } from './land-row.ts';
import type { OpenWorld } from './open-world.ts';

/** Lit sRGB of the road under a point. */
type RoadSurface = Float64Array;

/** What the light makes of white paint on the road. */
interface RoadLight {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

const ROAD_HALF = 3.6;
const BALLAST_HALF = 2.3;
const PATH_HALF = 0.95;
/** Half of the standard gauge. */
const RAIL_AT = 0.72;
const SLEEPER_METRES = 0.62;
/** Half of the strip that each may cover, metres. */
const REACH = { road: 3.9, railway: 2.8, path: 2.8 } as const satisfies Record<
  NonNullable<OpenWorld['roadway']>,
  number
>;

/** Lays the roadway of the world into a row and hides the turf under it. */
export function layRoad(
  row: LandRow,
  world: OpenWorld,
  light: Light,
  grain: TileTexture,
  focal: number,
): void {
  if (!world.roadway) return;
  const surface = new Float64Array(3);
  const point = { wx: 0, wy: 0, z: 0, pixel: 0, rough: 0, broad: 0 };
  const lit: RoadLight = {
    red: light.ambient[0] + light.key[0] * 0.62,
    green: light.ambient[1] + light.key[1] * 0.62,
    blue: light.ambient[2] + light.key[2] * 0.62,
  };
  const roadway: RoadPaint = ROADWAYS[world.roadway];
  const reach = REACH[world.roadway];
  const { x, y, z: distances, red, green, blue, gain, covered } = row;
  const perPixel = 1 / focal;
  let sampled = -2;
  for (let i = 0; i < distances.length; i++) {
    const wx = x[i] ?? 0;
    const z = distances[i] ?? 0;
    const pixel = z * perPixel;
    if (z <= 0 || wx < -reach - pixel || wx > reach + pixel) continue;
    point.wx = wx;
    point.wy = y[i] ?? 0;
    point.z = z;
    point.pixel = pixel;
    // The grain of the surface is softer than two pixels: neighbours share it.
    if (i - sampled > 1) {
      const fade = clamp(1.2 - z / 14);
      point.rough = fade > 0 ? sampleTile(grain.data, grain.size, wx * 45, point.wy * 45) * fade : 0;
      point.broad = sampleTile(grain.data, grain.size, wx * 3.1, point.wy * 1.3);
      sampled = i;
    }
    const cover = roadway(surface, point, lit, world.snowCover);
    if (cover <= 0) continue;
    const turf = (gain[i] ?? 1) * (1 - cover);
    red[i] = (red[i] ?? 0) * turf + (surface[0] ?? 0) * cover;
    green[i] = (green[i] ?? 0) * turf + (surface[1] ?? 0) * cover;
    blue[i] = (blue[i] ?? 0) * turf + (surface[2] ?? 0) * cover;
    gain[i] = 1;
    covered[i] = cover;
  }
}

/** A point of road before snow: world position, pixel size in metres there, and its two scales of roughness. */
interface RoadPoint {
  wx: number;
  wy: number;
  z: number;
  pixel: number;
  rough: number;
  broad: number;
}

type RoadPaint = (out: RoadSurface, point: RoadPoint, light: RoadLight, snowCover: number) => number;

/** Each fills `out` with lit colour and returns how much of the point it covers (0..1). */
const ROADWAYS = {
  road(out, { wx, wy, pixel, rough, broad }, light, snowCover) {
    const edge = ROAD_HALF - Math.abs(wx) + broad * 0.06;
    const tracks = smoothstep(0.7, 0, Math.abs(Math.abs(Math.abs(wx) - 1.8) - 0.8)) * 0.08;
    write(out, light, 84, 84, 88, 0.92 + rough * 0.2 + broad * 0.12 - tracks);
    const dash = smoothstep(0.02, -0.02, Math.abs(wy / 9 - Math.floor(wy / 9) - 0.5) - 0.2);
    const middle = line(Math.abs(wx), 0.075, pixel) * dash;
    const side = line(Math.abs(Math.abs(wx) - (ROAD_HALF - 0.34)), 0.07, pixel);
    paint(out, light, 232, 229, 214, Math.max(middle, side) * (0.86 + broad * 0.2));
    return snowed(snowCover, smoothstep(-0.05 - pixel, 0.08 + pixel, edge), Math.abs(wx));
  },
  railway(out, { wx, wy, z, pixel, rough, broad }, light, snowCover) {
    const off = Math.abs(wx);
    write(out, light, 122, 114, 106, 0.86 + rough * 0.5 + broad * 0.2);
    const along = wy / SLEEPER_METRES;
    const sleeper =
      smoothstep(0.24, 0.19, Math.abs(along - Math.floor(along) - 0.5)) * smoothstep(1.32, 1.26, off);
    const farBlend = clamp(1.3 - z / 60);
    paint(out, light, 92, 74, 60, mix(0.4 * smoothstep(1.32, 1.26, off), sleeper, farBlend));
    paint(out, light, 74, 62, 54, line(Math.abs(off - RAIL_AT), 0.075, pixel));
    paint(out, light, 206, 210, 216, line(Math.abs(off - RAIL_AT), 0.034, pixel));
    return snowed(snowCover, smoothstep(0, 0.35, BALLAST_HALF - off + broad * 0.25), off);
  },
  path(out, { wx, wy, rough, broad }, light, snowCover) {
    const centre = Math.sin(wy * 0.09) * 0.9 * smoothstep(4, 22, Math.abs(wy));
    const off = Math.abs(wx - centre) + broad * 0.22;
    write(out, light, 168, 142, 106, 0.95 + rough * 0.28 + broad * 0.16);
    return snowed(snowCover, smoothstep(PATH_HALF + 0.32, PATH_HALF - 0.2, off), off) * 0.94;
  },
} as const satisfies Record<NonNullable<OpenWorld['roadway']>, RoadPaint>;

/** Snow hides a road less where wheels go. */
function snowed(snowCover: number, cover: number, off: number): number {
  const wheels = smoothstep(0.75, 0.2, Math.abs(off - 0.95));
  return cover * (1 - snowCover * (0.78 - wheels * 0.4));
}

/** A painted stripe, as strong as it covers the pixel. */
function line(distance: number, half: number, pixel: number): number {
  return smoothstep(half + pixel, half - pixel * 0.5, distance) * clamp((half * 2) / (pixel * 1.4));
}

function write(
  out: RoadSurface,
  light: RoadLight,
  red: number,
  green: number,
  blue: number,
  k: number,
): void {
  out[0] = red * k * light.red;
  out[1] = green * k * light.green;
  out[2] = blue * k * light.blue;
}

function paint(
  out: RoadSurface,
  light: RoadLight,
  red: number,
  green: number,
  blue: number,
  k: number,
): void {
  const amount = clamp(k);
  if (amount <= 0) return;
  out[0] = mix(out[0] ?? 0, red * light.red, amount);
  out[1] = mix(out[1] ?? 0, green * light.green, amount);
  out[2] = mix(out[2] ?? 0, blue * light.blue, amount);
}
