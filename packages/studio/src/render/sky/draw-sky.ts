import { TAU, clamp, mix, smoothstep } from '../../maths/curves.ts';
import type { Light, Sky } from '../../scene/shot.ts';
import { FAR, type Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { type BakedSky, SKY_HEIGHT, SKY_TOP, SKY_WIDTH } from './bake-sky.ts';
import { drawMoon, drawStars, drawSun } from './celestial.ts';
import { type SkyPalette, skyPalette } from './sky-palette.ts';
import { auroraLight, rainbowLight } from './sky-wonders.ts';
import { sampleTile } from './tile-texture.ts';

/** Sky and clouds are computed on every second pixel and interpolated: they hold nothing finer. */
const STEP = 2;

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly colours: Float32Array;
  /** Per column: where it meets the cloud cylinder, and the cosine of its angle from the middle. */
  readonly around: Float32Array;
  readonly flats: Float32Array;
  /** Two rows blended, while spreading the grid over the frame. */
  readonly blended: Float32Array;
  /** Cloud cover of each sample, so that sun, moon and stars stand behind the clouds. */
  readonly cover: Float32Array;
}

const grids = new WeakMap<Frame, Grid>();

/**
 * Fills the rows 0 .. `rowLimit` (default: a little below the horizon) with sky, clouds, sun, moon and stars, and
 * their depth with FAR. Below the horizon it leaves the haze that land melts into.
 */
export function drawSky(
  frame: Frame,
  baked: BakedSky,
  sky: Sky,
  light: Light,
  view: View,
  rowLimit = Math.ceil(view.horizon) + Math.ceil(frame.height * 0.04) + 4,
): void {
  const rows = clamp(Math.ceil(rowLimit), 0, frame.height);
  if (rows === 0) return;
  const grid = gridFor(frame);
  const gridRows = Math.min(grid.rows, Math.ceil(rows / STEP) + 1);
  const palette = skyPalette(sky, light);
  fillGrid(grid, gridRows, baked, sky, palette, view);
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
    blended: new Float32Array(columns * 3),
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
  palette: SkyPalette,
  view: View,
): void {
  const { columns } = grid;
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
    const base = row * columns;
    for (let column = 0; column < columns; column++) {
      const lateral = (column * STEP - view.centreX) / view.focal;
      shadeSample(grid, base + column, column, lateral, elevation, baked, palette, view, churn);
    }
  }
}

/** One sample; everything is scalar because this runs a hundred thousand times a frame. */
function shadeSample(
  grid: Grid,
  at: number,
  column: number,
  lateral: number,
  elevation: number,
  baked: BakedSky,
  palette: SkyPalette,
  view: View,
  churn: number,
): void {
  const flat = grid.flats[column] ?? 1;
  const unit = 1 / Math.sqrt(1 + lateral * lateral + elevation * elevation);
  const tangent = elevation * flat;
  const dx = (view.sinYaw + lateral * view.cosYaw) * unit;
  const dy = (view.cosYaw - lateral * view.sinYaw) * unit;
  const facing = dx * palette.sunX + dy * palette.sunY + elevation * unit * palette.sunZ;
  const ramp = Math.min(255, Math.max(0, elevation * unit) * 255) | 0;
  const off = Math.min(511, (Math.sqrt(Math.max(0, 1 - facing)) * 362) | 0);
  const glow = palette.glow[off] ?? 0;
  let red = (palette.ramp[ramp * 3] ?? 0) + glow * palette.sunRed;
  let green = (palette.ramp[ramp * 3 + 1] ?? 0) + glow * palette.sunGreen;
  let blue = (palette.ramp[ramp * 3 + 2] ?? 0) + glow * palette.sunBlue;
  let cover = 0;
  if (!baked.clear && tangent > 0.002) {
    const u = grid.around[column] ?? 0;
    const v = (tangent / SKY_TOP) * SKY_HEIGHT;
    const turbulence = baked.turbulence;
    // A slow, small displacement makes edges boil instead of sliding like cut paper.
    const boil = sampleTile(turbulence.data, turbulence.size, u * 0.11 + churn, v * 0.16 - churn * 0.6) * 5;
    const x = u + boil;
    const y = Math.min(SKY_HEIGHT - 1.01, Math.max(0, v + boil * 0.5 - 0.5));
    const xi = Math.floor(x);
    const yi = Math.floor(y);
    const fx = x - xi;
    const fy = y - yi;
    const x0 = (xi % SKY_WIDTH) * 2;
    const x1 = ((xi + 1) % SKY_WIDTH) * 2;
    const r0 = yi * SKY_WIDTH * 2;
    const r1 = r0 + SKY_WIDTH * 2;
    const data = baked.clouds;
    const w00 = (1 - fx) * (1 - fy);
    const w10 = fx * (1 - fy);
    const w01 = (1 - fx) * fy;
    const w11 = fx * fy;
    const a00 = (data[r0 + x0] ?? 0) * w00;
    const a10 = (data[r0 + x1] ?? 0) * w10;
    const a01 = (data[r1 + x0] ?? 0) * w01;
    const a11 = (data[r1 + x1] ?? 0) * w11;
    const sum = a00 + a10 + a01 + a11;
    if (sum > 1) {
      const weighted =
        a00 * (data[r0 + x0 + 1] ?? 0) +
        a10 * (data[r0 + x1 + 1] ?? 0) +
        a01 * (data[r1 + x0 + 1] ?? 0) +
        a11 * (data[r1 + x1 + 1] ?? 0);
      const low = Math.min(1, tangent * 7);
      cover = (sum / 255) * (0.35 + 0.65 * low);
      const lit = Math.min(255, (weighted / sum) | 0) * 3;
      // Thin parts near the sun shine through.
      const through = glow * (1 - cover * 0.75) * 0.6;
      const haze = (1 - low) * 0.55;
      const cr = mix(palette.clouds[lit] ?? 0, red, haze) + through * palette.sunRed;
      const cg = mix(palette.clouds[lit + 1] ?? 0, green, haze) + through * palette.sunGreen;
      const cb = mix(palette.clouds[lit + 2] ?? 0, blue, haze) + through * palette.sunBlue;
      red += (cr - red) * cover;
      green += (cg - green) * cover;
      blue += (cb - blue) * cover;
    }
  }
  grid.cover[at] = cover;
  grid.colours[at * 3] = shoulder(red);
  grid.colours[at * 3 + 1] = shoulder(green);
  grid.colours[at * 3 + 2] = shoulder(blue);
}

/** Rolls highlights off instead of clipping them: 190 and below pass, everything above creeps towards 255. */
function shoulder(value: number): number {
  if (value <= 190) return value;
  const over = value - 190;
  return 190 + (65 * over) / (65 + over);
}

/** Interpolates the grid to the frame with an ordered dither: long dark gradients would show bands. */
function spread(frame: Frame, grid: Grid, rows: number): void {
  const { colours, columns, blended } = grid;
  const { rgba, width } = frame;
  for (let y = 0; y < rows; y++) {
    const top = (y >> 1) * columns * 3;
    const bottom = Math.min((y >> 1) + (y & 1), grid.rows - 1) * columns * 3;
    for (let i = 0; i < columns * 3; i++)
      blended[i] = ((colours[top + i] ?? 0) + (colours[bottom + i] ?? 0)) * 0.5;
    let out = y * width * 4;
    for (let x = 0; x < width; x++, out += 4) {
      const left = (x >> 1) * 3;
      const right = left + (x & 1) * 3;
      const dither = ((x * 5 + y * 3 + ((x ^ y) & 1) * 4) & 7) * 0.125 - 0.44;
      rgba[out] = ((blended[left] ?? 0) + (blended[right] ?? 0)) * 0.5 + dither;
      rgba[out + 1] = ((blended[left + 1] ?? 0) + (blended[right + 1] ?? 0)) * 0.5 + dither;
      rgba[out + 2] = ((blended[left + 2] ?? 0) + (blended[right + 2] ?? 0)) * 0.5 + dither;
      rgba[out + 3] = 255;
    }
  }
}

/** How strongly fog of a given reach hides the sky at an elevation: all of it at the horizon, less above. */
export function skyFog(fogMetres: number, elevation: number): number {
  const thick = clamp(900 / fogMetres - 0.3);
  return thick * smoothstep(0.75 + thick * 0.4, -0.02, elevation);
}
