import { FAR } from '../../frame.ts';
import type { Frame } from '../../frame.ts';
import type { Scratch } from '../scratch.ts';
import { FLOW_CELL } from './stroke-plan.ts';
import type { StrokePlan } from './stroke-plan.ts';

/** Per flow cell of one frame: which way strokes run and how much detail (0..1) there is. */
export interface Directions {
  readonly cos: Float32Array;
  readonly sin: Float32Array;
  readonly detail: Float32Array;
}

/** Summed squared luma steps of a cell at which its own structure fully rules the stroke. */
const FULL_STRUCTURE = 9000;

/** Strokes run along edges where the picture has structure (`scratch.gray`) and along the free flow elsewhere. */
export function strokeDirections(frame: Frame, scratch: Scratch, plan: StrokePlan): Directions {
  const cells = plan.columns * plan.rows;
  const directions = {
    cos: new Float32Array(cells),
    sin: new Float32Array(cells),
    detail: new Float32Array(cells),
  };
  const energy = new Float32Array(cells);
  const along = new Float32Array(cells);
  const slant = new Float32Array(cells);
  for (let row = 0; row < plan.rows; row++)
    for (let column = 0; column < plan.columns; column++)
      measureCell(scratch, plan, row, column, energy, along, slant);
  for (let row = 0; row < plan.rows; row++) {
    for (let column = 0; column < plan.columns; column++) {
      const cell = row * plan.columns + column;
      const a = around(along, plan, row, column);
      const s = around(slant, plan, row, column);
      const e = around(energy, plan, row, column);
      const ordered = Math.sqrt(a * a + s * s) / (e + 1e-3);
      const rule = Math.min(1, e / FULL_STRUCTURE) * Math.min(1, ordered * 1.4);
      // The tensor points across the edge: the stroke runs at right angles, which flips both double-angle parts.
      const length = Math.sqrt(a * a + s * s) + 1e-6;
      const pixel =
        Math.min(frame.height - 1, (row + 0.5) * FLOW_CELL) * frame.width +
        Math.min(frame.width - 1, (column + 0.5) * FLOW_CELL);
      const sky = (frame.depth[pixel] ?? 0) >= FAR * 0.5;
      const freeCos = (sky ? plan.flowCos[cell] : plan.calmCos[cell]) ?? 1;
      const freeSin = (sky ? plan.flowSin[cell] : plan.calmSin[cell]) ?? 0;
      const cos = (-a / length) * rule + freeCos * (1 - rule);
      const sin = (-s / length) * rule + freeSin * (1 - rule);
      const angle = Math.atan2(sin, cos) / 2;
      directions.cos[cell] = Math.cos(angle);
      directions.sin[cell] = Math.sin(angle);
      directions.detail[cell] = Math.min(1, e / (FULL_STRUCTURE * 1.5));
    }
  }
  return directions;
}

function measureCell(
  scratch: Scratch,
  plan: StrokePlan,
  row: number,
  column: number,
  energy: Float32Array,
  along: Float32Array,
  slant: Float32Array,
): void {
  const { paint, gray, paintStep } = scratch;
  const size = FLOW_CELL / paintStep;
  const right = Math.min(paint.width - 1, (column + 1) * size);
  const bottom = Math.min(paint.height - 1, (row + 1) * size);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let y = Math.max(1, row * size); y < bottom; y++) {
    for (let x = Math.max(1, column * size); x < right; x++) {
      const at = y * paint.width + x;
      const dx = (gray[at + 1] ?? 0) - (gray[at - 1] ?? 0);
      const dy = (gray[at + paint.width] ?? 0) - (gray[at - paint.width] ?? 0);
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
  }
  const cell = row * plan.columns + column;
  // A cell of a full-size plane has four times the points, each with half the step.
  const perPoint = paintStep === 1 ? 1.4 : 1;
  energy[cell] = (xx + yy) * perPoint;
  along[cell] = (xx - yy) * perPoint;
  slant[cell] = 2 * xy * perPoint;
}

/** Mean of a cell and its neighbours: single noisy cells must not turn strokes. */
function around(values: Float32Array, plan: StrokePlan, row: number, column: number): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, row - 1); y <= Math.min(plan.rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(plan.columns - 1, column + 1); x++) {
      sum += values[y * plan.columns + x] ?? 0;
      count++;
    }
  }
  return sum / count;
}
