import { clamp, mix, smoothstep } from '../../maths/curves.ts';
import type { Noise } from '../../maths/noise.ts';
import type { TerrainKind } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { sampleTile, tileOf } from '../sky/tile-texture.ts';
import type { GroundPaint } from './heightfield.ts';

/** How a kind of land is painted and what its surface looks like from near. */
export interface TerrainLook {
  /** Two colours in broad patches, and a third in small flecks (0..1 how much of it). */
  readonly ground: Rgb;
  readonly patch: Rgb;
  readonly fleck: Rgb;
  readonly flecks: number;
  /** Bare rock from this slope on (rise over run), fully half a step later. */
  readonly rock: Rgb;
  readonly rockSlope: number;
  /** Horizontal layers in the rock: metres per layer, 0 for none. */
  readonly strata: number;
  /** Metres above which snow stays. */
  readonly snowLine: number;
  readonly grain: Grain;
  /** Height of standing blades close to the camera, 0 for none. */
  readonly bladeMetres: number;
}

/** Three scales of surface texture: texels per metre along x and y, and strength. */
export interface Grain {
  readonly fine: readonly [number, number, number];
  readonly middle: readonly [number, number, number];
  readonly coarse: readonly [number, number, number];
}

const SOFT = { fine: [60, 60, 0.07], middle: [5, 9, 0.12], coarse: [0.5, 1.1, 0.2] } as const satisfies Grain;
const TURF = {
  fine: [90, 90, 0.34],
  middle: [14, 14, 0.2],
  coarse: [1.3, 1.3, 0.12],
} as const satisfies Grain;
const STONY = {
  fine: [70, 70, 0.26],
  middle: [11, 11, 0.3],
  coarse: [1.7, 1.7, 0.34],
} as const satisfies Grain;
const SANDY = {
  fine: [120, 120, 0.12],
  middle: [6, 26, 0.13],
  coarse: [0.5, 1.1, 0.07],
} as const satisfies Grain;
const DUSTY = {
  fine: [110, 110, 0.24],
  middle: [16, 16, 0.2],
  coarse: [2, 2, 0.16],
} as const satisfies Grain;

const NEVER = 1e6;
const base = {
  flecks: 0.35,
  rockSlope: 0.7,
  strata: 0,
  snowLine: NEVER,
  grain: TURF,
  bladeMetres: 0,
  rock: [118, 108, 98],
} as const;
const snowy = {
  ...base,
  ground: [196, 206, 220],
  patch: [214, 219, 226],
  fleck: [186, 199, 219],
  flecks: 0.25,
  grain: SOFT,
} as const;

export const TERRAIN_LOOKS = {
  grass: { ...base, ground: [92, 122, 54], patch: [136, 148, 78], fleck: [166, 160, 90], bladeMetres: 0.13 },
  park: {
    ...base,
    ground: [82, 124, 54],
    patch: [112, 144, 66],
    fleck: [134, 150, 78],
    flecks: 0.25,
    bladeMetres: 0.07,
  },
  hills: {
    ...base,
    rockSlope: 1.3,
    ground: [88, 120, 54],
    patch: [140, 150, 80],
    fleck: [170, 160, 96],
    bladeMetres: 0.14,
  },
  forest: {
    ...base,
    ground: [74, 92, 44],
    patch: [104, 104, 58],
    fleck: [124, 96, 60],
    flecks: 0.6,
    bladeMetres: 0.1,
  },
  jungle: {
    ...base,
    ground: [54, 92, 42],
    patch: [78, 116, 50],
    fleck: [96, 86, 50],
    flecks: 0.5,
    bladeMetres: 0.16,
  },
  snow: { ...snowy, rockSlope: 3 },
  mountains: {
    ...base,
    ground: [88, 122, 58],
    patch: [124, 136, 76],
    fleck: [128, 118, 84],
    rock: [124, 116, 110],
    rockSlope: 0.62,
    snowLine: 88,
    bladeMetres: 0.12,
    grain: { ...TURF, coarse: [1.5, 1.5, 0.26] },
  },
  snow_mountains: {
    ...snowy,
    rock: [92, 90, 98],
    rockSlope: 0.86,
    snowLine: -NEVER,
    grain: { ...SOFT, coarse: [1.1, 1.1, 0.14] },
  },
  volcano: {
    ...base,
    ground: [88, 80, 78],
    patch: [112, 102, 96],
    fleck: [112, 70, 52],
    rock: [58, 52, 52],
    grain: STONY,
  },
  desert: {
    ...base,
    ground: [208, 160, 102],
    patch: [222, 182, 126],
    fleck: [192, 142, 88],
    rockSlope: 3,
    grain: SANDY,
  },
  canyon: {
    ...base,
    ground: [206, 142, 92],
    patch: [222, 164, 110],
    fleck: [168, 98, 62],
    rock: [188, 98, 60],
    rockSlope: 0.3,
    strata: 7,
    grain: STONY,
  },
  mars: {
    ...base,
    ground: [178, 118, 84],
    patch: [200, 142, 104],
    fleck: [142, 88, 62],
    rock: [146, 90, 64],
    rockSlope: 0.4,
    strata: 5,
    grain: STONY,
  },
  moon: {
    ...base,
    ground: [140, 139, 138],
    patch: [168, 166, 162],
    fleck: [112, 112, 114],
    rockSlope: 3,
    grain: DUSTY,
  },
  beach: {
    ...base,
    ground: [226, 208, 174],
    patch: [234, 219, 190],
    fleck: [208, 187, 150],
    flecks: 0.2,
    rockSlope: 3,
    grain: SANDY,
  },
  lake: {
    ...base,
    ground: [88, 118, 58],
    patch: [126, 142, 78],
    fleck: [150, 146, 92],
    snowLine: NEVER,
    bladeMetres: 0.14,
  },
  river: {
    ...base,
    ground: [86, 118, 54],
    patch: [124, 142, 74],
    fleck: [150, 146, 90],
    rock: [176, 166, 150],
    strata: 2.4,
    bladeMetres: 0.14,
  },
  sea: { ...base, ground: [40, 70, 80], patch: [40, 70, 80], fleck: [40, 70, 80], grain: SOFT },
  dirt: { ...base, ground: [146, 122, 90], patch: [170, 146, 110], fleck: [112, 90, 64], grain: DUSTY },
  pavement: {
    ...base,
    ground: [150, 148, 146],
    patch: [162, 160, 156],
    fleck: [134, 132, 130],
    flecks: 0.25,
    grain: DUSTY,
  },
  seabed: {
    ...base,
    ground: [196, 184, 146],
    patch: [168, 164, 134],
    fleck: [142, 140, 116],
    rock: [104, 112, 104],
    grain: SANDY,
  },
  reef: {
    ...base,
    ground: [188, 178, 140],
    patch: [150, 150, 124],
    fleck: [176, 116, 108],
    rock: [112, 100, 116],
    rockSlope: 0.5,
    grain: STONY,
  },
} as const satisfies Record<TerrainKind, TerrainLook>;

const SNOW: Rgb = [210, 217, 227];
const WET_SAND: Rgb = [150, 138, 110];
/** Woods on far slopes, as a dark cover of crowns. */
const WOODS: Rgb = [52, 76, 42];

/** Texels a side of the patterns that the paint is made of. */
const TILE = 256;

/** Paint of every point of a kind of land; `snowCover` 0..1 lies on top of all of it but cliffs. */
export function groundPaint(
  kind: TerrainKind,
  noise: Noise,
  sideMetres: number,
  waterLevel: number | null,
  snowCover: number,
): GroundPaint {
  const look = TERRAIN_LOOKS[kind];
  const shoreline = waterLevel !== null && kind !== 'beach' ? waterLevel : null;
  const patches = tileOf(noise, TILE, 32, 3, 'fractal').data;
  const specks = tileOf(noise, TILE, 128, 1, 'fractal').data;
  const groves = tileOf(noise, TILE, 16, 3, 'fractal').data;
  const perMetre = TILE / sideMetres;
  return (out, xMetres, yMetres, height, slope) => {
    const u = xMetres * perMetre;
    const v = yMetres * perMetre;
    const broad = smoothstep(-0.34, 0.34, sampleTile(patches, TILE, u, v));
    const fine = sampleTile(specks, TILE, u * 2 + 0.37, v * 2 + 0.61) + 0.5;
    blend(out, look.ground, look.patch, broad);
    towards(out, look.fleck, fine * fine * look.flecks);
    if (look.bladeMetres > 0 && kind !== 'park') {
      const wood = smoothstep(0.1, 0.2, sampleTile(groves, TILE, u + 112, v) + (fine - 0.5) * 0.12);
      const stage = smoothstep(90, 170, Math.abs(xMetres) + Math.abs(yMetres));
      towards(out, WOODS, wood * stage * (0.72 + fine * 0.28));
    }
    const rocky = smoothstep(look.rockSlope, look.rockSlope + 0.5, slope + (fine - 0.5) * 0.3);
    if (rocky > 0) {
      towards(out, look.rock, rocky);
      const layer =
        look.strata > 0
          ? Math.sin((height + broad * 2) * (6.28 / look.strata)) * 0.16 + (fine - 0.5) * 0.3
          : (fine - 0.5) * 0.4;
      scale(out, 1 + layer * rocky);
    }
    if (shoreline !== null)
      towards(out, WET_SAND, smoothstep(shoreline + 0.28, shoreline + 0.02, height) * 0.75);
    const lie = Math.max(
      smoothstep(look.snowLine - 14, look.snowLine + 22, height + broad * 26) * (look.snowLine > 0 ? 1 : 0),
      snowCover *
        smoothstep(1 - snowCover, 1 - snowCover + 0.35, broad * 0.5 + fine * 0.3 + snowCover * 0.75),
    );
    if (lie > 0) towards(out, SNOW, lie * smoothstep(1.25, 0.75, slope + (fine - 0.5) * 0.25));
  };
}

function blend(out: Float32Array, a: Rgb, b: Rgb, k: number): void {
  for (let c = 0; c < 3; c++) out[c] = mix(a[c] ?? 0, b[c] ?? 0, k);
}

function towards(out: Float32Array, colour: Rgb, k: number): void {
  const amount = clamp(k);
  for (let c = 0; c < 3; c++) out[c] = mix(out[c] ?? 0, colour[c] ?? 0, amount);
}

function scale(out: Float32Array, k: number): void {
  for (let c = 0; c < 3; c++) out[c] = (out[c] ?? 0) * k;
}
