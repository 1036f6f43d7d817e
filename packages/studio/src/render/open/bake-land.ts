import { smoothstep } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import type { Light, TerrainKind } from '../../scene/shot.ts';
import { type TileTexture, bakeTile } from '../sky/tile-texture.ts';
import { type BladeTable, bakeBlades } from './grass-blades.ts';
import { type Heightfield, bakeHeightfield } from './heightfield.ts';
import { terrainForm } from './terrain-forms.ts';
import { TERRAIN_LOOKS, groundPaint } from './terrain-looks.ts';
import { fogTable } from './write-row.ts';

/** Everything about the land that does not change from frame to frame. */
export interface BakedLand {
  readonly field: Heightfield;
  readonly kind: TerrainKind;
  readonly grain: TileTexture;
  readonly ripples: TileTexture;
  readonly blades: BladeTable;
  readonly fog: Float32Array;
}

export interface LandRequest {
  readonly kind: TerrainKind;
  readonly seed: number;
  readonly light: Light;
  readonly waterLevel: number | null;
  readonly snowCover: number;
  readonly waterfall?: boolean;
}

/** 1280 m of land: about as far as its detail can be seen from eye height. */
const FIELD_SIZE = 512;
const CELL_METRES = 2.5;

export function bakeLand(request: LandRequest): BakedLand {
  const { kind, seed, waterLevel, snowCover, light } = request;
  const flat = kind === 'sea';
  const snowy = kind === 'snow' || kind === 'snow_mountains' || snowCover > 0.5;
  const size = flat ? 64 : FIELD_SIZE;
  const noise = createNoise(seed);
  const sideMetres = size * CELL_METRES;
  return {
    field: bakeHeightfield({
      size,
      cellMetres: CELL_METRES,
      repeats: kind !== 'beach',
      form: terrainForm({ kind, noise, sideMetres, waterLevel, waterfall: request.waterfall === true }),
      paint: groundPaint(kind, noise, sideMetres, waterLevel, snowCover),
      light: snowy ? snowLight(light) : light,
      castShadows: !flat,
      warmth: snowy && light.night < 0.5 ? 0.36 : 0.34,
    }),
    kind,
    grain: bakeTile(seed + 9, 256, 32, 4, 'fractal'),
    ripples: bakeTile(seed + 23, 256, 16, 4, 'fractal'),
    blades: bakeBlades(TERRAIN_LOOKS[kind].bladeMetres > 0 ? seed : null),
    fog: fogTable(),
  };
}

/** Under a low sun snow in shade shows the blue of the whole sky above it. */
function snowLight(light: Light): Light {
  const [red, green, blue] = light.ambient;
  const low = smoothstep(0.5, 0.15, Math.abs(light.sunElevation)) * (1 - light.night);
  return { ...light, ambient: [red * (1 - low * 0.14), green * (1 + low * 0.08), blue * (1 + low * 0.18)] };
}
