import { smoothstep } from '../../maths/curves.ts';
import { randomStream } from '../../maths/random.ts';
import { sharedBytes } from '../world-painter.ts';
import type { LandRow } from './land-row.ts';
import type { View } from '../view.ts';

/**
 * Grass close to the camera is a stack of thin upright screens, fixed in the world, each a row of blades. A ray that
 * would reach the turf is tested against the few screens it passes below blade height.
 */
export interface BladeTable {
  /** Two bytes a texel: height of the blade standing there, and how light it is. */
  readonly texels: Uint8Array<SharedArrayBuffer>;
}

/** Blades fade into the turf texture over these distances: beyond, one blade is thinner than a pixel. */
export const BLADES_FULL = 4.5;
export const BLADES_GONE = 9;
const COLUMNS = 1024;
const ROWS = 64;
/** 1024 columns over 2.56 m: 2.5 mm each. */
const TEXELS_PER_METRE = 400;
const SPACING = 0.1;
const PER_SPACING = 10;
const MOST_SCREENS = 4;

/** Blades of one seed; null leaves the table bare for land without grass. */
export function bakeBlades(seed: number | null): BladeTable {
  const texels = sharedBytes(COLUMNS * ROWS * 2);
  if (seed === null) return { texels };
  const random = randomStream(seed, 'blades');
  for (let row = 0; row < ROWS; row++)
    for (let blade = 0; blade < 210; blade++) {
      const root = random() * COLUMNS;
      const tall = 0.3 + 0.7 * random() * random() + 0.12 * random();
      const half = 2 + random() * 3.2;
      const tone = 70 + random() * 185;
      for (let offset = -6; offset <= 6; offset++) {
        const height = tall * (1 - Math.abs(offset) / half) * 255;
        const at = (row * COLUMNS + ((Math.floor(root) + offset + COLUMNS) % COLUMNS)) * 2;
        if (height > (texels[at] ?? 0)) {
          texels[at] = Math.min(255, height);
          texels[at + 1] = tone;
        }
      }
    }
  return { texels };
}

/** Full contrast makes a meadow harder than the figures on it, and flicker when the camera travels low over it. */
const BLADE_CONTRAST = 0.66;
const BLADE_MEAN = 0.92;

/** Stands blades on the near part of a row: dark between the roots, light at the tips. */
export function standBlades(
  row: LandRow,
  table: BladeTable,
  view: View,
  drop: number,
  bladeMetres: number,
): void {
  const { texels } = table;
  // The screens stand across the axis that the camera looks along.
  const alongY = view.cosYaw * view.cosYaw > 0.5;
  const origin = alongY ? view.pose.y : view.pose.x;
  const asideOrigin = alongY ? view.pose.x : view.pose.y;
  const aways = alongY ? row.y : row.x;
  const asides = alongY ? row.x : row.y;
  const { z: distances, covered, gain: gains } = row;
  const wind = view.storySeconds * 0.3;
  const perBlade = 1 / bladeMetres;
  const reach = bladeMetres / SPACING;
  const sharpness = view.focal * bladeMetres * 0.96;
  for (let i = 0; i < distances.length; i++) {
    const z = distances[i] ?? 0;
    const eyeAbove = drop * z;
    if (z <= 0 || z > BLADES_GONE || eyeAbove < 0.2 || (covered[i] ?? 0) > 0.3) continue;
    const away = (aways[i] ?? 0) - origin;
    const direction = away < 0 ? -1 : 1;
    const length = away * direction + 1e-6;
    const perLength = 1 / length;
    const passed = (reach * length) / eyeAbove;
    const screens = passed < MOST_SCREENS - 1 ? (passed | 0) + 1 : MOST_SCREENS;
    const last = Math.floor((origin + away) * direction * PER_SPACING);
    const sharp = sharpness / z;
    // A gust passes over neighbouring blades alike: one bend for the whole ray.
    const gust = (asides[i] ?? 0) * 0.31 + last * 0.05 + wind;
    const bend = Math.abs(gust - Math.floor(gust) - 0.5) * 4 - 1;
    const sway = bend * (1.5 - Math.abs(bend) * 0.5) * 4;
    // The ray from the eye falls linearly: everything along it changes by the same step from screen to screen.
    let number = last - screens + 1;
    let part = (number * SPACING - origin * direction) * perLength;
    const partStep = SPACING * perLength;
    const heights = eyeAbove * perBlade;
    const across = ((asides[i] ?? 0) - asideOrigin) * TEXELS_PER_METRE;
    const acrossOrigin = asideOrigin * TEXELS_PER_METRE;
    let clear = 1;
    let light = 0;
    for (; number <= last && clear > 0.05; number++, part += partStep) {
      const height = (1 - part) * heights;
      if (height > 1 || part <= 0) continue;
      const column = (acrossOrigin + across * part + number * 389 + sway * height) & (COLUMNS - 1);
      const texel = (((number & (ROWS - 1)) << 10) + column) << 1;
      const over = ((texels[texel] ?? 0) * (1 / 255) - height) * sharp + 0.5;
      if (over <= 0) continue;
      const cover = over > 1 ? 1 : over;
      light += clear * cover * (0.5 + 0.62 * height + (texels[texel + 1] ?? 0) * 0.0019);
      clear *= 1 - cover;
    }
    const hit = BLADE_MEAN + (light + clear * 0.52 - BLADE_MEAN) * BLADE_CONTRAST;
    const gain = gains[i] ?? 1;
    gains[i] = z < BLADES_FULL ? hit : gain + (hit - gain) * smoothstep(BLADES_GONE, BLADES_FULL, z);
  }
}
