import type { Colour } from './performer-look.ts';
import { project } from './lens.ts';
import type { Lens, Projected } from './lens.ts';
import type { Vec3 } from '../../art/biped/vec3.ts';

/** What is seen in every sample of a picture before it is lit: nearest form, its colour and its slope. */
export interface FormBuffer {
  readonly width: number;
  readonly height: number;
  /** Metres towards the camera; -Infinity where nothing is. */
  readonly depth: Float32Array;
  /** 3 bytes a sample, sRGB. */
  readonly colour: Uint8ClampedArray;
  /** x to the right and y downwards of the unit normal. */
  readonly slopeX: Float32Array;
  readonly slopeY: Float32Array;
}

export function createFormBuffer(width: number, height: number): FormBuffer {
  const count = width * height;
  return {
    width,
    height,
    depth: new Float32Array(count),
    colour: new Uint8ClampedArray(count * 3),
    slopeX: new Float32Array(count),
    slopeY: new Float32Array(count),
  };
}

/** A limb: a round body along a line whose radius follows a profile. */
export interface Loft {
  readonly from: Vec3;
  readonly to: Vec3;
  /** Metres, at equal steps from `from` to `to`; at least one. */
  readonly radii: readonly number[];
  readonly colour: Colour;
  /** Depth as a share of the radius (a chest is flatter than it is wide). */
  readonly flatness: number;
  /** How far the round ends reach beyond the line, as a share of their radius. */
  readonly cap: number;
}

/** Draws the loft, and a ball at each end so that what points at the camera still looks round. */
export function drawLoft(buffer: FormBuffer, lens: Lens, loft: Loft): void {
  const from = project(lens, loft.from);
  const to = project(lens, loft.to);
  sweep(buffer, from, to, loft);
  if (loft.cap < 1) return;
  sweep(buffer, from, from, { ...loft, radii: [loft.radii[0] ?? 0] });
  sweep(buffer, to, to, { ...loft, radii: [loft.radii.at(-1) ?? 0] });
}

function sweep(buffer: FormBuffer, from: Projected, to: Projected, loft: Loft): void {
  const { radii, flatness, cap } = loft;
  const reach = Math.max(...radii) * Math.max(from.scale, to.scale);
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
  const right = Math.min(buffer.width - 1, Math.ceil(Math.max(from.x, to.x) + reach));
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const bottom = Math.min(buffer.height - 1, Math.ceil(Math.max(from.y, to.y) + reach));
  const alongX = to.x - from.x;
  const alongY = to.y - from.y;
  const squared = alongX * alongX + alongY * alongY;
  const size = Math.sqrt(squared);
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const dx = x + 0.5 - from.x;
      const dy = y + 0.5 - from.y;
      const at = squared < 1 ? 0 : (dx * alongX + dy * alongY) / squared;
      const t = at < 0 ? 0 : at > 1 ? 1 : at;
      const scale = from.scale + (to.scale - from.scale) * t;
      const radius = radiusAt(radii, t) * scale;
      // Beyond an end the distance along the line counts more when the cap is flat.
      const over = squared < 1 ? 0 : ((at - t) * size) / cap;
      const acrossX = squared < 1 ? dx : dx - alongX * at;
      const acrossY = squared < 1 ? dy : dy - alongY * at;
      const off = (acrossX * acrossX + acrossY * acrossY + over * over) / (radius * radius);
      if (off >= 1) continue;
      const up = Math.sqrt(1 - off);
      const depth = from.z + (to.z - from.z) * t + (up * radius * flatness) / scale;
      const pixel = y * buffer.width + x;
      if (depth <= (buffer.depth[pixel] ?? 0)) continue;
      const unit = size < 1 ? 0 : over / size / radius;
      writeForm(
        buffer,
        pixel,
        depth,
        acrossX / radius + alongX * unit,
        acrossY / radius + alongY * unit,
        loft.colour,
      );
    }
  }
}

export function writeForm(
  buffer: FormBuffer,
  pixel: number,
  depth: number,
  slopeX: number,
  slopeY: number,
  colour: Colour,
): void {
  buffer.depth[pixel] = depth;
  buffer.slopeX[pixel] = slopeX;
  buffer.slopeY[pixel] = slopeY;
  buffer.colour[pixel * 3] = colour[0];
  buffer.colour[pixel * 3 + 1] = colour[1];
  buffer.colour[pixel * 3 + 2] = colour[2];
}

/** The profile between its steps, eased so that no ring shows. */
function radiusAt(radii: readonly number[], t: number): number {
  const place = t * (radii.length - 1);
  const index = Math.min(Math.floor(place), Math.max(0, radii.length - 2));
  const share = place - index;
  const eased = share * share * (3 - 2 * share);
  const here = radii[index] ?? 0;
  return here + ((radii[index + 1] ?? here) - here) * eased;
}
