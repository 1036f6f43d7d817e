import { sharedFloats } from '../world-painter.ts';

/** Averages a grid of r, g, b with its neighbours (weights 1 2 1 each way) to take the grain out of the few rays. */
export function softenLight(
  values: Float32Array,
  width: number,
  height: number,
): Float32Array<SharedArrayBuffer> {
  const across = new Float32Array(values.length);
  blurLine(values, across, height, width * 3, width, 3);
  const out = sharedFloats(values.length);
  blurLine(across, out, width, 3, height, width * 3);
  return out;
}

/** Blurs `lines` lines of `length` samples whose starts lie `lineStride` apart and samples `stride`; ends keep their weight. */
function blurLine(
  from: Float32Array,
  to: Float32Array,
  lines: number,
  lineStride: number,
  length: number,
  stride: number,
): void {
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      const at = line * lineStride + i * stride;
      const before = i > 0 ? 1 : 0;
      const after = i + 1 < length ? 1 : 0;
      const scale = 1 / (2 + before + after);
      for (let channel = at; channel < at + 3; channel++)
        to[channel] =
          ((from[channel] ?? 0) * 2 +
            (from[channel - stride * before] ?? 0) * before +
            (from[channel + stride * after] ?? 0) * after) *
          scale;
    }
  }
}
