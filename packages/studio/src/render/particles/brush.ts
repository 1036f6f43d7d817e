import type { Frame } from '../frame.ts';

/** What a mark is made of: sRGB 0..255, 0..1 of it, and whether it is light added to the picture or paint over it. */
export interface Ink {
  red: number;
  green: number;
  blue: number;
  alpha: number;
  additive: boolean;
}

export function createInk(): Ink {
  return { red: 255, green: 255, blue: 255, alpha: 1, additive: false };
}

const OPAQUE = 0xff000000 | 0;

/** Below this radius a dot gets paler instead of smaller, which keeps tiny moving dots from twinkling. */
const MIN_RADIUS = 0.8;

/** A round mark that fades to nothing at its radius, hidden by anything nearer than `depth` metres. */
export function softDot(frame: Frame, x: number, y: number, radius: number, depth: number, ink: Ink): void {
  const r = Math.max(radius, MIN_RADIUS);
  const strength = ink.alpha * Math.min(1, (radius / r) ** 2);
  const { width, rgba, depth: depths } = frame;
  const left = Math.max(0, Math.ceil(x - r));
  const right = Math.min(width - 1, Math.floor(x + r));
  const top = Math.max(0, Math.ceil(y - r));
  const bottom = Math.min(frame.height - 1, Math.floor(y + r));
  const inverse = 1 / (r * r);
  const { red, green, blue } = ink;
  if (ink.additive && r > WIDE_RADIUS) {
    addWideGlow(frame, x, y, r, depth, strength, ink);
    return;
  }
  const keep = ink.additive ? 0 : 1;
  for (let py = top; py <= bottom; py++) {
    const dy2 = (py - y) * (py - y);
    for (let px = left; px <= right; px++) {
      const fall = 1 - ((px - x) * (px - x) + dy2) * inverse;
      if (fall <= 0) continue;
      const pixel = py * width + px;
      if ((depths[pixel] ?? 0) < depth) continue;
      const a = fall * fall * strength;
      const hold = 1 - a * keep;
      const at = pixel * 4;
      rgba[at] = (rgba[at] ?? 0) * hold + red * a;
      rgba[at + 1] = (rgba[at + 1] ?? 0) * hold + green * a;
      rgba[at + 2] = (rgba[at + 2] ?? 0) * hold + blue * a;
    }
  }
}

/** Pixels from which on a glow is wide: most of its cost is the pixels, so each is read and written once, as a whole. */
const WIDE_RADIUS = 40;

/** Adds the light of a soft dot, row by row between the ends of its circle. */
function addWideGlow(
  { width, height, rgba, depth: depths }: Frame,
  x: number,
  y: number,
  radius: number,
  depth: number,
  strength: number,
  { red, green, blue }: Ink,
): void {
  const pixels = new Int32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2);
  const inverse = 1 / (radius * radius);
  const bottom = Math.min(height - 1, Math.floor(y + radius));
  for (let py = Math.max(0, Math.ceil(y - radius)); py <= bottom; py++) {
    const dy2 = (py - y) * (py - y);
    const reach = Math.sqrt(Math.max(0, radius * radius - dy2));
    const right = Math.min(width - 1, Math.floor(x + reach));
    for (let px = Math.max(0, Math.ceil(x - reach)); px <= right; px++) {
      const i = py * width + px;
      if ((depths[i] ?? 0) < depth) continue;
      const fall = Math.max(0, 1 - ((px - x) * (px - x) + dy2) * inverse);
      const a = fall * fall * strength;
      const pixel = pixels[i] ?? 0;
      const r = ((pixel & 255) + red * a + 0.5) | 0;
      const g = (((pixel >> 8) & 255) + green * a + 0.5) | 0;
      const b = (((pixel >> 16) & 255) + blue * a + 0.5) | 0;
      pixels[i] =
        (r > 255 ? 255 : r) | ((g > 255 ? 255 : g) << 8) | ((b > 255 ? 255 : b) << 16) | (pixel & OPAQUE);
    }
  }
}

/** A straight mark with round soft ends. */
export function streak(
  frame: Frame,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  halfWidth: number,
  depth: number,
  ink: Ink,
): void {
  const half = Math.max(halfWidth, 0.7);
  const strength = ink.alpha * Math.min(1, halfWidth / half);
  const { width, rgba, depth: depths } = frame;
  const left = Math.max(0, Math.ceil(Math.min(x0, x1) - half));
  const right = Math.min(width - 1, Math.floor(Math.max(x0, x1) + half));
  const top = Math.max(0, Math.ceil(Math.min(y0, y1) - half));
  const bottom = Math.min(frame.height - 1, Math.floor(Math.max(y0, y1) + half));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const inverseLength = 1 / Math.max(1e-6, dx * dx + dy * dy);
  const inverseWidth = 1 / (half * half);
  const keep = ink.additive ? 0 : 1;
  const { red, green, blue } = ink;
  // Only the columns near the line are visited: a slanted streak would otherwise cost its whole bounding box.
  const slope = Math.abs(dy) > 1e-6 ? dx / dy : 0;
  const reach =
    Math.abs(dy) > 1e-6 ? half * Math.sqrt(1 + slope * slope) + Math.abs(slope) * 0.5 + 1 : right - left + 1;
  for (let py = top; py <= bottom; py++) {
    const centre = x0 + (py - y0) * slope;
    const from = Math.max(left, Math.ceil(centre - reach));
    const to = Math.min(right, Math.floor(centre + reach));
    for (let px = from; px <= to; px++) {
      const along = Math.min(1, Math.max(0, ((px - x0) * dx + (py - y0) * dy) * inverseLength));
      const ex = px - x0 - along * dx;
      const ey = py - y0 - along * dy;
      const fall = 1 - (ex * ex + ey * ey) * inverseWidth;
      if (fall <= 0) continue;
      const pixel = py * width + px;
      if ((depths[pixel] ?? 0) < depth) continue;
      const a = fall * strength;
      const hold = 1 - a * keep;
      const at = pixel * 4;
      rgba[at] = (rgba[at] ?? 0) * hold + red * a;
      rgba[at + 1] = (rgba[at + 1] ?? 0) * hold + green * a;
      rgba[at + 2] = (rgba[at + 2] ?? 0) * hold + blue * a;
    }
  }
}

/** Outlines a flat falling thing may have. */
export type ScrapShape = 'petal' | 'leaf' | 'slip';

/**
 * A flat thing seen at an angle: `across` and `along` are its half axes in pixels after foreshortening, `angle` its turn
 * on the screen. The half on the far side of the middle line is darker, which makes it look folded and solid.
 */
export function scrap(
  frame: Frame,
  shape: ScrapShape,
  x: number,
  y: number,
  along: number,
  across: number,
  angle: number,
  depth: number,
  ink: Ink,
): void {
  const reach = Math.max(along, across) + 1;
  const { width, rgba, depth: depths } = frame;
  const left = Math.max(0, Math.ceil(x - reach));
  const right = Math.min(width - 1, Math.floor(x + reach));
  const top = Math.max(0, Math.ceil(y - reach));
  const bottom = Math.min(frame.height - 1, Math.floor(y + reach));
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const u0 = 1 / Math.max(0.7, along);
  const v0 = 1 / Math.max(0.7, across);
  // Pixels from the outline over which the edge fades.
  const edge = Math.max(0.7, Math.min(along, across));
  for (let py = top; py <= bottom; py++) {
    for (let px = left; px <= right; px++) {
      const dx = px - x;
      const dy = py - y;
      const u = (dx * cos + dy * sin) * u0;
      const v = (dy * cos - dx * sin) * v0;
      const inside = insideOf(shape, u, v) * edge + 0.5;
      if (inside <= 0) continue;
      const pixel = py * width + px;
      if ((depths[pixel] ?? 0) < depth) continue;
      const a = Math.min(1, inside) * ink.alpha;
      const shade = (v > 0 ? 0.84 : 1) * (0.92 + 0.12 * u);
      const at = pixel * 4;
      rgba[at] = (rgba[at] ?? 0) * (1 - a) + ink.red * shade * a;
      rgba[at + 1] = (rgba[at + 1] ?? 0) * (1 - a) + ink.green * shade * a;
      rgba[at + 2] = (rgba[at + 2] ?? 0) * (1 - a) + ink.blue * shade * a;
    }
  }
}

/** Positive inside, about 1 in the middle, 0 on the outline. */
function insideOf(shape: ScrapShape, u: number, v: number): number {
  switch (shape) {
    case 'petal':
      // Narrower towards one end, like a drop.
      return 1 - Math.sqrt(u * u + (v * (1.25 - 0.35 * u)) ** 2);
    case 'leaf':
      return 1 - Math.abs(u) - v * v * 0.9 + 0.25 * Math.abs(u) * (1 - Math.abs(u));
    case 'slip':
      return 1 - Math.max(Math.abs(u), Math.abs(v));
    default:
      return shape satisfies never;
  }
}

/** A round outline, brighter towards the upper left: bubbles, drops and spreading rings. `squash` flattens it. */
export function ring(
  frame: Frame,
  x: number,
  y: number,
  radius: number,
  squash: number,
  thickness: number,
  depth: number,
  ink: Ink,
): void {
  const { width, rgba, depth: depths } = frame;
  const reach = radius + thickness;
  const left = Math.max(0, Math.ceil(x - reach));
  const right = Math.min(width - 1, Math.floor(x + reach));
  const top = Math.max(0, Math.ceil(y - reach * squash));
  const bottom = Math.min(frame.height - 1, Math.floor(y + reach * squash));
  const keep = ink.additive ? 0 : 1;
  for (let py = top; py <= bottom; py++) {
    for (let px = left; px <= right; px++) {
      const dx = px - x;
      const dy = (py - y) / squash;
      const off = Math.abs(Math.sqrt(dx * dx + dy * dy) - radius);
      if (off >= thickness) continue;
      const pixel = py * width + px;
      if ((depths[pixel] ?? 0) < depth) continue;
      const light = 0.75 - (0.25 * (dx + dy)) / reach;
      const a = (1 - off / thickness) * ink.alpha * light;
      const hold = 1 - a * keep;
      const at = pixel * 4;
      rgba[at] = (rgba[at] ?? 0) * hold + ink.red * a;
      rgba[at + 1] = (rgba[at + 1] ?? 0) * hold + ink.green * a;
      rgba[at + 2] = (rgba[at + 2] ?? 0) * hold + ink.blue * a;
    }
  }
}
