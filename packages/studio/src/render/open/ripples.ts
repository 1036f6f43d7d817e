import type { TileTexture } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import type { MirrorScratch } from './land-scratch.ts';

/** Waves are sampled in every second column: they hold nothing finer. */
const STEP = 2;
/** The middle waves fade out up to here, metres, and the small ones before. */
const MIDDLE_FADES = 504;
const SMALL_WITHIN = 72;

/** Slopes of the waves in the columns `first` .. `last` of a row of water at one distance. */
export function rippleRow(
  out: MirrorScratch,
  ripples: TileTexture,
  view: View,
  z: number,
  first: number,
  last: number,
): void {
  const { data, size } = ripples;
  const { slopeX, slopeY } = out;
  const mask = size - 1;
  const time = view.storySeconds;
  const { x: eyeX, y: eyeY } = view.pose;
  const alongX = (view.cosYaw * z) / view.focal;
  const alongY = (-view.sinYaw * z) / view.focal;
  const startX = eyeX + view.sinYaw * z + (0.5 - view.centreX) * alongX;
  const startY = eyeY + view.cosYaw * z + (0.5 - view.centreX) * alongY;
  const begin = first & ~1;
  const end = Math.min(slopeX.length - 1, last + STEP);
  slopeX.fill(0, begin, end + 1);
  slopeY.fill(0, begin, end + 1);
  const layers = z < SMALL_WITHIN ? 5 : z < MIDDLE_FADES ? 3 : 1;
  const middle = 0.62 * Math.min(1, 1.2 - z / 420);
  const small = 0.4 * Math.min(1, 1.2 - z / 60);
  for (let layer = 0; layer < layers; layer++) {
    const at = layer * FIELDS;
    const scaleX = WAVES[at] ?? 0;
    const scaleY = WAVES[at + 1] ?? 0;
    const strength = layer === 0 ? 0.4 : layer < 3 ? middle : small;
    const toX = strength * (WAVES[at + 5] ?? 0);
    const toY = strength * (WAVES[at + 6] ?? 0);
    const stepU = alongX * scaleX * STEP;
    const stepV = alongY * scaleY * STEP;
    let u = (startX + begin * alongX) * scaleX + (WAVES[at + 2] ?? 0) * time + (WAVES[at + 4] ?? 0);
    let v = (startY + begin * alongY) * scaleY + (WAVES[at + 3] ?? 0) * time;
    for (let x = begin; x <= end; x += STEP) {
      const xi = Math.floor(u);
      const yi = Math.floor(v);
      const fx = u - xi;
      const x0 = xi & mask;
      const x1 = (xi + 1) & mask;
      const y0 = (yi & mask) * size;
      const y1 = ((yi + 1) & mask) * size;
      const a = data[y0 + x0] ?? 0;
      const c = data[y1 + x0] ?? 0;
      const top = a + ((data[y0 + x1] ?? 0) - a) * fx;
      const wave = top + (c + ((data[y1 + x1] ?? 0) - c) * fx - top) * (v - yi);
      slopeX[x] = (slopeX[x] ?? 0) + wave * toX;
      slopeY[x] = (slopeY[x] ?? 0) + wave * toY;
      u += stepU;
      v += stepV;
    }
  }
  for (let x = begin + 1; x < end; x += STEP) {
    slopeX[x] = ((slopeX[x - 1] ?? 0) + (slopeX[x + 1] ?? 0)) * 0.5;
    slopeY[x] = ((slopeY[x - 1] ?? 0) + (slopeY[x + 1] ?? 0)) * 0.5;
  }
}

const FIELDS = 7;
/**
 * Trains of waves, long to short: texels per metre along x and y, texels per second along each, an offset, and how much
 * of the wave leans sideways and towards the eye.
 */
const WAVES = Float64Array.from(
  [
    [0.21, 0.43, 0.6, -1.7, 0, 0, 1],
    [2.1, 2.1, 5, 3, 0, 1, 0],
    [1.5, 3.1, -3, -8, 90, 0, 1],
    [12, 19, -11, 9, 0, 1, 0],
    [11, 23, 9, -13, 50, 0, 1],
  ].flat(),
);
