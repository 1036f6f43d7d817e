import type { CameraPose } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { Scratch } from './scratch.ts';

/** More enlargement than this would cut the subject; what is still missing in the corners is mirrored. */
const MAX_ENLARGEMENT = 1.2;
const OPAQUE = 0xff << 24;

/** Turns the picture about its middle. The enlargement is that of the shot's strongest roll, so it never pumps. */
export function rollFrame(frame: Frame, scratch: Scratch, camera: readonly CameraPose[], roll: number): void {
  let strongest = 0;
  for (const pose of camera) strongest = Math.max(strongest, Math.abs(pose.roll));
  if (strongest < 1e-4) return;
  const { width, height } = frame;
  scratch.copy.set(frame.rgba);
  const from = new Uint32Array(scratch.copy.buffer, scratch.copy.byteOffset, width * height);
  const to = new Uint32Array(frame.rgba.buffer, frame.rgba.byteOffset, width * height);
  const longer = Math.max(width, height) / Math.min(width, height);
  const enlargement = Math.min(MAX_ENLARGEMENT, Math.cos(strongest) + Math.sin(strongest) * longer);
  const cos = Math.cos(roll) / enlargement;
  const sin = Math.sin(roll) / enlargement;
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  for (let y = 0; y < height; y++) {
    const dy = y - middleY;
    for (let x = 0; x < width; x++) {
      const dx = x - middleX;
      const u = mirrored(middleX + dx * cos + dy * sin, width - 1);
      const v = mirrored(middleY + dy * cos - dx * sin, height - 1);
      const column = u | 0;
      const row = v | 0;
      const at = row * width + column;
      const right = column + 1 < width ? 1 : 0;
      const below = row + 1 < height ? width : 0;
      const across = ((u - column) * 256) | 0;
      const upper = mixPixels(from[at] ?? 0, from[at + right] ?? 0, across);
      const lower = mixPixels(from[at + below] ?? 0, from[at + below + right] ?? 0, across);
      to[y * width + x] = mixPixels(upper, lower, ((v - row) * 256) | 0) | OPAQUE;
    }
  }
}

/** Mixes two packed pixels by `share` in 256ths, red and blue together in one multiplication. */
function mixPixels(a: number, b: number, share: number): number {
  const rest = 256 - share;
  const redBlue = (((a & 0xff00ff) * rest + (b & 0xff00ff) * share) >>> 8) & 0xff00ff;
  const green = (((a & 0xff00) * rest + (b & 0xff00) * share) >>> 8) & 0xff00;
  return redBlue | green;
}

function mirrored(value: number, last: number): number {
  const folded = value < 0 ? -value : value;
  return folded > last ? Math.max(0, 2 * last - folded) : folded;
}
