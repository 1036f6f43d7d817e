import { TAU, clamp, smoothstep } from '../../maths/curves.ts';
import type { Light, Sky } from '../../scene/shot.ts';
import { FAR, type Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { type BakedSky, SKY_HEIGHT, SKY_TOP, SKY_WIDTH } from './bake-sky.ts';
import { drawMoon, drawStars, drawSun } from './celestial.ts';
import { type SkyPalette, skyPalette } from './sky-palette.ts';
import { auroraLight, rainbowLight } from './sky-wonders.ts';
import { type TileTexture, sampleTile } from './tile-texture.ts';

/** Sky and clouds are computed on every second pixel and interpolated: they hold nothing finer. */
const STEP = 2;
/** Clear air is computed on every fourth of these samples. */
const CLEAR_STEP = 4;
const PER_BYTE = 1 / 255;
const SKY_STRIDE = SKY_WIDTH * 2;
/** Colour 255 in fixed point, less the most that dithering adds. */
const HIGHEST_BLEND = 255 * 64 - 1;

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly colours: Float32Array;
  /** Per column: where it meets the cloud cylinder, and the cosine of its angle from the middle. */
  readonly around: Float32Array;
  readonly flats: Float32Array;
  /** Glow of the sun along the row in work. */
  readonly glows: Float32Array;
  /** Two rows blended, while spreading the grid over the frame. */
  readonly blended: Int32Array;
  /** The frame's pixels as one number each: every machine that runs this is little-endian. */
  readonly pixels: Uint32Array;
  /** Cloud cover of each sample, so that sun, moon and stars stand behind the clouds. */
  readonly cover: Float32Array;
}

const grids = new WeakMap<Frame, Grid>();

/**
 * Fills the rows 0 .. `rowLimit` (default: a little below the horizon) with sky, clouds, sun, moon and stars, and
 * their depth with FAR. Below the horizon it leaves the haze that land melts into. Fog of `fogMetres` hides the low sky.
 */
export function drawSky(
  frame: Frame,
  baked: BakedSky,
  sky: Sky,
  light: Light,
  view: View,
  rowLimit = Math.ceil(view.horizon) + Math.ceil(frame.height * 0.04) + 4,
  fogMetres = Infinity,
): void {
  const rows = clamp(Math.ceil(rowLimit), 0, frame.height);
  if (rows === 0) return;
  const grid = gridFor(frame);
  const gridRows = Math.min(grid.rows, Math.ceil(rows / STEP) + 1);
  fillGrid(grid, gridRows, baked, sky, light, view, fogMetres);
  if (sky.aurora) auroraLight(grid, gridRows, STEP, baked, view);
  if (sky.rainbow) rainbowLight(grid, gridRows, STEP, light, view);
  spread(frame, grid, rows);
  frame.depth.fill(FAR, 0, rows * frame.width);
  const screen = { frame, view, rows, cover: grid.cover, columns: grid.columns, step: STEP };
  if (sky.stars) drawStars(screen, baked, light);
  if (sky.moon) drawMoon(screen, baked, light);
  else if (sky.sunDisc && light.night < 0.8) drawSun(screen, light);
}

function gridFor(frame: Frame): Grid {
  const known = grids.get(frame);
  if (known) return known;
  const columns = Math.ceil(frame.width / STEP) + 1;
  const rows = Math.ceil(frame.height / STEP) + 1;
  const grid = {
    columns,
    rows,
    colours: new Float32Array(columns * rows * 3),
    around: new Float32Array(columns),
    flats: new Float32Array(columns),
    glows: new Float32Array(columns),
    blended: new Int32Array(columns * 3),
    pixels: new Uint32Array(frame.rgba.buffer, frame.rgba.byteOffset, frame.width * frame.height),
    cover: new Float32Array(columns * rows),
  };
  grids.set(frame, grid);
  return grid;
}

function fillGrid(
  grid: Grid,
  rows: number,
  baked: BakedSky,
  sky: Sky,
  light: Light,
  view: View,
  fogMetres: number,
): void {
  const { columns } = grid;
  const palette = skyPalette(sky, light);
  // Clouds drift as an angle: they hang about 3 km away.
  const drift = (sky.wind * view.storySeconds) / 3000;
  const churn = view.storySeconds * 0.35;
  for (let column = 0; column < columns; column++) {
    const lateral = (column * STEP - view.centreX) / view.focal;
    grid.around[column] = ((Math.atan(lateral) + view.pose.yaw - drift) / TAU + 8) * SKY_WIDTH;
    grid.flats[column] = 1 / Math.sqrt(1 + lateral * lateral);
  }
  for (let row = 0; row < rows; row++) {
    const elevation = (view.horizon - row * STEP) / view.focal;
    clearRow(grid, row, elevation, palette, view);
    if (!baked.clear && elevation > 0.002) cloudRow(grid, row, elevation, baked, palette, churn);
    finishRow(grid, row, light, skyFog(fogMetres, elevation));
  }
}

/** Colour of the air and the glow around the sun: smooth, so that samples between every fourth are interpolated. */
function clearRow(grid: Grid, row: number, elevation: number, palette: SkyPalette, view: View): void {
  const { columns, colours, glows, cover } = grid;
  const { ramp, sunX, sunY, sunZ, sunRed, sunGreen, sunBlue } = palette;
  const start = row * columns;
  cover.fill(0, start, start + columns);
  let red = 0;
  let green = 0;
  let blue = 0;
  let glow = 0;
  for (let column = 0; column < columns + CLEAR_STEP - 1; column += CLEAR_STEP) {
    const lateral = (column * STEP - view.centreX) / view.focal;
    const unit = 1 / Math.sqrt(1 + lateral * lateral + elevation * elevation);
    const dx = (view.sinYaw + lateral * view.cosYaw) * unit;
    const dy = (view.cosYaw - lateral * view.sinYaw) * unit;
    const facing = dx * sunX + dy * sunY + elevation * unit * sunZ;
    const step = Math.min(255, Math.max(0, elevation * unit) * 255);
    const from = Math.min(254, step | 0);
    const part = step - from;
    const off = Math.min(510, Math.sqrt(Math.max(0, 1 - facing)) * 362);
    const near = palette.glow[off | 0] ?? 0;
    const low = from * 3;
    const lastRed = red;
    const lastGreen = green;
    const lastBlue = blue;
    const lastGlow = glow;
    glow = near + ((palette.glow[(off | 0) + 1] ?? 0) - near) * (off - (off | 0));
    red = (ramp[low] ?? 0) * (1 - part) + (ramp[low + 3] ?? 0) * part + glow * sunRed;
    green = (ramp[low + 1] ?? 0) * (1 - part) + (ramp[low + 4] ?? 0) * part + glow * sunGreen;
    blue = (ramp[low + 2] ?? 0) * (1 - part) + (ramp[low + 5] ?? 0) * part + glow * sunBlue;
    const first = column === 0 ? 0 : column - CLEAR_STEP + 1;
    const last = Math.min(column, columns - 1);
    for (let between = first; between <= last; between++) {
      const k = column === 0 ? 1 : 1 - (column - between) / CLEAR_STEP;
      const at = (start + between) * 3;
      colours[at] = lastRed + (red - lastRed) * k;
      colours[at + 1] = lastGreen + (green - lastGreen) * k;
      colours[at + 2] = lastBlue + (blue - lastBlue) * k;
      glows[between] = lastGlow + (glow - lastGlow) * k;
    }
  }
}

/** A slow, small displacement that makes the edges of clouds boil instead of sliding like cut paper. */
function boilAt({ data, size }: TileTexture, u: number, v: number, churn: number): number {
  return sampleTile(data, size, u * 0.11 + churn, v * 0.16 - churn * 0.6) * 5;
}

/** Clouds over one row of clear sky. */
function cloudRow(
  grid: Grid,
  row: number,
  elevation: number,
  baked: BakedSky,
  palette: SkyPalette,
  churn: number,
): void {
  const { columns, colours, around, flats, glows } = grid;
  const { clouds, turbulence } = baked;
  const { clouds: shades, sunRed, sunGreen, sunBlue } = palette;
  let boilFrom = 0;
  let boilTo = 0;
  for (let column = 0; column < columns; column++) {
    const tangent = elevation * (flats[column] ?? 1);
    const u = around[column] ?? 0;
    const v = (tangent / SKY_TOP) * SKY_HEIGHT;
    const between = column & 3;
    if (between === 0) {
      boilFrom = boilTo;
      boilTo = boilAt(turbulence, around[Math.min(column + 4, columns - 1)] ?? 0, v, churn);
      if (column === 0) boilFrom = boilAt(turbulence, u, v, churn);
    }
    const boil = boilFrom + (boilTo - boilFrom) * between * 0.25;
    const x = u + boil;
    const y = Math.min(SKY_HEIGHT - 1.01, Math.max(0, v + boil * 0.5 - 0.5));
    const yi = y | 0;
    const fx = x - (x | 0);
    const fy = y - yi;
    const xi = (x | 0) % SKY_WIDTH;
    const p00 = (yi * SKY_WIDTH + xi) * 2;
    const p10 = xi + 1 < SKY_WIDTH ? p00 + 2 : p00 + 2 - SKY_STRIDE;
    const p01 = p00 + SKY_STRIDE;
    const p11 = p10 + SKY_STRIDE;
    const a00 = (clouds[p00] ?? 0) * (1 - fx) * (1 - fy);
    const a10 = (clouds[p10] ?? 0) * fx * (1 - fy);
    const a01 = (clouds[p01] ?? 0) * (1 - fx) * fy;
    const a11 = (clouds[p11] ?? 0) * fx * fy;
    const sum = a00 + a10 + a01 + a11;
    if (sum <= 1) continue;
    const weighted =
      a00 * (clouds[p00 + 1] ?? 0) +
      a10 * (clouds[p10 + 1] ?? 0) +
      a01 * (clouds[p01 + 1] ?? 0) +
      a11 * (clouds[p11 + 1] ?? 0);
    const low = Math.min(1, tangent * 7);
    const cover = sum * (0.35 + 0.65 * low) * PER_BYTE;
    const lit = Math.min(255, (weighted / sum) | 0) * 3;
    // Thin parts near the sun shine through; far clouds drown in the haze.
    const through = (glows[column] ?? 0) * (1 - cover * 0.75) * 0.6;
    const clear = 1 - (1 - low) * 0.55;
    const at = row * columns + column;
    const red = colours[at * 3] ?? 0;
    const green = colours[at * 3 + 1] ?? 0;
    const blue = colours[at * 3 + 2] ?? 0;
    colours[at * 3] = red + (((shades[lit] ?? 0) - red) * clear + through * sunRed) * cover;
    colours[at * 3 + 1] = green + (((shades[lit + 1] ?? 0) - green) * clear + through * sunGreen) * cover;
    colours[at * 3 + 2] = blue + (((shades[lit + 2] ?? 0) - blue) * clear + through * sunBlue) * cover;
    grid.cover[at] = cover;
  }
}

/** Rolls highlights off instead of clipping them, and lets thick fog hide the lower sky and what shines in it. */
function finishRow(grid: Grid, row: number, light: Light, veil: number): void {
  const { columns, colours, cover } = grid;
  const end = (row + 1) * columns * 3;
  for (let i = row * columns * 3; i < end; i++) {
    const value = colours[i] ?? 0;
    if (value > 190) colours[i] = 190 + (65 * (value - 190)) / (value - 125);
  }
  if (veil <= 0.015) return;
  const [red, green, blue] = light.fog;
  for (let i = row * columns; i < (row + 1) * columns; i++) {
    colours[i * 3] = (colours[i * 3] ?? 0) * (1 - veil) + red * veil;
    colours[i * 3 + 1] = (colours[i * 3 + 1] ?? 0) * (1 - veil) + green * veil;
    colours[i * 3 + 2] = (colours[i * 3 + 2] ?? 0) * (1 - veil) + blue * veil;
    cover[i] = Math.max(cover[i] ?? 0, veil);
  }
}

/** Interpolates the grid to the frame with an ordered dither: long dark gradients would show bands. */
function spread(frame: Frame, grid: Grid, rows: number): void {
  const { colours, columns, blended, pixels } = grid;
  const { width } = frame;
  for (let y = 0; y < rows; y++) {
    const top = (y >> 1) * columns * 3;
    const bottom = Math.min((y >> 1) + (y & 1), grid.rows - 1) * columns * 3;
    // Fixed point with 6 bits of fraction; two neighbours added give one bit more.
    for (let i = 0; i < columns * 3; i++) {
      const sum = ((colours[top + i] ?? 0) + (colours[bottom + i] ?? 0)) * 32;
      blended[i] = sum < HIGHEST_BLEND ? sum : HIGHEST_BLEND;
    }
    const start = y * width;
    let red = blended[0] ?? 0;
    let green = blended[1] ?? 0;
    let blue = blended[2] ?? 0;
    for (let x = 0, next = 3; x < width; x += STEP, next += 3) {
      const rightRed = blended[next] ?? 0;
      const rightGreen = blended[next + 1] ?? 0;
      const rightBlue = blended[next + 2] ?? 0;
      const even = ditherAt(x, y);
      pixels[start + x] = packFixed(red * 2 + even, green * 2 + even, blue * 2 + even);
      if (x + 1 < width) {
        const odd = ditherAt(x + 1, y);
        pixels[start + x + 1] = packFixed(
          red + rightRed + odd,
          green + rightGreen + odd,
          blue + rightBlue + odd,
        );
      }
      red = rightRed;
      green = rightGreen;
      blue = rightBlue;
    }
  }
}

function ditherAt(x: number, y: number): number {
  return ((x * 5 + y * 3 + ((x ^ y) & 1) * 4) & 7) * 16;
}

/** One pixel from colours with 7 bits of fraction. */
function packFixed(red: number, green: number, blue: number): number {
  return 0xff000000 | ((blue >> 7) << 16) | ((green >> 7) << 8) | (red >> 7);
}

/** How strongly fog of a given reach hides the sky at an elevation: all of it at the horizon, less above. */
export function skyFog(fogMetres: number, elevation: number): number {
  const thick = clamp(900 / fogMetres - 0.3);
  return thick * smoothstep(0.75 + thick * 0.4, -0.02, elevation);
}
