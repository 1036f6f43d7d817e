import { clamp, smoothstep } from '../../maths/curves.ts';
import type { Noise } from '../../maths/noise.ts';
import type { BackdropKind } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import type { HeightForm } from './heightfield.ts';

/** Distant land that is a real (coarse) landscape, seen from the stage. */
export interface FarLand {
  readonly ground: Rgb;
  readonly patch: Rgb;
  readonly rock: Rgb;
  readonly rockSlope: number;
  /** Metres above which snow lies, and slope from which it slides off. */
  readonly snowLine: number;
  readonly strata: number;
  height(noise: Noise, u: number, v: number, distance: number): number;
}

export type FarLandKind = Extract<
  BackdropKind,
  'hills' | 'ridges' | 'snow_ridges' | 'islands' | 'dunes' | 'mesas' | 'volcano'
>;

/** Side of the far square and of its cells. */
export const FAR_SIDE_METRES = 12_288;
export const FAR_SIZE = 512;

/** A plain around the stage: the mountains stand behind the near land, not on it. */
function away(distance: number, from: number, to: number): number {
  return smoothstep(from, to, distance);
}

function alps(noise: Noise, u: number, v: number, height: number): number {
  const bend = noise.value(u * 16, v * 16, 16) * 0.14;
  const crest = noise.ridged(u * 8 + bend, v * 8 + bend, 6, 8);
  const mass = noise.fractal(u * 8 + 5, v * 8, 2, 8) * 0.6 + 0.62;
  // Saturating keeps the rare steepest crest from becoming a needle.
  const raw = crest * crest * height * clamp(mass, 0.2, 1.15);
  return 1050 * (1 - Math.exp(-raw / 1050));
}

const MEADOW = { ground: [86, 116, 70], patch: [118, 138, 84] } as const;
const NO_SNOW = 1e6;

export const FAR_LANDS = {
  hills: {
    ...MEADOW,
    rock: [118, 118, 100],
    rockSlope: 0.9,
    snowLine: NO_SNOW,
    strata: 0,
    height: (noise, u, v, d) =>
      (noise.fractal(u * 16, v * 16, 5, 16) * 0.6 + 0.45) * 300 * away(d, 500, 2600),
  },
  ridges: {
    ground: [84, 104, 70],
    patch: [112, 118, 88],
    rock: [122, 116, 112],
    rockSlope: 0.55,
    snowLine: 900,
    strata: 0,
    height: (noise, u, v, d) => alps(noise, u, v, 1150) * away(d, 900, 4200),
  },
  snow_ridges: {
    ground: [96, 106, 96],
    patch: [120, 122, 116],
    rock: [98, 98, 108],
    rockSlope: 0.75,
    snowLine: 300,
    strata: 0,
    height: (noise, u, v, d) => alps(noise, u, v, 1500) * away(d, 900, 4200),
  },
  islands: {
    ground: [70, 104, 60],
    patch: [100, 122, 74],
    rock: [134, 122, 104],
    rockSlope: 0.6,
    snowLine: NO_SNOW,
    strata: 0,
    height: (noise, u, v, d) =>
      (noise.fractal(u * 16, v * 16, 5, 16) - 0.14) * 620 * away(d, 1300, 2600) * smoothstep(5600, 4600, d) -
      4,
  },
  dunes: {
    ground: [222, 178, 118],
    patch: [236, 200, 142],
    rock: [206, 158, 100],
    rockSlope: 0.9,
    snowLine: NO_SNOW,
    strata: 0,
    height: (noise, u, v, d) => {
      const bend = noise.fractal(u * 16, v * 16, 3, 16) * 1.1;
      const wave = noise.value(u * 16 + bend, v * 16 + bend, 16);
      return (1.25 - Math.sqrt(wave * wave + 0.0625)) ** 2 * 210 * away(d, 500, 2800);
    },
  },
  mesas: {
    ground: [200, 138, 92],
    patch: [216, 160, 108],
    rock: [186, 98, 62],
    rockSlope: 0.3,
    snowLine: NO_SNOW,
    strata: 46,
    height: (noise, u, v, d) => {
      const land = noise.fractal(u * 16, v * 16, 4, 16);
      const table = smoothstep(0.04, 0.16, land) * 300 + smoothstep(0.26, 0.32, land) * 170;
      return (table + noise.fractal(u * 64, v * 64, 3, 64) * 26) * away(d, 900, 1800);
    },
  },
  volcano: {
    ground: [84, 92, 72],
    patch: [104, 100, 86],
    rock: [78, 70, 72],
    rockSlope: 0.5,
    snowLine: 1250,
    strata: 0,
    height: (noise, u, v, d) => {
      const x = (u - 0.055) * FAR_SIDE_METRES;
      const y = (v - 0.34) * FAR_SIDE_METRES;
      const reach = Math.sqrt(x * x + y * y);
      const rough = noise.fractal(u * 32, v * 32, 5, 32);
      const cone = 1750 * Math.exp(-reach / 1150);
      const crater = smoothstep(260, 120, reach) * 260;
      const hills = (noise.fractal(u * 16, v * 16, 5, 16) * 0.5 + 0.4) * 190;
      return (Math.min(cone, 1520) - crater + rough * (40 + cone * 0.16) + hills) * away(d, 500, 2400);
    },
  },
} as const satisfies Record<FarLandKind, FarLand>;

export function farForm(land: FarLand, noise: Noise): HeightForm {
  return (x, y) => land.height(noise, x / FAR_SIDE_METRES, y / FAR_SIDE_METRES, Math.sqrt(x * x + y * y));
}
