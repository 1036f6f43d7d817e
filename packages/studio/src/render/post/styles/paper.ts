import { TAU } from '../../../maths/curves.ts';
import { createNoise } from '../../../maths/noise.ts';

export const PAPER_SIDE = 256;

/** Fixed square fields that repeat without a seam, each about -1..1; made on first use. */
export interface Paper {
  /** Fine tooth of the sheet. */
  readonly tooth: Float32Array;
  /** Broad uneven absorption, for washes. */
  readonly wash: Float32Array;
  /** Hatching in three directions. */
  readonly hatch: readonly [Float32Array, Float32Array, Float32Array];
}

const PAPER_SEED = 2203;
let paper: Paper | null = null;

export function paperOf(): Paper {
  paper ??= makePaper();
  return paper;
}

function makePaper(): Paper {
  const noise = createNoise(PAPER_SEED);
  const hatch = (across: number, down: number): Float32Array =>
    field((x, y) => {
      const warp = noise.fractal(x / 32, y / 32, 3, 8) * 3.2;
      const pressure = noise.fractal(x / 8 + 50, y / 8, 2, 32) * 0.5;
      return Math.sin((TAU * (x * across + y * down)) / PAPER_SIDE + warp) + pressure;
    });
  return {
    tooth: field(
      (x, y) => noise.fractal(x / 2, y / 2, 2, 128) * 0.7 + noise.fractal(x / 8, y / 8, 2, 32) * 0.5,
    ),
    wash: field((x, y) => noise.fractal(x / 64, y / 64, 5, 4) * 1.2),
    hatch: [hatch(40, 40), hatch(42, -42), hatch(12, 58)],
  };
}

function field(at: (x: number, y: number) => number): Float32Array {
  const made = new Float32Array(PAPER_SIDE * PAPER_SIDE);
  for (let y = 0; y < PAPER_SIDE; y++)
    for (let x = 0; x < PAPER_SIDE; x++) made[y * PAPER_SIDE + x] = at(x, y);
  return made;
}
