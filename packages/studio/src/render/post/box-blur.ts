import type { Plane } from './scratch.ts';

/** Two running-mean passes each way: close to a Gaussian, at a cost that does not depend on the radius. */
export function blurPlane(plane: Plane, spare: Plane, radius: number): void {
  for (let pass = 0; pass < 2; pass++) {
    blurAcross(plane.data, spare.data, plane.width, plane.height, 3, radius);
    blurDown(spare.data, plane.data, plane.width * 3, plane.height, radius);
  }
}

export function blurGray(
  gray: Float32Array,
  spare: Float32Array,
  width: number,
  height: number,
  radius: number,
): void {
  for (let pass = 0; pass < 2; pass++) {
    blurAcross(gray, spare, width, height, 1, radius);
    blurDown(spare, gray, width, height, radius);
  }
}

/** One running-mean pass each way: square windows, for statistics. */
export function meanPlane(plane: Plane, spare: Plane, radius: number): void {
  blurAcross(plane.data, spare.data, plane.width, plane.height, 3, radius);
  blurDown(spare.data, plane.data, plane.width * 3, plane.height, radius);
}

/** The same of a single channel. */
export function meanGray(
  gray: Float32Array,
  spare: Float32Array,
  width: number,
  height: number,
  radius: number,
): void {
  blurAcross(gray, spare, width, height, 1, radius);
  blurDown(spare, gray, width, height, radius);
}

/** Running mean along rows; the ends are repeated. */
function blurAcross(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  channels: number,
  radius: number,
): void {
  const inverse = 1 / (radius * 2 + 1);
  const ahead = (radius + 1) * channels;
  const behind = radius * channels;
  for (let y = 0; y < height; y++) {
    for (let channel = 0; channel < channels; channel++) {
      const start = y * width * channels + channel;
      const last = start + (width - 1) * channels;
      const first = from[start] ?? 0;
      const end = from[last] ?? 0;
      let sum = first * (radius + 1);
      for (let i = 1; i <= radius; i++) sum += from[Math.min(last, start + i * channels)] ?? 0;
      for (let at = start; at <= last; at += channels) {
        to[at] = sum * inverse;
        const enters = at + ahead;
        const leaves = at - behind;
        sum += (enters < last ? (from[enters] ?? 0) : end) - (leaves > start ? (from[leaves] ?? 0) : first);
      }
    }
  }
}

/** Running mean along columns, a whole row at a time so that memory is read in order. */
function blurDown(
  from: Float32Array,
  to: Float32Array,
  rowLength: number,
  height: number,
  radius: number,
): void {
  const inverse = 1 / (radius * 2 + 1);
  const sums = new Float64Array(rowLength);
  for (let i = 0; i < rowLength; i++) sums[i] = (from[i] ?? 0) * (radius + 1);
  for (let y = 1; y <= radius; y++) {
    const row = Math.min(height - 1, y) * rowLength;
    for (let i = 0; i < rowLength; i++) sums[i] = (sums[i] ?? 0) + (from[row + i] ?? 0);
  }
  for (let y = 0; y < height; y++) {
    const row = y * rowLength;
    const enters = Math.min(height - 1, y + radius + 1) * rowLength;
    const leaves = Math.max(0, y - radius) * rowLength;
    for (let i = 0; i < rowLength; i++) {
      const sum = sums[i] ?? 0;
      to[row + i] = sum * inverse;
      sums[i] = sum + (from[enters + i] ?? 0) - (from[leaves + i] ?? 0);
    }
  }
}
