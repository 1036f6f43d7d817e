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
/** Reflections are computed for blocks of this many pixels: wet ground blurs finer detail anyway. */
const BLOCK = 2;
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

/** Mirrors the finished picture in the ground: sharp in puddles, smeared downwards elsewhere. */
export function reflectInGround(frame: Frame, puddles: Puddles, view: View): void {
  const { width, height, depth } = frame;
  const first = Math.max(0, Math.ceil(view.horizon / BLOCK) * BLOCK);
  const metresOverTexels = SIZE / TILE_METRES;
  for (let row = first; row < height - 1; row += BLOCK) {
    const below = row + 0.5 - view.horizon;
    for (let column = 0; column < width - 1; column += BLOCK) {
      const near = depth[row * width + column] ?? FAR;
      const groundHeight = view.pose.z - (below * near) / view.focal;
      if (near >= 300 || groundHeight > GROUND_TOP) continue;
      const side = ((column + 0.5 - view.centreX) * near) / view.focal;
      const x = view.pose.x + side * view.cosYaw + near * view.sinYaw;
      const y = view.pose.y - side * view.sinYaw + near * view.cosYaw;
      const texel = (((y * metresOverTexels) & (SIZE - 1)) * SIZE) | ((x * metresOverTexels) & (SIZE - 1));
      const puddle = puddles.values[texel] ?? 0;
      // Water mirrors little when looked down into and nearly all at a grazing angle.
      const grazing = clamp(1 - (view.pose.z * 1.1) / near);
      const share = clamp((0.14 + 0.5 * grazing * grazing) * (0.55 + 0.75 * puddle), 0, 0.8);
      mirrorBlock(frame, view, row, column, below, groundHeight, share, 1 - puddle);
    }
  }
}

function mirrorBlock(
  frame: Frame,
  view: View,
  row: number,
  column: number,
  below: number,
  groundHeight: number,
  share: number,
  rough: number,
): void {
  const { width, depth, rgba } = frame;
  const lens = 2 * view.focal * (view.pose.z - groundHeight);
  let r = 0;
  let g = 0;
  let b = 0;
  // A mirrored point at depth D shows `lens / D` lower than its own height above the horizon; D is found by trying.
  let source = Math.round(view.horizon - below);
  let far = FAR;
  for (let step = 0; step < 3; step++) {
    far = depth[Math.max(0, Math.min(row - 1, source)) * width + column] ?? FAR;
    source = Math.round(view.horizon - below + lens / far);
  }
  for (let tap = 0; tap < 3; tap++) {
    // Rough ground smears a reflection along the view, which is up and down on the screen.
    const smeared = Math.round(source - below * (tap - 1) * 0.16 * rough);
    const at = (Math.max(0, Math.min(row - 1, smeared)) * width + column) * 4;
    r += rgba[at] ?? 0;
    g += rgba[at + 1] ?? 0;
    b += rgba[at + 2] ?? 0;
  }
  const k = share / 3;
  // Wet ground is darker than dry where it does not shine.
  const keep = (1 - share) * 0.86;
  for (let dy = 0; dy < BLOCK; dy++) {
    for (let dx = 0; dx < BLOCK; dx++) {
      const at = ((row + dy) * width + column + dx) * 4;
      rgba[at] = (rgba[at] ?? 0) * keep + r * k;
      rgba[at + 1] = (rgba[at + 1] ?? 0) * keep + g * k;
      rgba[at + 2] = (rgba[at + 2] ?? 0) * keep + b * k;
    }
  }
}
