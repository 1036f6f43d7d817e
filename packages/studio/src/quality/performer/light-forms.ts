import { hash2 } from '../../maths/random.ts';
import type { FormBuffer } from './form-buffer.ts';

/** Samples a pixel has along each side. */
export const SAMPLES = 2;

/** From the upper left, in front. Unit length. */
const KEY = { x: -0.45, y: -0.58, z: 0.68 } as const;
const AMBIENT = 0.5;
const KEY_STRENGTH = 0.62;
/** Neighbours nearer than this take light away; much nearer ones are another limb and take less. */
const SHADE_METRES = 0.015;
const SHADE_REACH_METRES = 0.16;
const SHADE_STRENGTH = 0.3;
const GRAIN = 5;

/** Lights the forms and lays them over `rgba`, which holds the background. `reach` is the radius of soft shade in samples. */
export function lightForms(
  buffer: FormBuffer,
  rgba: Uint8ClampedArray,
  reach: number,
  grainSeed: number,
): void {
  const width = buffer.width / SAMPLES;
  const height = buffer.height / SAMPLES;
  const sum = new Float32Array(3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      sum.fill(0);
      const hits = lightPixel(buffer, x * SAMPLES, y * SAMPLES, reach, sum);
      const clear = 1 - hits / SAMPLES ** 2;
      const grain = (hash2(x, y, grainSeed) - 0.5) * GRAIN;
      for (let channel = 0; channel < 3; channel++) {
        rgba[at + channel] = (rgba[at + channel] ?? 0) * clear + (sum[channel] ?? 0) / SAMPLES ** 2 + grain;
      }
    }
  }
}

/** Adds up the lit samples of a pixel; returns how many there are. */
function lightPixel(buffer: FormBuffer, left: number, top: number, reach: number, sum: Float32Array): number {
  let hits = 0;
  for (let row = top; row < top + SAMPLES; row++) {
    for (let column = left; column < left + SAMPLES; column++) {
      const sample = row * buffer.width + column;
      const depth = buffer.depth[sample] ?? 0;
      if (depth === Number.NEGATIVE_INFINITY) continue;
      hits++;
      const light = lightAt(buffer, sample) * (1 - shadeAt(buffer, column, row, depth, reach));
      for (let channel = 0; channel < 3; channel++) {
        sum[channel] = (sum[channel] ?? 0) + (buffer.colour[sample * 3 + channel] ?? 0) * light;
      }
    }
  }
  return hits;
}

function lightAt({ slopeX, slopeY }: FormBuffer, sample: number): number {
  const x = slopeX[sample] ?? 0;
  const y = slopeY[sample] ?? 0;
  const z = Math.sqrt(Math.max(0, 1 - x * x - y * y));
  const key = x * KEY.x + y * KEY.y + z * KEY.z;
  return AMBIENT + KEY_STRENGTH * Math.max(0, key) - 0.16 * (1 - z) ** 2;
}

/** 0..SHADE_STRENGTH: how much of the sky nearer forms hide. */
function shadeAt(buffer: FormBuffer, x: number, y: number, depth: number, reach: number): number {
  let hidden = 0;
  for (let ring = 1; ring <= 2; ring++) {
    const step = (reach * ring) >> 1;
    for (let side = 0; side < 8; side++) {
      const column = x + (RING_X[side] ?? 0) * step;
      const row = y + (RING_Y[side] ?? 0) * step;
      if (column < 0 || row < 0 || column >= buffer.width || row >= buffer.height) continue;
      const ahead = (buffer.depth[row * buffer.width + column] ?? 0) - depth;
      if (ahead > SHADE_METRES) hidden += ahead < SHADE_REACH_METRES ? 1 : 0.5;
    }
  }
  return (SHADE_STRENGTH * hidden) / 8;
}

const RING_X = [1, 1, 0, -1, -1, -1, 0, 1] as const;
const RING_Y = [0, 1, 1, 1, 0, -1, -1, -1] as const;
