import { clamp } from '../../maths/curves.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import type { Raster } from '../build-sprite.ts';

/** A picture under the brush. Coordinates are units of the picture's height: x 0..aspect, y 0 at the top..1. */
export interface Painter {
  readonly width: number;
  readonly height: number;
  /** Straight RGBA. */
  readonly pixels: Uint8Array;
}

/** Colours from deep shade (0) to full light (1), as 256 RGB triples. */
export type Ramp = Uint8Array;

/** The light comes from the upper left and from the viewer's side (y points down). */
export const LIGHT_X = -0.5;
export const LIGHT_Y = -0.66;
export const LIGHT_Z = 0.56;

export function createPainter(aspect: number, heightPx: number): Painter {
  const width = Math.max(1, Math.round(aspect * heightPx));
  return { width, height: heightPx, pixels: new Uint8Array(width * heightPx * 4) };
}

export function rasterOf({ width, height, pixels }: Painter): Raster {
  return { width, height, pixels };
}

export function createRamp(...stops: readonly Rgb[]): Ramp {
  const ramp = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (stops.length - 1);
    const low = Math.min(Math.floor(place), stops.length - 2);
    const k = place - low;
    for (let channel = 0; channel < 3; channel++) {
      const from = stops[low]?.[channel] ?? 0;
      const to = stops[low + 1]?.[channel] ?? from;
      ramp[i * 3 + channel] = Math.round(from + (to - from) * k);
    }
  }
  return ramp;
}

/** A ramp around one colour, with cool violet shade and warm light as on the other toys. */
export function rampAround([red, green, blue]: Rgb): Ramp {
  return createRamp(
    [red * 0.36 + 14, green * 0.3, blue * 0.42 + 22],
    [red * 0.72 + 6, green * 0.66, blue * 0.74 + 10],
    [red, green, blue],
    [red + (255 - red) * 0.32, green + (255 - green) * 0.3, blue + (255 - blue) * 0.2],
    [red + (255 - red) * 0.62, green + (255 - green) * 0.6, blue + (255 - blue) * 0.42],
  );
}

/** Lays one colour of a ramp over a pixel. */
export function lay(painter: Painter, index: number, ramp: Ramp, shade: number, coverage: number): void {
  if (coverage <= 0.003) return;
  const pixels = painter.pixels;
  const colour = (shade <= 0 ? 0 : shade >= 1 ? 255 : (shade * 255) | 0) * 3;
  const at = index * 4;
  const below = (pixels[at + 3] ?? 0) / 255;
  const alpha = coverage + below * (1 - coverage);
  const k = coverage / alpha;
  for (let channel = 0; channel < 3; channel++) {
    const own = pixels[at + channel] ?? 0;
    pixels[at + channel] = Math.round(own + ((ramp[colour + channel] ?? 0) - own) * k);
  }
  pixels[at + 3] = Math.round(alpha * 255);
}

/** How a part takes the light: `shade` is its own level 0..1, `relief` how far its form moves from that. */
interface Lighting {
  readonly ramp: Ramp;
  readonly shade: number;
  readonly relief: number;
  /** A limb that continues another one: without a round start, whose light would show as a ring at the joint. */
  readonly joined?: boolean;
}

/** A round or oval lump lit as a ball. */
export function paintBlob(
  painter: Painter,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  angle: number,
  lighting: Lighting,
): void {
  const scale = painter.height;
  const reach = Math.max(radiusX, radiusY) * scale + 1;
  const centreX = x * scale;
  const centreY = y * scale;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const edge = Math.max(0.6, Math.min(radiusX, radiusY) * scale);
  const { ramp, shade, relief } = lighting;
  const right = Math.min(painter.width - 1, Math.ceil(centreX + reach));
  const bottom = Math.min(painter.height - 1, Math.ceil(centreY + reach));
  for (let py = Math.max(0, Math.floor(centreY - reach)); py <= bottom; py++)
    for (let px = Math.max(0, Math.floor(centreX - reach)); px <= right; px++) {
      const dx = (px + 0.5 - centreX) / scale;
      const dy = (py + 0.5 - centreY) / scale;
      const u = (dx * cos + dy * sin) / radiusX;
      const v = (dy * cos - dx * sin) / radiusY;
      const squared = u * u + v * v;
      const coverage = clamp((1 - Math.sqrt(squared)) * edge + 0.5);
      if (coverage <= 0) continue;
      const facing = Math.sqrt(Math.max(0, 1 - squared));
      const worldX = u * cos - v * sin;
      const worldY = u * sin + v * cos;
      const lit = worldX * LIGHT_X + worldY * LIGHT_Y + facing * LIGHT_Z;
      lay(painter, py * painter.width + px, ramp, shade + (lit - 0.35) * relief, coverage);
    }
}

/** A pointed leaf from its stem end, lit on one side of the midrib. */
export function paintLeaf(
  painter: Painter,
  x: number,
  y: number,
  length: number,
  width: number,
  angle: number,
  lighting: Lighting,
): void {
  const scale = painter.height;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const half = length / 2;
  const centreX = (x + cos * half) * scale;
  const centreY = (y + sin * half) * scale;
  const reach = Math.max(half, width) * scale + 1;
  const edge = Math.max(0.6, width * scale);
  const { ramp, shade, relief } = lighting;
  const upper = -sin * LIGHT_X + cos * LIGHT_Y < 0 ? 1 : -1;
  const right = Math.min(painter.width - 1, Math.ceil(centreX + reach));
  const bottom = Math.min(painter.height - 1, Math.ceil(centreY + reach));
  for (let py = Math.max(0, Math.floor(centreY - reach)); py <= bottom; py++)
    for (let px = Math.max(0, Math.floor(centreX - reach)); px <= right; px++) {
      const dx = (px + 0.5 - centreX) / scale;
      const dy = (py + 0.5 - centreY) / scale;
      const u = (dx * cos + dy * sin) / half;
      if (u < -1.05 || u > 1.05) continue;
      const v = (dy * cos - dx * sin) / width;
      const coverage = clamp((1 - u * u - Math.abs(v)) * edge + 0.5);
      if (coverage <= 0) continue;
      const side = clamp(-v * upper * 3, -1, 1);
      lay(painter, py * painter.width + px, ramp, shade + relief * (side * 0.5 + u * 0.25), coverage);
    }
}

/** A round bar between two points, of changing thickness. */
export function paintLimb(
  painter: Painter,
  x0: number,
  y0: number,
  radius0: number,
  x1: number,
  y1: number,
  radius1: number,
  lighting: Lighting,
): void {
  const scale = painter.height;
  const reach = Math.max(radius0, radius1) * scale + 1;
  const { ramp, shade, relief } = lighting;
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squaredLength = dx * dx + dy * dy || 1e-9;
  const length = Math.sqrt(squaredLength);
  const joined = lighting.joined === true;
  const left = Math.max(0, Math.floor(Math.min(x0, x1) * scale - reach));
  const right = Math.min(painter.width - 1, Math.ceil(Math.max(x0, x1) * scale + reach));
  const bottom = Math.min(painter.height - 1, Math.ceil(Math.max(y0, y1) * scale + reach));
  for (let py = Math.max(0, Math.floor(Math.min(y0, y1) * scale - reach)); py <= bottom; py++)
    for (let px = left; px <= right; px++) {
      const fromX = (px + 0.5) / scale - x0;
      const fromY = (py + 0.5) / scale - y0;
      const beyond = (fromX * dx + fromY * dy) / squaredLength;
      const along = clamp(beyond);
      const offX = fromX - dx * along;
      const offY = fromY - dy * along;
      const radius = Math.max(1e-6, radius0 + (radius1 - radius0) * along);
      const away = Math.sqrt(offX * offX + offY * offY);
      const start = joined ? clamp(beyond * length * scale + 1) : 1;
      const coverage = clamp((radius - away) * scale + 0.5) * start;
      if (coverage <= 0) continue;
      const nx = offX / radius;
      const ny = offY / radius;
      const facing = Math.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
      const lit = nx * LIGHT_X + ny * LIGHT_Y + facing * LIGHT_Z;
      lay(painter, py * painter.width + px, ramp, shade + (lit - 0.35) * relief, coverage);
    }
}

/** A bent blade or stem: limbs along a quadratic curve. */
export function paintStrand(
  painter: Painter,
  from: readonly [number, number],
  bend: readonly [number, number],
  to: readonly [number, number],
  radius0: number,
  radius1: number,
  lighting: Lighting,
): void {
  const steps = 12;
  let [x0, y0] = from;
  for (let step = 1; step <= steps; step++) {
    const k = step / steps;
    const a = (1 - k) * (1 - k);
    const b = 2 * k * (1 - k);
    const c = k * k;
    const x1 = a * from[0] + b * bend[0] + c * to[0];
    const y1 = a * from[1] + b * bend[1] + c * to[1];
    const thick = radius0 + (radius1 - radius0) * ((step - 1) / steps);
    const thin = radius0 + (radius1 - radius0) * k;
    const towardsTip = { ...lighting, shade: lighting.shade + (k - 0.5) * 0.2, joined: step > 1 };
    paintLimb(painter, x0, y0, thick, x1, y1, thin, towardsTip);
    x0 = x1;
    y0 = y1;
  }
}
