import type { Picture } from '../pixels/picture.ts';

/** A square of a picture, in its pixels; may reach over the border, where there is black. */
export interface Square {
  readonly centreX: number;
  readonly centreY: number;
  readonly size: number;
  /** Radians, clockwise on the screen: the direction of the square's own x axis. */
  readonly angle: number;
}

const MOST_TAPS = 8;

/**
 * The square as `side` x `side` pixels of red, green and blue into `out`: `value * scale + offset`, values 0..255.
 * Bilinear, with so many samples a pixel that none of the picture is stepped over.
 */
export function sampleSquare(
  picture: Picture,
  square: Square,
  side: number,
  out: Float32Array | Int32Array,
  scale = 1,
  offset = 0,
): void {
  const step = square.size / side;
  const taps = Math.max(1, Math.min(MOST_TAPS, Math.ceil(step / 2)));
  const tapX = (Math.cos(square.angle) * step) / taps;
  const tapY = (Math.sin(square.angle) * step) / taps;
  const sums = new Float32Array(side * 3);
  const middle = (side * taps) / 2 - 0.5;
  const weight = scale / (taps * taps);
  for (let row = 0; row < side; row++) {
    sums.fill(0);
    for (let tap = 0; tap < taps; tap++) {
      const v = row * taps + tap - middle;
      const startX = square.centreX - middle * tapX - v * tapY - 0.5;
      const startY = square.centreY - middle * tapY + v * tapX - 0.5;
      addLine(picture, startX, startY, tapX, tapY, taps, sums);
    }
    const at = row * side * 3;
    for (let i = 0; i < sums.length; i++) out[at + i] = (sums[i] ?? 0) * weight + offset;
  }
}

/** Adds `taps` samples along a line to every pixel of a row. */
function addLine(
  { rgba, width, height }: Picture,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
  taps: number,
  sums: Float32Array,
): void {
  const count = (sums.length / 3) * taps;
  const stride = width * 4;
  for (let k = 0; k < count; k++) {
    const x = startX + k * stepX;
    const y = startY + k * stepY;
    const left = Math.floor(x);
    const top = Math.floor(y);
    if (left < -1 || top < -1 || left >= width || top >= height) continue;
    const fx = x - left;
    const fy = y - top;
    // A neighbour beyond the border weighs nothing and is read from inside.
    const a = left < 0 || top < 0 ? 0 : (1 - fx) * (1 - fy);
    const b = left >= width - 1 || top < 0 ? 0 : fx * (1 - fy);
    const c = left < 0 || top >= height - 1 ? 0 : (1 - fx) * fy;
    const d = left >= width - 1 || top >= height - 1 ? 0 : fx * fy;
    const p = top * stride + left * 4;
    const pa = a === 0 ? 0 : p;
    const pb = b === 0 ? 0 : p + 4;
    const pc = c === 0 ? 0 : p + stride;
    const pd = d === 0 ? 0 : p + stride + 4;
    const at = Math.floor(k / taps) * 3;
    for (let channel = 0; channel < 3; channel++)
      sums[at + channel] =
        (sums[at + channel] ?? 0) +
        a * (rgba[pa + channel] ?? 0) +
        b * (rgba[pb + channel] ?? 0) +
        c * (rgba[pc + channel] ?? 0) +
        d * (rgba[pd + channel] ?? 0);
  }
}
