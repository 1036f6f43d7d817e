import { type Picture, type Plane, createPicture } from './picture.ts';

/**
 * The picture with the hole (values of at least 0.5) filled by a smooth blend of what surrounds it: averages of the
 * known pixels are pulled up a pyramid and pushed back down where nothing is known ("push-pull", Gortler 1996).
 */
export function smoothFill(picture: Picture, hole: Plane): Picture {
  const out = createPicture(picture.width, picture.height);
  out.rgba.set(picture.rgba);
  const { width, height } = picture;
  const values = new Float32Array(width * height * 4);
  for (let i = 0, at = 0; at < values.length; i++, at += 4) {
    if ((hole.values[i] ?? 0) >= 0.5) continue;
    values[at] = picture.rgba[at] ?? 0;
    values[at + 1] = picture.rgba[at + 1] ?? 0;
    values[at + 2] = picture.rgba[at + 2] ?? 0;
    values[at + 3] = 1;
  }
  pullPush(values, width, height);
  for (let i = 0, at = 0; at < values.length; i++, at += 4) {
    if ((hole.values[i] ?? 0) < 0.5) continue;
    out.rgba[at] = values[at] ?? 0;
    out.rgba[at + 1] = values[at + 1] ?? 0;
    out.rgba[at + 2] = values[at + 2] ?? 0;
  }
  return out;
}

/** Three numbers a pixel and, as the fourth, whether they are known (0 or 1); afterwards all are: in place. */
export function pullPush(values: Float32Array, width: number, height: number): void {
  if (width <= 1 && height <= 1) return;
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  const half = new Float32Array(halfWidth * halfHeight * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      if (values[from + 3] !== 1) continue;
      const to = ((y >> 1) * halfWidth + (x >> 1)) * 4;
      for (let channel = 0; channel < 4; channel++)
        half[to + channel] = (half[to + channel] ?? 0) + (values[from + channel] ?? 0);
    }
  for (let at = 0; at < half.length; at += 4) {
    const sum = half[at + 3] ?? 0;
    if (sum === 0) continue;
    for (let channel = 0; channel < 4; channel++) half[at + channel] = (half[at + channel] ?? 0) / sum;
  }
  pullPush(half, halfWidth, halfHeight);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (values[at + 3] === 1) continue;
      sampleHalf(half, halfWidth, halfHeight, (x - 0.5) / 2, (y - 0.5) / 2, values, at);
    }
}

function sampleHalf(
  half: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  out: Float32Array,
  at: number,
): void {
  const left = Math.max(0, Math.min(width - 1, Math.floor(x)));
  const top = Math.max(0, Math.min(height - 1, Math.floor(y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const kx = Math.max(0, Math.min(1, x - left));
  const ky = Math.max(0, Math.min(1, y - top));
  for (let channel = 0; channel < 3; channel++) {
    const a = half[(top * width + left) * 4 + channel] ?? 0;
    const b = half[(top * width + right) * 4 + channel] ?? 0;
    const c = half[(bottom * width + left) * 4 + channel] ?? 0;
    const d = half[(bottom * width + right) * 4 + channel] ?? 0;
    out[at + channel] = (a + (b - a) * kx) * (1 - ky) + (c + (d - c) * kx) * ky;
  }
  out[at + 3] = 1;
}
