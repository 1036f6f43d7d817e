import type { Canvas } from './canvas.ts';

/**
 * A picture with every combination of halved widths and halved heights, so that a surface seen at a grazing angle is
 * sampled narrow in one direction and stays sharp in the other. Sizes are powers of two; texels are ABGR words.
 */
export interface Texture {
  readonly width: number;
  readonly height: number;
  readonly levelsX: number;
  readonly levelsY: number;
  /** Where level (x, y) starts, at `y * levelsX + x`. */
  readonly offsets: readonly number[];
  readonly texels: Uint32Array<SharedArrayBuffer>;
}

/** Halvings kept: 128 texels to one is as far as any camera gets before fog or a flat tone takes over. */
const MOST_LEVELS = 8;

export function createTexture(canvas: Canvas): Texture {
  const { width, height } = canvas;
  const levelsX = Math.min(MOST_LEVELS, Math.log2(width) + 1);
  const levelsY = Math.min(MOST_LEVELS, Math.log2(height) + 1);
  const offsets: number[] = [];
  let total = 0;
  for (let y = 0; y < levelsY; y++) {
    for (let x = 0; x < levelsX; x++) {
      offsets.push(total);
      total += (width >> x) * (height >> y);
    }
  }
  const texels = new Uint32Array(new SharedArrayBuffer(total * 4));
  pack(canvas.data, texels);
  for (let y = 0; y < levelsY; y++) {
    if (y > 0)
      halveRows(texels, offsets[(y - 1) * levelsX] ?? 0, offsets[y * levelsX] ?? 0, width, height >> y);
    for (let x = 1; x < levelsX; x++)
      halveColumns(
        texels,
        offsets[y * levelsX + x - 1] ?? 0,
        offsets[y * levelsX + x] ?? 0,
        width >> x,
        height >> y,
      );
  }
  return { width, height, levelsX, levelsY, offsets, texels };
}

function pack(data: Float32Array, texels: Uint32Array): void {
  const bytes = new Uint8ClampedArray(texels.buffer, 0, data.length);
  // A plain loop: converting between array kinds with `set` takes several times as long.
  for (let i = 0; i < data.length; i++) bytes[i] = data[i] ?? 0;
}

/** Average of two ABGR words, rounding down per channel without carrying between channels. */
function average(a: number, b: number): number {
  return ((a & b) + (((a ^ b) & 0xfefefefe) >>> 1)) >>> 0;
}

/** The same, rounding up; alternating the two keeps the small levels from growing dark. */
function averageUp(a: number, b: number): number {
  return ((a | b) - (((a ^ b) & 0xfefefefe) >>> 1)) >>> 0;
}

function halveColumns(texels: Uint32Array, from: number, to: number, width: number, height: number): void {
  const count = width * height;
  for (let i = 0; i < count; i++)
    texels[to + i] = averageUp(texels[from + i * 2] ?? 0, texels[from + i * 2 + 1] ?? 0);
}

function halveRows(texels: Uint32Array, from: number, to: number, width: number, height: number): void {
  for (let row = 0; row < height; row++) {
    const above = from + row * 2 * width;
    const out = to + row * width;
    for (let i = 0; i < width; i++)
      texels[out + i] = average(texels[above + i] ?? 0, texels[above + width + i] ?? 0);
  }
}
