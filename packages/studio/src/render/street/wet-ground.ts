import { clamp } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import { FAR, type Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { sharedFloats } from '../world-painter.ts';

/** Where water stands: a tile of 0 (damp) .. 1 (puddle). */
export interface Puddles {
  readonly values: Float32Array<SharedArrayBuffer>;
}

const SIZE = 256;
const TILE_METRES = 14;
/**
 * Reflections are computed for blocks of this many pixels: wet ground blurs finer detail anyway, most of all along
 * the view, which is up and down on the screen. Near the horizon rows lie metres apart and blocks stay low.
 */
const BLOCK_WIDTH = 2;
const LOW_BLOCK = 2;
const HIGH_BLOCK = 4;
/** Small pictures keep low blocks: four rows are a visible part of them. */
const TALL_PICTURE = 540;
/** Blocks are high from this share of the picture's height below the horizon. */
const NEAR_SHARE = 0.08;
/** Ground up to this height mirrors: the road and the pavements. */
const GROUND_TOP = 0.2;

export function bakePuddles(seed: number): Puddles {
  const noise = createNoise(seed ^ 0x3e7);
  const values = sharedFloats(SIZE * SIZE);
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++)
      values[y * SIZE + x] = clamp(0.5 + noise.fractal((x * 8) / SIZE, (y * 8) / SIZE, 4, 8) * 1.5);
  return { values };
}

const PAIR = 0xff00ff;

/** Mirrors the finished picture in the ground: sharp in puddles, smeared downwards elsewhere. */
export function reflectInGround(frame: Frame, puddles: Puddles, view: View): void {
  const { width, height, depth, rgba } = frame;
  const words = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const { pose, focal, horizon, centreX, sinYaw, cosYaw } = view;
  const perMetre = SIZE / TILE_METRES;
  const highFrom = height < TALL_PICTURE ? Infinity : NEAR_SHARE * height;
  let row = Math.max(0, Math.ceil(horizon / LOW_BLOCK) * LOW_BLOCK);
  while (row < height) {
    const below = row + 0.5 - horizon;
    const rows = Math.min(height - row, below > highFrom ? HIGH_BLOCK : LOW_BLOCK);
    for (let column = 0; column < width; column += BLOCK_WIDTH) {
      const metres = depth[row * width + column] ?? FAR;
      const groundHeight = pose.z - (below * metres) / focal;
      if (metres >= 300 || groundHeight > GROUND_TOP) continue;
      const side = ((column + 0.5 - centreX) * metres) / focal;
      const x = pose.x + side * cosYaw + metres * sinYaw;
      const y = pose.y - side * sinYaw + metres * cosYaw;
      const texel = (((y * perMetre) & (SIZE - 1)) * SIZE) | ((x * perMetre) & (SIZE - 1));
      const puddle = puddles.values[texel] ?? 0;
      // Water mirrors little when looked down into and nearly all at a grazing angle.
      const grazing = clamp(1 - (pose.z * 1.1) / metres);
      const share = clamp((0.14 + 0.5 * grazing * grazing) * (0.55 + 0.75 * puddle), 0, 0.8);
      const source = mirrorRow(
        depth,
        width,
        row,
        column,
        horizon,
        below,
        2 * focal * (pose.z - groundHeight),
      );
      // Rough ground smears a reflection along the view, which is up and down on the screen.
      const smear = below * 0.16 * (1 - puddle);
      blendBlock(words, width, row, column, rows, source, smear, share);
    }
    row += rows;
  }
}

/** A mirrored point at depth D shows `lens / D` lower than its own height above the horizon; D is found by trying. */
function mirrorRow(
  depth: Float32Array,
  width: number,
  row: number,
  column: number,
  horizon: number,
  below: number,
  lens: number,
): number {
  let inverse = 0;
  let before = 0;
  for (let step = 0; step < 3; step++) {
    const source = Math.round(horizon - below + lens * inverse);
    before = inverse;
    inverse = 1 / (depth[clampRow(source, row) * width + column] ?? FAR);
  }
  // Around a lamp before the sky the search jumps between the two; the middle shows the lamp's glow.
  return Math.round(horizon - below + (lens * (inverse + before)) / 2);
}

function clampRow(source: number, row: number): number {
  return Math.max(0, Math.min(row - 1, source)) | 0;
}

/** Adds the mean of three mirrored pixels to a block, row by row and two channels at a time. */
function blendBlock(
  words: Uint32Array,
  width: number,
  row: number,
  column: number,
  rows: number,
  source: number,
  smear: number,
  share: number,
): void {
  const third = Math.round((share * 256) / 3);
  // Wet ground is darker than dry where it does not shine.
  const keep = Math.round((1 - share) * 0.86 * 256);
  const last = Math.min(width, column + BLOCK_WIDTH);
  for (let y = row; y < row + rows; y++) {
    // One row further down mirrors one row further up.
    const mirrored = source - (y - row);
    const a = (words[clampRow(mirrored + smear, row) * width + column] ?? 0) | 0;
    const b = (words[clampRow(mirrored, row) * width + column] ?? 0) | 0;
    const c = (words[clampRow(mirrored - smear, row) * width + column] ?? 0) | 0;
    const evens = Math.imul((a & PAIR) + (b & PAIR) + (c & PAIR), third);
    const green = Math.imul(((a >>> 8) & 255) + ((b >>> 8) & 255) + ((c >>> 8) & 255), third);
    for (let x = column; x < last; x++) {
      const under = (words[y * width + x] ?? 0) | 0;
      const even = ((Math.imul(under & PAIR, keep) + evens) >>> 8) & PAIR;
      const odd = (Math.imul((under >>> 8) & 255, keep) + green) & 0xff00;
      words[y * width + x] = 0xff000000 | even | odd;
    }
  }
}
