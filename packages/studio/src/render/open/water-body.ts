import { clamp, mix, smoothstep } from '../../maths/curves.ts';
import type { Light, TerrainKind } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { type TileTexture, sampleTile } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import type { LandRow } from './land-row.ts';
import type { OpenWorld } from './open-world.ts';

/** The water itself, below its mirror image: clear over a shallow bed, its own colour in the deep, foam where it breaks. */
export interface WaterBody {
  readonly level: number;
  /** How strongly it runs up a beach; 0 for still shores. */
  readonly surf: number;
  readonly whitecaps: number;
  readonly seconds: number;
  readonly ripples: TileTexture;
  /** Lit sRGB of deep water and of foam. */
  readonly deep: Rgb;
  readonly foam: Rgb;
}

const DEEP: Rgb = [22, 66, 86];
/** Metres of water through which the bed can be seen. */
const CLEAR_METRES = 3.2;

export function waterBody(
  world: OpenWorld,
  kind: TerrainKind,
  light: Light,
  ripples: TileTexture,
  view: View,
): WaterBody | null {
  const { waterLevel, waves } = world;
  if (waterLevel === null) return null;
  const colour = world.waterColour ?? DEEP;
  const shine = (c: 0 | 1 | 2): number => light.ambient[c] * 0.75 + light.key[c] * 0.45;
  const white = (c: 0 | 1 | 2): number => Math.min(255, 252 * (shine(c) * 0.85 + 0.28));
  return {
    level: waterLevel,
    surf: kind === 'beach' ? 0.6 + waves * 0.6 : 0,
    whitecaps: smoothstep(0.5, 1, waves),
    seconds: view.storySeconds,
    ripples,
    deep: [colour[0] * shine(0) * 1.2, colour[1] * shine(1) * 1.2, colour[2] * shine(2) * 1.2],
    foam: [white(0), white(1), white(2)],
  };
}

/** Lakes, rivers and the open sea: still edges, whitecaps in a storm. */
export function shadeCalm(row: LandRow, water: WaterBody, step: number): void {
  const { level, whitecaps, seconds } = water;
  const { data, size } = water.ripples;
  for (let i = 0; i < row.z.length; i += step) {
    const z = row.z[i] ?? 0;
    const bed = level - (row.bed[i] ?? 0);
    if (z <= 0 || bed < -0.002) continue;
    let foam = 0;
    if (whitecaps > 0 && z < 220) {
      const x = row.x[i] ?? 0;
      const y = row.y[i] ?? 0;
      const chop = sampleTile(data, size, x * 6 - seconds * 4, y * 9 - seconds * 9);
      const speck = sampleTile(data, size, x * 31 + seconds * 8, y * 60);
      foam = whitecaps * smoothstep(0.3, 0.55, chop + speck * 0.42) * clamp(1.2 - z / 180);
    }
    blendWater(row, i, water, bed, clamp(foam) * 0.94);
  }
}

/** A beach: rollers come in, and their last thin sheets run up the sand and leave it wet. */
export function shadeSurf(row: LandRow, water: WaterBody, step: number): void {
  const { level, surf, seconds } = water;
  const { data, size } = water.ripples;
  for (let i = 0; i < row.z.length; i += step) {
    const z = row.z[i] ?? 0;
    const bed = level - (row.bed[i] ?? 0);
    if (z <= 0 || bed < -0.16) continue;
    if (bed >= 2.4) {
      blendWater(row, i, water, bed, 0);
      continue;
    }
    const x = row.x[i] ?? 0;
    const y = row.y[i] ?? 0;
    const lace =
      sampleTile(data, size, x * 26 + seconds * 2, y * 26 - seconds * 5) +
      sampleTile(data, size, x * 61, y * 61 + seconds * 9) * 0.6;
    // How far above its level the sea stands on the sand: waves of two lengths, never quite alike.
    const wander = sampleTile(data, size, x * 1.7, seconds * 0.7) * 0.045;
    const film = bed + (0.05 + 0.05 * Math.sin(seconds * 0.95 + x * 0.05) + wander) * surf;
    if (bed < 0.02) dampen(row, i, smoothstep(-0.15, -0.05, bed) * 0.34);
    if (film <= 0) continue;
    const roller = bed * 1.7 + seconds * 0.36 + sampleTile(data, size, x * 1.1, y * 0.8 + 7) * 0.6;
    const phase = roller - Math.floor(roller);
    // A breaker is a dark face, a white crest behind it, and a trail of foam that thins out.
    const breaking = smoothstep(2.3, 0.9, bed) * clamp(1.4 - z / 160);
    const crest = smoothstep(0.78, 0.9, phase) * smoothstep(1, 0.97, phase);
    const trail = smoothstep(0.3, 0.78, phase) * smoothstep(0.9, 0.78, phase);
    const face = smoothstep(0.16, 0, phase) * breaking * smoothstep(0.2, 0.8, bed);
    const edge = smoothstep(0.07 + z * 0.0008, 0.004, film) * (0.95 + lace * 0.7);
    const rolling = (crest * (0.95 + lace * 0.7) + trail * (0.14 + lace * 0.85)) * breaking;
    const left = smoothstep(0.1, 0.7, lace) * smoothstep(0.8, 0.03, bed) * 0.5;
    blendWater(row, i, water, film, clamp(edge + rolling + left) * 0.96);
    if (face > 0) dampen(row, i, face * 0.3);
  }
}

/** Sand that the last wave reached is darker than dry sand. */
function dampen(row: LandRow, i: number, k: number): void {
  row.red[i] = (row.red[i] ?? 0) * (1 - k);
  row.green[i] = (row.green[i] ?? 0) * (1 - k * 0.95);
  row.blue[i] = (row.blue[i] ?? 0) * (1 - k * 0.82);
}

function blendWater(row: LandRow, i: number, water: WaterBody, metres: number, foam: number): void {
  const { deep, foam: white } = water;
  const through = metres > CLEAR_METRES ? 0 : 1 - Math.sqrt(smoothstep(-0.1, CLEAR_METRES, metres));
  // Shallows over a light bed turn the colour of the water to turquoise.
  const shallow = metres < 4 ? smoothstep(4, 0.2, metres) : 0;
  const red = deep[0] * (1 + shallow * 0.5);
  const green = deep[1] * (1 + shallow * 0.62);
  const blue = deep[2] * (1 + shallow * 0.42);
  row.red[i] = mix(mix(red, (row.red[i] ?? 0) * 0.72, through), white[0], foam);
  row.green[i] = mix(mix(green, (row.green[i] ?? 0) * 0.84, through), white[1], foam);
  row.blue[i] = mix(mix(blue, (row.blue[i] ?? 0) * 0.9, through), white[2], foam);
  row.foam[i] = foam;
}
