import { clamp, smoothstep } from '../../maths/curves.ts';
import type { Noise } from '../../maths/noise.ts';

/**
 * One fair-weather cloud, independent of the light: it can be stamped under any sun.
 * Four bytes a texel: coverage, how much it faces up, how much it faces right (128 = neither), thickness.
 */
export interface Cumulus {
  readonly width: number;
  readonly height: number;
  readonly texels: Uint8Array;
}

const WIDTH = 320;
const HEIGHT = 176;
/** Row of the flat bottom, as a fraction of the height. */
const BASE = 0.84;

export function bakeCumulus(noise: Noise, random: () => number, variant: number): Cumulus {
  const bulge = heapPuffs(random);
  const shape = roughen(bulge, noise, variant);
  const texels = new Uint8Array(WIDTH * HEIGHT * 4);
  const base = HEIGHT * BASE;
  for (let y = 0; y < HEIGHT; y++) {
    const above = clamp((base - y) / (base * 0.8));
    for (let x = 0; x < WIDTH; x++) {
      const at = y * WIDTH + x;
      const depth = shape[at] ?? 0;
      const fray = noise.fractal(x * 0.06 + variant * 31, y * 0.09, 2);
      const floor = smoothstep(base + 9, base - 5, y + fray * 9);
      const edge =
        Math.min(smoothstep(0, 26, x), smoothstep(WIDTH - 1, WIDTH - 27, x)) * smoothstep(0, 14, y);
      const cover = smoothstep(2, 15, depth) * floor * edge;
      const slopeX = slope(shape, at, 5, x > 5 && x < WIDTH - 6);
      const slopeY = slope(shape, at, 5 * WIDTH, y > 5 && y < HEIGHT - 6);
      const facesUp =
        clamp(0.36 + slopeY * 0.4 + fray * 0.1) * 0.5 + 0.5 * smoothstep(-0.02, 0.6, above + fray * 0.1);
      texels[at * 4] = cover * 255;
      texels[at * 4 + 1] = clamp(facesUp) * 255;
      texels[at * 4 + 2] = clamp(0.5 - slopeX * 0.4) * 255;
      texels[at * 4 + 3] = clamp(depth / 60) * 255;
    }
  }
  return { width: WIDTH, height: HEIGHT, texels };
}

function slope(shape: Float32Array, at: number, step: number, inside: boolean): number {
  return inside ? ((shape[at + step] ?? 0) - (shape[at - step] ?? 0)) / 16 : 0;
}

/** Height towards the viewer of a heap of balls: big ones low in the middle, small ones on top and at the ends. */
function heapPuffs(random: () => number): Float32Array {
  const bulge = new Float32Array(WIDTH * HEIGHT);
  const base = HEIGHT * BASE;
  const towers = 2 + Math.floor(random() * 3);
  for (let tower = 0; tower < towers; tower++) {
    const middle = (random() - 0.5) * 0.62;
    const tall = (0.45 + 0.55 * random()) * (1 - Math.abs(middle) * 0.9);
    const puffs = 10 + Math.floor(random() * 8);
    for (let puff = 0; puff < puffs; puff++) {
      const rise = random();
      const spread = (random() - 0.5) * 0.36 * (1.15 - rise);
      const radius = HEIGHT * (0.085 + 0.13 * random() * (1.2 - rise));
      const x = WIDTH * (0.5 + (middle + spread) * 0.72);
      addBall(bulge, x, base - radius * 0.45 - rise * tall * HEIGHT * 0.52, radius, random() * 10);
    }
  }
  for (let puff = 0; puff < 26; puff++) {
    const along = (random() - 0.5) * 0.8;
    const radius = HEIGHT * (0.05 + 0.12 * (1 - Math.abs(along) * 1.7) * random() + 0.02);
    addBall(bulge, WIDTH * (0.5 + along), base - radius * (0.3 + random() * 0.6), radius, random() * 8);
  }
  return bulge;
}

function addBall(
  bulge: Float32Array,
  centreX: number,
  centreY: number,
  radius: number,
  towards: number,
): void {
  const left = Math.max(0, Math.floor(centreX - radius));
  const right = Math.min(WIDTH - 1, Math.ceil(centreX + radius));
  const top = Math.max(0, Math.floor(centreY - radius));
  const bottom = Math.min(HEIGHT - 1, Math.ceil(centreY + radius));
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const inside = radius * radius - (x - centreX) * (x - centreX) - (y - centreY) * (y - centreY);
      if (inside <= 0) continue;
      const at = y * WIDTH + x;
      const height = Math.sqrt(inside) + towards * Math.min(1, inside / 200);
      if (height > (bulge[at] ?? 0)) bulge[at] = height;
    }
}

/** Displaces the heap by turbulence, which turns balls into cauliflower. */
function roughen(bulge: Float32Array, noise: Noise, variant: number): Float32Array {
  const shape = new Float32Array(WIDTH * HEIGHT);
  const offset = variant * 47;
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const pushX = noise.fractal(x * 0.045 + offset, y * 0.045, 3) * 15;
      const pushY = noise.fractal(x * 0.045 + offset + 90, y * 0.045 + 60, 3) * 15;
      const fromX = Math.min(WIDTH - 1, Math.max(0, Math.round(x + pushX)));
      const fromY = Math.min(HEIGHT - 1, Math.max(0, Math.round(y + pushY)));
      const depth = bulge[fromY * WIDTH + fromX] ?? 0;
      const knobs = 1 - Math.abs(noise.fractal(x * 0.11 + offset, y * 0.11 + 20, 2));
      shape[y * WIDTH + x] = depth > 0 ? depth + (knobs - 0.75) * 7 : 0;
    }
  return blur(blur(blur(shape)));
}

function blur(source: Float32Array): Float32Array {
  const result = new Float32Array(source.length);
  for (let y = 1; y < HEIGHT - 1; y++)
    for (let x = 1; x < WIDTH - 1; x++) {
      const at = y * WIDTH + x;
      const sides =
        (source[at - 1] ?? 0) + (source[at + 1] ?? 0) + (source[at - WIDTH] ?? 0) + (source[at + WIDTH] ?? 0);
      result[at] = (source[at] ?? 0) * 0.36 + sides * 0.16;
    }
  return result;
}
