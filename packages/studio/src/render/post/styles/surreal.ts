import { clamp, mix, smoothstep } from '../../../maths/curves.ts';
import type { Rgb } from '../../../vocabulary/figure.ts';
import { FAR } from '../../frame.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';
import type { Painting } from './painting.ts';

/** The dream's sky from above to the horizon. */
const SKY: readonly Rgb[] = [
  [74, 40, 132],
  [196, 84, 166],
  [255, 156, 138],
  [255, 214, 156],
  [150, 226, 214],
];
/** Light that falls on the land from the left and from the right. */
const LEFT_LIGHT: Rgb = [30, 190, 200];
const RIGHT_LIGHT: Rgb = [255, 96, 170];
const MOON: Rgb = [255, 240, 214];
/** Over the picture's height: how far the world bends, and how many bends fit in. */
const BEND = 0.011;
const BENDS = 2.3;
/** The second land hangs from the top: its part of the sky, and the rows of the first one that it shows. */
const HANGING = 0.5;
/** Only what is farther than this hangs: a subject cut in half overhead would be a fright, not a dream. */
const HANGING_METRES = 26;
const LAND_BELOW = 0.3;
const LAND_ABOVE = 0.3;

/** A second land hangs upside down in a sky of dream colours under a great moon, and everything bends a little. */
export function dreamPicture(painting: Painting): void {
  const { frame, scratch, view, shot } = painting;
  const { width, height, depth } = frame;
  scratch.copy.set(frame.rgba);
  const from = new Uint32Array(scratch.copy.buffer, scratch.copy.byteOffset, width * height);
  const pixels = packedPixels(frame);
  const horizon = clamp(view.horizon, height * 0.3, height * 0.9);
  const { across, along } = bends(width, height, view.seconds, shot.world.kind === 'room' ? 2.4 : 1);
  const moon = { x: width * 0.74, y: horizon * 0.62, radius: Math.min(width, height) * 0.17 };
  const dusk = 1 - 0.45 * shot.light.night;
  const sky = { red: 0, green: 0, blue: 0 };
  const tint = { red: 0, green: 0, blue: 0 };
  for (let y = 0; y < height; y++) {
    skyAt(y / horizon, dusk, sky);
    const bentX = along[y] ?? 0;
    const hang = hangingRow(y, horizon, height);
    const veil = 0.85 * (1 - smoothstep(0.75, 1, y / (horizon * HANGING)));
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const column = inside(x + bentX, width);
      const own = inside(y + (across[x] ?? 0), height) * width + column;
      const pixel = from[own] ?? 0;
      if ((depth[own] ?? 0) < FAR * 0.5) {
        dreamLight(pixel, x / width, tint);
        pixels[at] = packPixel(tint.red, tint.green, tint.blue);
        continue;
      }
      const dx = x - moon.x;
      const dy = y - moon.y;
      const off = Math.sqrt(dx * dx + dy * dy) - moon.radius;
      const disc = off > 1 ? 0.34 * Math.exp(-off / (moon.radius * 0.5)) : 0.9 - 0.25 * clamp(off + 1) * 2;
      // Clouds stay: what is brighter than usual in the sky keeps some of its light.
      const cloud = clamp((((pixel >> 8) & 255) - 150) / 200) * 0.5;
      let red = mix(mix(sky.red, 255, cloud), MOON[0], disc);
      let green = mix(mix(sky.green, 238, cloud), MOON[1], disc);
      let blue = mix(mix(sky.blue, 236, cloud), MOON[2], disc);
      const mirrored = hang < 0 ? -1 : hang * width + column;
      const away = mirrored < 0 ? 0 : (depth[mirrored] ?? 0);
      if (away > HANGING_METRES && away < FAR * 0.5) {
        dreamLight(from[mirrored] ?? 0, 1 - x / width, tint);
        red = mix(red, tint.red, veil);
        green = mix(green, tint.green, veil);
        blue = mix(blue, tint.blue, veil);
      }
      pixels[at] = packPixel(red, green, blue);
    }
  }
}

/** Row of the land shown upside down at row `y`; -1 where none hangs. */
function hangingRow(y: number, horizon: number, height: number): number {
  const k = y / (horizon * HANGING);
  if (k >= 1) return -1;
  const row = Math.round(horizon + height * mix(LAND_BELOW, -LAND_ABOVE, k));
  return row < 0 || row >= height ? -1 : row;
}

/** Slow waves by which columns rise and fall and rows swing: small in the middle, where the subject stands. */
function bends(
  width: number,
  height: number,
  seconds: number,
  strength: number,
): { readonly across: Float32Array; readonly along: Float32Array } {
  const across = new Float32Array(width);
  const along = new Float32Array(height);
  const size = Math.min(width, height);
  const reach = BEND * size * strength;
  for (let x = 0; x < width; x++) {
    const out = Math.abs(x / width - 0.5) * 2;
    across[x] = Math.sin((x / size) * BENDS * 3 + seconds * 0.5) * reach * smoothstep(0.1, 0.9, out) * 2.2;
  }
  for (let y = 0; y < height; y++) along[y] = Math.sin((y / size) * BENDS * 4 + seconds * 0.6) * reach * 0.8;
  return { across, along };
}

function inside(value: number, size: number): number {
  const whole = (value + 0.5) | 0;
  return whole < 0 ? 0 : whole >= size ? size - 1 : whole;
}

function skyAt(k: number, dusk: number, into: { red: number; green: number; blue: number }): void {
  const place = clamp(k) * (SKY.length - 1);
  const lower = Math.min(SKY.length - 2, Math.floor(place));
  const upperStop = SKY[lower] ?? LEFT_LIGHT;
  const lowerStop = SKY[lower + 1] ?? upperStop;
  into.red = mix(upperStop[0], lowerStop[0], place - lower) * dusk;
  into.green = mix(upperStop[1], lowerStop[1], place - lower) * dusk;
  into.blue = mix(upperStop[2], lowerStop[2], place - lower) * dusk;
}

/** Greens turn to teal and violet, and light from both sides lies over them; brightness stays, or shapes would dissolve. */
function dreamLight(pixel: number, side: number, into: { red: number; green: number; blue: number }): void {
  const red = pixel & 255;
  const green = (pixel >> 8) & 255;
  const blue = (pixel >> 16) & 255;
  const luma = (red * 0.2126 + green * 0.7152 + blue * 0.0722) * (1 / 255);
  // Only greens move; skin, fur and clothes keep their colours.
  const leaf = green > red ? (green - (red > blue ? red : blue)) * 0.9 : 0;
  const shift = leaf > 0 ? leaf : 0;
  const glow = luma * 0.3;
  into.red = (red + shift * (0.2 + 1.1 * side)) * 0.8 + mix(LEFT_LIGHT[0], RIGHT_LIGHT[0], side) * glow + 12;
  into.green = (green - shift * (0.35 + 0.5 * side)) * 0.8 + mix(LEFT_LIGHT[1], RIGHT_LIGHT[1], side) * glow;
  into.blue =
    (blue + shift * (1.1 + 0.2 * side)) * 0.8 + mix(LEFT_LIGHT[2], RIGHT_LIGHT[2], side) * glow + 24;
}
