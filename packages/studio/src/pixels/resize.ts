import { clamp } from '../maths/curves.ts';
import { type Picture, type Plane, createPicture, createPlane } from './picture.ts';

/** For every output coordinate: the `span` input coordinates it is made from, and their weights (sum 1). */
interface Taps {
  readonly span: number;
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/**
 * A picture at another size: the mean of the area that each pixel covers on the way down, Catmull-Rom on the way up,
 * each axis by itself. Alpha is a channel like the others. Any size from 1 x 1.
 */
export function resizePicture(picture: Picture, width: number, height: number): Picture {
  const out = createPicture(width, height);
  if (width === picture.width && height === picture.height) out.rgba.set(picture.rgba);
  else resample(picture.rgba, picture, out.rgba, out, 4, cubicTaps);
  return out;
}

/** A plane at another size: area mean on the way down, bilinear on the way up (so that a range is never left). */
export function resizePlane(plane: Plane, width: number, height: number): Plane {
  const out = createPlane(width, height);
  if (width === plane.width && height === plane.height) out.values.set(plane.values);
  else resample(plane.values, plane, out.values, out, 1, linearTaps);
  return out;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

type Values = Uint8ClampedArray | Float32Array;

/** Down the columns into one line of memory, then along it: no picture in between, whatever the sizes. */
function resample(
  from: Values,
  fromSize: Size,
  to: Values,
  toSize: Size,
  channels: number,
  upward: (from: number, to: number) => Taps,
): void {
  const across = tapsFor(fromSize.width, toSize.width, upward);
  const down = tapsFor(fromSize.height, toSize.height, upward);
  const stride = fromSize.width * channels;
  const line = new Float32Array(stride);
  for (let y = 0; y < toSize.height; y++) {
    line.fill(0);
    for (let tap = 0; tap < down.span; tap++) {
      const weight = down.weights[y * down.span + tap] ?? 0;
      if (weight === 0) continue;
      const start = (down.indices[y * down.span + tap] ?? 0) * stride;
      for (let i = 0; i < stride; i++) line[i] = (line[i] ?? 0) + (from[start + i] ?? 0) * weight;
    }
    const out = y * toSize.width * channels;
    if (channels === 4) alongPixels(line, to, out, across, toSize.width);
    else alongValues(line, to, out, across, toSize.width);
  }
}

function alongPixels(line: Float32Array, to: Values, out: number, taps: Taps, width: number): void {
  const { span, indices, weights } = taps;
  for (let x = 0; x < width; x++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    for (let tap = x * span; tap < (x + 1) * span; tap++) {
      const weight = weights[tap] ?? 0;
      const at = (indices[tap] ?? 0) * 4;
      red += (line[at] ?? 0) * weight;
      green += (line[at + 1] ?? 0) * weight;
      blue += (line[at + 2] ?? 0) * weight;
      alpha += (line[at + 3] ?? 0) * weight;
    }
    const i = out + x * 4;
    to[i] = red;
    to[i + 1] = green;
    to[i + 2] = blue;
    to[i + 3] = alpha;
  }
}

function alongValues(line: Float32Array, to: Values, out: number, taps: Taps, width: number): void {
  const { span, indices, weights } = taps;
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let tap = x * span; tap < (x + 1) * span; tap++)
      sum += (line[indices[tap] ?? 0] ?? 0) * (weights[tap] ?? 0);
    to[out + x] = sum;
  }
}

function tapsFor(from: number, to: number, upward: (from: number, to: number) => Taps): Taps {
  return to < from ? areaTaps(from, to) : upward(from, to);
}

function areaTaps(from: number, to: number): Taps {
  const scale = from / to;
  const span = Math.ceil(scale) + 1;
  const indices = new Int32Array(to * span);
  const weights = new Float32Array(to * span);
  for (let i = 0; i < to; i++) {
    const low = i * scale;
    const high = low + scale;
    const first = Math.floor(low);
    for (let tap = 0; tap < span; tap++) {
      const index = first + tap;
      const covered = Math.min(high, index + 1) - Math.max(low, index);
      indices[i * span + tap] = Math.min(index, from - 1);
      weights[i * span + tap] = Math.max(0, covered) / scale;
    }
  }
  return { span, indices, weights };
}

function linearTaps(from: number, to: number): Taps {
  return pointTaps(from, to, [0, 1], (offset) => Math.max(0, 1 - Math.abs(offset)));
}

function cubicTaps(from: number, to: number): Taps {
  return pointTaps(from, to, [-1, 0, 1, 2], catmullRom);
}

function pointTaps(
  from: number,
  to: number,
  offsets: readonly number[],
  kernel: (offset: number) => number,
): Taps {
  const span = offsets.length;
  const indices = new Int32Array(to * span);
  const weights = new Float32Array(to * span);
  for (let i = 0; i < to; i++) {
    const at = ((i + 0.5) * from) / to - 0.5;
    const first = Math.floor(at);
    for (const [tap, offset] of offsets.entries()) {
      indices[i * span + tap] = clamp(first + offset, 0, from - 1);
      weights[i * span + tap] = kernel(first + offset - at);
    }
  }
  return { span, indices, weights };
}

function catmullRom(offset: number): number {
  const t = Math.abs(offset);
  if (t < 1) return 1.5 * t * t * t - 2.5 * t * t + 1;
  if (t < 2) return -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2;
  return 0;
}
