import type { Frame } from '../frame.ts';

const OPAQUE = 0xff << 24;

/** Three levels, clamped and rounded, as one opaque little-endian RGBA pixel. Four times fewer memory operations than bytes. */
export function packPixel(red: number, green: number, blue: number): number {
  const r = (red + 0.5) | 0;
  const g = (green + 0.5) | 0;
  const b = (blue + 0.5) | 0;
  return (
    (r < 0 ? 0 : r > 255 ? 255 : r) |
    ((g < 0 ? 0 : g > 255 ? 255 : g) << 8) |
    ((b < 0 ? 0 : b > 255 ? 255 : b) << 16) |
    OPAQUE
  );
}

/** The frame's pixels as whole numbers, over the same memory. */
export function packedPixels(frame: Frame): Uint32Array {
  return new Uint32Array(frame.rgba.buffer, frame.rgba.byteOffset, frame.width * frame.height);
}
