import { TAU, clamp, mix, smoothstep } from '../../maths/curves.ts';
import { createNoise, type Noise } from '../../maths/noise.ts';
import { randomStream } from '../../maths/random.ts';
import type { Light, Sky } from '../../scene/shot.ts';
import { sharedBytes, sharedFloats } from '../world-painter.ts';
import { bakeCumulus, type Cumulus } from './cumulus.ts';
import { bakeTile, type TileTexture } from './tile-texture.ts';

/**
 * The clouds all around on a cylinder (azimuth across, tangent of the elevation up) and the stars. Columns of a
 * picture are straight lines on the cylinder, so drawing needs no trigonometry per pixel.
 */
export interface BakedSky {
  readonly width: number;
  readonly height: number;
  /** Two bytes a texel: cover, and light (0 shaded .. 255 sunlit). */
  readonly clouds: Uint8Array<SharedArrayBuffer>;
  readonly clear: boolean;
  /** Azimuth, tangent of elevation, brightness, twinkle phase, warmth. */
  readonly stars: Float32Array<SharedArrayBuffer>;
  readonly turbulence: TileTexture;
}

export const SKY_WIDTH = 3072;
export const SKY_HEIGHT = 512;
/** Tangent of the elevation at the top row. */
export const SKY_TOP = 1.3;
export const STAR_FIELDS = 5;
const STAR_COUNT = 5200;

/** Paints the clouds of one shot; the same seed, sky and light give the same bytes. */
export function bakeSky(seed: number, sky: Sky, light: Light): BakedSky {
  const noise = createNoise(seed ^ 0x51c7);
  const clouds = sharedBytes(SKY_WIDTH * SKY_HEIGHT * 2);
  const veil = veilAmount(sky);
  if (veil > 0.02) paintVeil(clouds, noise, sky, veil);
  if (sky.cloudKind === 'cumulus' && sky.cloudCover > 0.02) stampCumulus(clouds, noise, seed, sky, light);
  return {
    width: SKY_WIDTH,
    height: SKY_HEIGHT,
    clouds,
    clear: sky.cloudCover <= 0.02,
    stars: scatterStars(seed),
    turbulence: bakeTile(seed + 71, 128, 8, 3, 'fractal'),
  };
}

/** How much of the sky the continuous layer covers: fair-weather skies have only a thin one, far up. */
function veilAmount(sky: Sky): number {
  if (sky.cloudKind !== 'cumulus') return sky.cloudCover;
  return sky.cloudCover > 0.7 ? (sky.cloudCover - 0.7) * 3 : sky.cloudCover * 0.25;
}

interface VeilLook {
  /** Noise cells per unit of the cloud plane, along and across the wind. */
  readonly along: number;
  readonly across: number;
  readonly softness: number;
  readonly opacity: number;
  readonly relief: number;
}

const VEILS = {
  cumulus: { along: 0.7, across: 1.6, softness: 0.4, opacity: 0.7, relief: 0.5 },
  cirrus: { along: 0.5, across: 2.1, softness: 0.55, opacity: 0.75, relief: 0.25 },
  stratus: { along: 0.9, across: 1.2, softness: 0.5, opacity: 1, relief: 0.55 },
  storm: { along: 1.1, across: 1.3, softness: 0.4, opacity: 1, relief: 0.85 },
} as const satisfies Record<Sky['cloudKind'], VeilLook>;

/** A layer of cloud on a plane overhead, computed at half size because it holds nothing finer. */
function paintVeil(clouds: Uint8Array, noise: Noise, sky: Sky, amount: number): void {
  const look = VEILS[sky.cloudKind];
  const width = SKY_WIDTH / 2;
  const height = SKY_HEIGHT / 2;
  const threshold = mix(0.42, -0.62, clamp(amount));
  const ribbed = sky.cloudKind === 'cirrus';
  const thick = look.relief > 0.5;
  for (let row = 0; row < height; row++) {
    const tangent = ((row + 0.5) / height) * SKY_TOP;
    const reach = 2.2 / (tangent + 0.14);
    const solid = amount > 0.85 ? 1 : smoothstep(0, 0.1, tangent);
    const octaves = tangent < 0.1 ? 3 : 5;
    for (let column = 0; column < width; column++) {
      const azimuth = (column / width) * TAU;
      const px = Math.sin(azimuth) * reach * look.along;
      const py = Math.cos(azimuth) * reach * look.across;
      const bend = noise.value(px * 0.6 + 9, py * 0.6) * (ribbed ? 1.3 : 0.5);
      const density = noise.fractal(px + bend, py + bend * 0.5 + 40, octaves) * 1.25;
      const cover =
        smoothstep(threshold, threshold + look.softness * (ribbed ? 2 : 1), density) * look.opacity * solid;
      // Relief costs a second sum of noise; only heavy layers have any.
      const lift = thick
        ? noise.fractal(px + bend + 0.13, py + bend * 0.5 + 40.2, octaves) * 1.25 - density
        : 0;
      const lit = clamp(0.5 - density * 0.5 * look.relief + lift * 0.9 * look.relief);
      writeBlock(clouds, column * 2, row * 2, cover * 255, lit * 255);
    }
  }
}

function writeBlock(clouds: Uint8Array, column: number, row: number, cover: number, lit: number): void {
  for (let y = row; y < row + 2; y++)
    for (let x = column; x < column + 2; x++) {
      const at = (y * SKY_WIDTH + x) * 2;
      clouds[at] = cover;
      clouds[at + 1] = lit;
    }
}

/**
 * Rings of the plane around the viewer, in cloud heights, and how many clouds each holds: every direction gets some of
 * every distance, so that no picture shows one cloud alone.
 */
const RINGS = [
  { from: 1.7, to: 2.8, least: 2, more: 9 },
  { from: 2.8, to: 5.5, least: 5, more: 34 },
  { from: 5.5, to: 11, least: 6, more: 90 },
] as const;

/** Clouds are scattered evenly over a plane, so perspective makes them small, low and many in the distance. */
function stampCumulus(clouds: Uint8Array, noise: Noise, seed: number, sky: Sky, light: Light): void {
  const random = randomStream(seed, 'clouds');
  const shapes = Array.from({ length: 4 }, (_, variant) => bakeCumulus(noise, random, variant));
  const places = RINGS.flatMap(({ from, to, least, more }) => {
    const count = Math.round(least + sky.cloudCover * more);
    const turn = random() * TAU;
    return Array.from({ length: count }, (_, index) => ({
      azimuth: turn + ((index + random() * 0.9) / count) * TAU,
      distance: Math.sqrt(mix(from * from, to * to, random())),
      size: (0.6 + random() * random() * 1.3) * (0.75 + sky.cloudCover * 0.6),
      stretch: 0.75 + random() * 0.6,
      shape: Math.floor(random() * shapes.length),
      mirrored: random() < 0.5,
    }));
  }).sort((a, b) => b.distance - a.distance);
  for (const place of places) {
    const shape = shapes[place.shape];
    if (!shape) continue;
    const width = (place.size / place.distance) * 0.92;
    const base = 0.92 / place.distance - 0.055;
    stamp(clouds, shape, light, { ...place, width, base, haze: smoothstep(4, 12, place.distance) });
  }
}

interface Placement {
  readonly azimuth: number;
  readonly width: number;
  readonly base: number;
  readonly haze: number;
  /** Height against the shape's own. */
  readonly stretch: number;
  readonly mirrored: boolean;
}

function stamp(clouds: Uint8Array, shape: Cumulus, light: Light, place: Placement): void {
  const perRadian = SKY_WIDTH / TAU;
  const perTangent = SKY_HEIGHT / SKY_TOP;
  const columns = Math.round(place.width * perRadian);
  const rows = Math.round(((place.width * shape.height) / shape.width) * perTangent * 1.1 * place.stretch);
  const left = Math.round(place.azimuth * perRadian - columns / 2);
  const bottom = Math.round(place.base * perTangent);
  const towards = light.sunAzimuth - place.azimuth;
  // Low suns light the flank, high suns the top; clouds in front of the sun show their shaded side and a bright rim.
  const side = Math.sin(towards) * Math.cos(light.sunElevation) * (place.mirrored ? -1 : 1);
  const against = Math.max(0, Math.cos(towards)) * Math.cos(light.sunElevation);
  const top = 0.5 + 0.5 * Math.max(0.15, Math.sin(light.sunElevation));
  for (let row = 0; row < rows; row++) {
    const y = bottom + row - Math.round(rows * 0.16);
    if (y < 0 || y >= SKY_HEIGHT) continue;
    const v = (1 - (row + 0.5) / rows) * (shape.height - 1);
    for (let column = 0; column < columns; column++) {
      const u = ((column + 0.5) / columns) * (shape.width - 1);
      const from = place.mirrored ? shape.width - 1 - u : u;
      const cover = channel(shape, from, v, 0) * (1 - place.haze * 0.6);
      if (cover < 2) continue;
      const up = channel(shape, from, v, 1) / 255;
      const right = channel(shape, from, v, 2) / 127.5 - 1;
      const thick = channel(shape, from, v, 3) / 255;
      const rim = (1 - thick) * against * 0.3;
      const lit = clamp(up * top * (1 - against * 0.25) + right * side * 0.55 + rim + 0.1) * 255;
      blend(clouds, (((left + column) % SKY_WIDTH) + SKY_WIDTH) % SKY_WIDTH, y, cover / 255, lit);
    }
  }
}

function channel(shape: Cumulus, u: number, v: number, index: number): number {
  const x = Math.min(shape.width - 2, Math.floor(u));
  const y = Math.min(shape.height - 2, Math.floor(v));
  const at = (y * shape.width + x) * 4 + index;
  const below = at + shape.width * 4;
  const a = shape.texels[at] ?? 0;
  const c = shape.texels[below] ?? 0;
  const top = a + ((shape.texels[at + 4] ?? 0) - a) * (u - x);
  return top + (c + ((shape.texels[below + 4] ?? 0) - c) * (u - x) - top) * (v - y);
}

function blend(clouds: Uint8Array, column: number, row: number, cover: number, lit: number): void {
  const at = (row * SKY_WIDTH + column) * 2;
  const under = (clouds[at] ?? 0) / 255;
  const total = cover + under * (1 - cover);
  clouds[at] = total * 255;
  clouds[at + 1] = (lit * cover + (clouds[at + 1] ?? 0) * under * (1 - cover)) / Math.max(0.001, total);
}

function scatterStars(seed: number): Float32Array<SharedArrayBuffer> {
  const random = randomStream(seed, 'stars');
  const stars = sharedFloats(STAR_COUNT * STAR_FIELDS);
  for (let star = 0; star < STAR_COUNT; star++) {
    stars.set(
      [random() * TAU, random() * 1.7 - 0.5, random() ** 5, random() * TAU, random()],
      star * STAR_FIELDS,
    );
  }
  return stars;
}
