import { hash2 } from './random.ts';

/** Lattice noise and its sums, for textures. Every function repeats with `period` lattice cells, so textures tile. */
export interface Noise {
  /** Smooth value noise, -1..1. */
  value(x: number, y: number, period?: number): number;
  /** Sum of octaves at doubling frequency and halving weight, about -1..1. */
  fractal(x: number, y: number, octaves: number, period?: number): number;
  /** Sum of folded octaves: 0 in the valleys, 1 on the crests. */
  ridged(x: number, y: number, octaves: number, period?: number): number;
}

const SIZE = 256;

export function createNoise(seed: number): Noise {
  const lattice = new Float32Array(SIZE * SIZE);
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) lattice[y * SIZE + x] = hash2(x, y, seed) * 2 - 1;

  const value = (x: number, y: number, period = SIZE): number => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const fx = x - x0;
    const fy = y - y0;
    const ux = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    const uy = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    const xa = (((x0 % period) + period) % period) & (SIZE - 1);
    const xb = ((((x0 + 1) % period) + period) % period) & (SIZE - 1);
    const ya = ((((y0 % period) + period) % period) & (SIZE - 1)) * SIZE;
    const yb = (((((y0 + 1) % period) + period) % period) & (SIZE - 1)) * SIZE;
    const a = lattice[ya + xa] ?? 0;
    const b = lattice[ya + xb] ?? 0;
    const c = lattice[yb + xa] ?? 0;
    const d = lattice[yb + xb] ?? 0;
    const top = a + (b - a) * ux;
    return top + (c + (d - c) * ux - top) * uy;
  };

  const fractal = (x: number, y: number, octaves: number, period = SIZE): number => {
    let sum = 0;
    let weight = 0.5;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave++) {
      sum += value(x * scale + octave * 17, y * scale + octave * 29, Math.min(SIZE, period * scale)) * weight;
      weight *= 0.5;
      scale *= 2;
    }
    return sum;
  };

  const ridged = (x: number, y: number, octaves: number, period = SIZE): number => {
    let sum = 0;
    let weight = 0.5;
    let scale = 1;
    let carry = 1;
    for (let octave = 0; octave < octaves; octave++) {
      const fold =
        1 - Math.abs(value(x * scale + octave * 17, y * scale + octave * 29, Math.min(SIZE, period * scale)));
      sum += fold * fold * weight * carry;
      carry = fold;
      weight *= 0.5;
      scale *= 2;
    }
    return sum;
  };

  return { value, fractal, ridged };
}
