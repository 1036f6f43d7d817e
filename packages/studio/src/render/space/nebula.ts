import { TAU, smoothstep } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import { randomStream } from '../../maths/random.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { sharedBytes } from '../world-painter.ts';

/** Coloured gas all around on a cylinder; three bytes a texel. */
export interface Nebula {
  readonly texels: Uint8Array<SharedArrayBuffer>;
}

const WIDTH = 1024;
const HEIGHT = 320;
/** Tangent of the elevation at the top row; the bottom row is as far below. */
const REACH = 1.1;

const GASES = [
  [
    [236, 74, 132],
    [70, 96, 232],
    [255, 180, 110],
  ],
  [
    [60, 170, 220],
    [150, 60, 210],
    [255, 150, 190],
  ],
  [
    [230, 120, 60],
    [40, 130, 170],
    [255, 226, 170],
  ],
] as const;

export function bakeNebula(seed: number, amount: number): Nebula {
  const noise = createNoise(seed ^ 0x1e7);
  const gas = GASES[Math.floor(randomStream(seed, 'nebula')() * GASES.length)] ?? GASES[0];
  const texels = sharedBytes(WIDTH * HEIGHT * 3);
  for (let row = 0; row < HEIGHT; row++)
    for (let column = 0; column < WIDTH; column++) {
      const x = (column / WIDTH) * 16;
      const y = (row / HEIGHT) * 6;
      const bendX = noise.fractal(x, y + 20, 4, 16) * 1.3;
      const bendY = noise.fractal(x + 5, y + 50, 3, 16) * 1.3;
      const band = smoothstep(1.1, 0, Math.abs(row / HEIGHT - 0.46 + bendY * 0.1) * 3.2);
      const cloud = noise.fractal(x + bendX, y + bendY, 5, 16) * 0.75 + 0.5;
      const dust = smoothstep(0.42, 0.78, noise.ridged(x + bendY + 3, y + bendX, 4, 16));
      const body = Math.max(0, cloud - 0.3) * (0.3 + band) * (1 - dust * 0.6);
      const core = smoothstep(0.62, 0.98, cloud) * band;
      const hue = smoothstep(-0.3, 0.3, noise.fractal(x * 0.5 + 2, y * 0.5 + 9, 3, 8));
      const at = (row * WIDTH + column) * 3;
      for (let c = 0; c < 3; c++) {
        const tint = (gas[0][c] ?? 0) * (1 - hue) + (gas[1][c] ?? 0) * hue;
        const faint = [5, 6, 14][c] ?? 0;
        texels[at + c] = Math.min(255, faint + amount * (tint * body * 1.15 + (gas[2][c] ?? 0) * core * 0.5));
      }
    }
  return { texels };
}

export function drawNebula(frame: Frame, view: View, nebula: Nebula): void {
  const { width, height, rgba } = frame;
  const { texels } = nebula;
  const stride = WIDTH * 3;
  const flats = new Float32Array(width);
  const columns = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const lateral = (x - view.centreX) / view.focal;
    flats[x] = 1 / Math.sqrt(1 + lateral * lateral);
    columns[x] = ((Math.atan(lateral) + view.pose.yaw + view.pose.x * 0.0008) / TAU + 4) * WIDTH;
  }
  for (let y = 0; y < height; y++) {
    const elevation = (view.horizon - y) / view.focal;
    for (let x = 0; x < width; x++) {
      const u = columns[x] ?? 0;
      const raw = ((REACH - elevation * (flats[x] ?? 1)) / (2 * REACH)) * HEIGHT;
      const v = raw < 0 ? 0 : raw > HEIGHT - 1.01 ? HEIGHT - 1.01 : raw;
      const xi = Math.floor(u);
      const yi = Math.floor(v);
      const fx = u - xi;
      const fy = v - yi;
      const p00 = yi * stride + (xi % WIDTH) * 3;
      const p10 = yi * stride + ((xi + 1) % WIDTH) * 3;
      const at = (y * width + x) * 4;
      const dither = ((x * 5 + y * 3 + ((x ^ y) & 1) * 4) & 7) * 0.12;
      for (let c = 0; c < 3; c++) {
        const top = (texels[p00 + c] ?? 0) * (1 - fx) + (texels[p10 + c] ?? 0) * fx;
        const below = (texels[p00 + stride + c] ?? 0) * (1 - fx) + (texels[p10 + stride + c] ?? 0) * fx;
        rgba[at + c] = top + (below - top) * fy + dither;
      }
      rgba[at + 3] = 255;
    }
  }
}
