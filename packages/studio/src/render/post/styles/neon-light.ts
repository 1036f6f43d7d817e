import { clamp, mix } from '../../../maths/curves.ts';
import type { Rgb } from '../../../vocabulary/figure.ts';
import { blurPlane } from '../box-blur.ts';
import { FAR } from '../../frame.ts';
import type { Frame } from '../../frame.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';
import type { Plane } from '../scratch.ts';
import type { Painting } from './painting.ts';

const CYAN: Rgb = [40, 232, 255];
const MAGENTA: Rgb = [255, 44, 172];
const SKY_TOP: Rgb = [14, 8, 46];
const SKY_LOW: Rgb = [214, 36, 142];
/** Level of the picture below the neon; nights have little to lose. */
const DAY_LEVEL = 1;
const NIGHT_LEVEL = 1.25;
/** What stands before something farther by this share of its distance gets a rim of light. */
const RIM_STEP = 0.08;
const RIM_LIMIT_METRES = 45;
/** Radius of the rim's glow: rows over it. */
const GLOW = 60;

/** Two neon lights, cyan from the left and magenta from the right, over a dusky indigo picture. */
export function lightWithNeon({ frame, scratch, view, shot }: Painting): void {
  const glow = scratch.quarter;
  const { width, height, depth } = frame;
  gatherRims(frame, glow);
  blurPlane(glow, scratch.quarterSpare, Math.max(1, Math.round(glow.height / GLOW)));
  const pixels = packedPixels(frame);
  const level = mix(DAY_LEVEL, NIGHT_LEVEL, shot.light.night);
  const horizon = clamp(view.horizon, height * 0.3, height);
  for (let y = 0; y < height; y++) {
    const down = Math.min(1, y / horizon) ** 2.2;
    const skyRed = mix(SKY_TOP[0], SKY_LOW[0], down);
    const skyGreen = mix(SKY_TOP[1], SKY_LOW[1], down);
    const skyBlue = mix(SKY_TOP[2], SKY_LOW[2], down);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const pixel = pixels[at] ?? 0;
      const red = (pixel & 255) * level;
      const green = ((pixel >> 8) & 255) * level;
      const blue = ((pixel >> 16) & 255) * level;
      const luma = (red * 0.2126 + green * 0.7152 + blue * 0.0722) * (1 / 255);
      const cell = glowIndex(glow, x, y);
      const here = depth[at] ?? 0;
      const sky = here >= FAR * 0.5 ? 0.78 : 0;
      const rim = sky > 0 ? 0 : rimAt(frame, x, y, here);
      const side = x / width;
      // Lights from both sides colour what is bright; what is dark falls to indigo.
      const tint = luma * luma * 0.85;
      const land = 1 - sky;
      const lightRed =
        mix(CYAN[0], MAGENTA[0], side) * tint + 18 * (1 - luma) + red * 0.62 * luma + red * 0.2;
      const lightGreen =
        mix(CYAN[1], MAGENTA[1], side) * tint * 0.85 + 4 * (1 - luma) + green * 0.5 * luma + green * 0.12;
      const lightBlue =
        mix(CYAN[2], MAGENTA[2], side) * tint + 42 * (1 - luma) + blue * 0.6 * luma + blue * 0.24;
      const edge = rim < 0 ? -rim : rim;
      const neon = rim < 0 ? CYAN : MAGENTA;
      pixels[at] = packPixel(
        (lightRed * land + skyRed * sky) * (1 - edge) + (neon[0] * edge + (glow.data[cell] ?? 0)),
        (lightGreen * land + skyGreen * sky) * (1 - edge) + (neon[1] * edge + (glow.data[cell + 1] ?? 0)),
        (lightBlue * land + skyBlue * sky) * (1 - edge) + (neon[2] * edge + (glow.data[cell + 2] ?? 0)),
      );
    }
  }
}

function glowIndex(glow: Plane, x: number, y: number): number {
  return (Math.min(glow.height - 1, y >> 2) * glow.width + Math.min(glow.width - 1, x >> 2)) * 3;
}

/** -1..0 where an outline faces left (cyan), 0..1 where it faces right (magenta). */
function rimAt({ depth, width, height }: Frame, x: number, y: number, here: number): number {
  if (here > RIM_LIMIT_METRES) return 0;
  const reach = Math.max(1, Math.round(height / 240));
  const row = y * width;
  const far = here * (1 + RIM_STEP);
  const before = depth[row + Math.max(0, x - reach)] ?? 0;
  const after = depth[row + Math.min(width - 1, x + reach)] ?? 0;
  // The ground rises to both sides of a step only where something stands on it.
  const strength = 0.85 * (1 - here / RIM_LIMIT_METRES);
  if (before > far && after < far) return -strength;
  if (after > far && before < far) return strength;
  return 0;
}

/** Rims at a quarter of the size, to be blurred into a glow. */
function gatherRims(frame: Frame, glow: Plane): void {
  for (let y = 0; y < glow.height; y++) {
    for (let x = 0; x < glow.width; x++) {
      let sum = 0;
      for (let tap = 0; tap < 4; tap++) {
        const px = Math.min(frame.width - 1, x * 4 + tap);
        const py = Math.min(frame.height - 1, y * 4 + tap);
        sum += rimAt(frame, px, py, frame.depth[py * frame.width + px] ?? 0);
      }
      const strength = Math.min(1, Math.abs(sum)) * 0.7;
      const neon = sum < 0 ? CYAN : MAGENTA;
      const to = (y * glow.width + x) * 3;
      glow.data[to] = neon[0] * strength;
      glow.data[to + 1] = neon[1] * strength;
      glow.data[to + 2] = neon[2] * strength;
    }
  }
}
