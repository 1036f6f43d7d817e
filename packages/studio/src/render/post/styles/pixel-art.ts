import type { Rgb } from '../../../vocabulary/figure.ts';
import type { Frame } from '../../frame.ts';
import { cubeIndex, mixColourCube } from './colour-cube.ts';
import type { ColourCube } from './colour-cube.ts';
import type { Painting } from './painting.ts';

/** Rows of cells over the picture's shorter side: few enough that every cell is seen as one. */
const ROWS = 96;
const SATURATION = 1.25;
const HUES = 14;
/** Shades of every hue, as lightness and chroma (0..255). */
const SHADES: readonly { readonly light: number; readonly chroma: number }[] = [
  { light: 44, chroma: 56 },
  { light: 84, chroma: 96 },
  { light: 130, chroma: 118 },
  { light: 176, chroma: 112 },
  { light: 214, chroma: 66 },
  { light: 38, chroma: 20 },
  { light: 66, chroma: 34 },
  { light: 108, chroma: 46 },
  { light: 152, chroma: 50 },
  { light: 196, chroma: 42 },
];
const GRAYS = [10, 34, 62, 96, 134, 172, 208, 240] as const;
/** Skin, wood and sand need finer steps than the hues give. */
const EARTHS: readonly Rgb[] = [
  [250, 212, 176],
  [232, 176, 132],
  [188, 128, 86],
  [132, 84, 56],
  [84, 54, 42],
  [222, 196, 146],
];
/** A cell whose depth is nearer than its neighbour's by this share of the distance gets a darker rim. */
const RIM_STEP = 0.2;
const RIM_LIMIT_METRES = 40;
const RIM_SHADE = 0.62;
/** Every cell is lit a little from the upper left, like a tile on a screen. */
const BEVEL = 0.06;

let palette: ColourCube | null = null;

/** Big square cells in the fixed palette of a console, figures rimmed dark, no dither: skies are flat bands. */
export function drawPixelArt({ frame }: Painting): void {
  palette ??= mixColourCube(consolePalette(), 1, 0);
  const { width, height } = frame;
  const side = Math.max(2, Math.round(Math.min(width, height) / ROWS));
  const cell: Cell = { red: 0, green: 0, blue: 0 };
  for (let top = 0; top < height; top += side) {
    const bottom = Math.min(height, top + side);
    for (let left = 0; left < width; left += side) {
      const right = Math.min(width, left + side);
      strongerHalf(frame, left, right, top, bottom, cell);
      const shade = isRim(frame, left, right, top, bottom, side) ? RIM_SHADE : 1;
      const luma = cell.red * 0.2126 + cell.green * 0.7152 + cell.blue * 0.0722;
      const at = cubeIndex(
        (luma + (cell.red - luma) * SATURATION) * shade,
        (luma + (cell.green - luma) * SATURATION) * shade,
        (luma + (cell.blue - luma) * SATURATION) * shade,
      );
      fillCell(frame, left, right, top, bottom, palette, at);
    }
  }
}

interface Cell {
  red: number;
  green: number;
  blue: number;
}

/** Mean of whichever side of the cell's mean brightness has more pixels: blends of two things would look smeared. */
function strongerHalf(
  { rgba, width }: Frame,
  left: number,
  right: number,
  top: number,
  bottom: number,
  into: Cell,
): void {
  let sum = 0;
  let count = 0;
  for (let y = top; y < bottom; y++)
    for (let at = (y * width + left) * 4, end = (y * width + right) * 4; at < end; at += 4) {
      sum += (rgba[at] ?? 0) + (rgba[at + 1] ?? 0) * 2 + (rgba[at + 2] ?? 0);
      count++;
    }
  const mean = sum / count;
  let lightRed = 0;
  let lightGreen = 0;
  let lightBlue = 0;
  let light = 0;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = top; y < bottom; y++)
    for (let at = (y * width + left) * 4, end = (y * width + right) * 4; at < end; at += 4) {
      const r = rgba[at] ?? 0;
      const g = rgba[at + 1] ?? 0;
      const b = rgba[at + 2] ?? 0;
      red += r;
      green += g;
      blue += b;
      if (r + g * 2 + b < mean) continue;
      lightRed += r;
      lightGreen += g;
      lightBlue += b;
      light++;
    }
  const isLight = light * 2 >= count;
  // Half of the whole mean stays in: a clear-cut choice would flip from frame to frame.
  const share = 0.5 / (isLight ? light : count - light);
  const whole = 0.5 / count;
  into.red = (isLight ? lightRed : red - lightRed) * share + red * whole;
  into.green = (isLight ? lightGreen : green - lightGreen) * share + green * whole;
  into.blue = (isLight ? lightBlue : blue - lightBlue) * share + blue * whole;
}

function isRim(
  { depth, width, height }: Frame,
  left: number,
  right: number,
  top: number,
  bottom: number,
  side: number,
): boolean {
  const x = (left + right) >> 1;
  const y = (top + bottom) >> 1;
  const here = depth[y * width + x] ?? 0;
  if (here > RIM_LIMIT_METRES) return false;
  const far = here * (1 + RIM_STEP);
  const before = depth[y * width + Math.max(0, x - side)] ?? 0;
  const after = depth[y * width + Math.min(width - 1, x + side)] ?? 0;
  const above = depth[Math.max(0, y - side) * width + x] ?? 0;
  const below = depth[Math.min(height - 1, y + side) * width + x] ?? 0;
  // Slanting ground is farther on one side and nearer on the other: that is no rim.
  const nearest = Math.min(before, after, above, below);
  return nearest > here * 0.97 && Math.max(before, after, above) > far;
}

function fillCell(
  { rgba, width }: Frame,
  left: number,
  right: number,
  top: number,
  bottom: number,
  colours: ColourCube,
  from: number,
): void {
  const red = colours[from] ?? 0;
  const green = colours[from + 1] ?? 0;
  const blue = colours[from + 2] ?? 0;
  const perPixel = BEVEL / (right - left);
  for (let y = top; y < bottom; y++) {
    let light = 1 + BEVEL - (y - top) * perPixel;
    for (let at = (y * width + left) * 4, end = (y * width + right) * 4; at < end; at += 4) {
      rgba[at] = red * light;
      rgba[at + 1] = green * light;
      rgba[at + 2] = blue * light;
      light -= perPixel;
    }
  }
}

function consolePalette(): Rgb[] {
  const hues = Array.from({ length: HUES }, (_, index) => (index / HUES) * Math.PI * 2);
  return [
    ...GRAYS.map((level): Rgb => [level, level, level]),
    ...EARTHS,
    ...hues.flatMap((hue) => SHADES.map(({ light, chroma }) => shadeOf(hue, light, chroma))),
  ];
}

/** A colour of given luma on the circle of hues. */
function shadeOf(hue: number, light: number, chroma: number): Rgb {
  const red = Math.cos(hue) * chroma;
  const green = Math.cos(hue - (Math.PI * 2) / 3) * chroma;
  const blue = Math.cos(hue + (Math.PI * 2) / 3) * chroma;
  const luma = red * 0.2126 + green * 0.7152 + blue * 0.0722;
  const level = (part: number): number => Math.min(255, Math.max(0, Math.round(part - luma + light)));
  return [level(red), level(green), level(blue)];
}
