import { type Noise, createNoise } from '../../maths/noise.ts';
import { sharedFloats } from '../world-painter.ts';

/** A square of noise that repeats without a seam, about -1..1, with power-of-two size. */
export interface TileTexture {
  readonly size: number;
  readonly data: Float32Array<SharedArrayBuffer>;
}

/** `cells` lattice cells across (a power of two), `octaves` of detail on top of them. */
export function bakeTile(
  seed: number,
  size: number,
  cells: number,
  octaves: number,
  kind: 'fractal' | 'ridged',
): TileTexture {
  return tileOf(createNoise(seed), size, cells, octaves, kind);
}

/** The same from noise that exists already. A bake that needs a sum of octaves per cell samples such a tile instead. */
export function tileOf(
  noise: Noise,
  size: number,
  cells: number,
  octaves: number,
  kind: 'fractal' | 'ridged',
): TileTexture {
  const data = sharedFloats(size * size);
  const scale = cells / size;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) data[y * size + x] = noise[kind](x * scale, y * scale, octaves, cells);
  return { size, data };
}

/** Bilinear value of a tile at texel coordinates, which may be any finite number. */
export function sampleTile(data: Float32Array, size: number, u: number, v: number): number {
  const mask = size - 1;
  const x = Math.floor(u);
  const y = Math.floor(v);
  const fx = u - x;
  const fy = v - y;
  const x0 = x & mask;
  const x1 = (x + 1) & mask;
  const y0 = (y & mask) * size;
  const y1 = ((y + 1) & mask) * size;
  const a = data[y0 + x0] ?? 0;
  const c = data[y1 + x0] ?? 0;
  const top = a + ((data[y0 + x1] ?? 0) - a) * fx;
  return top + (c + ((data[y1 + x1] ?? 0) - c) * fx - top) * fy;
}
