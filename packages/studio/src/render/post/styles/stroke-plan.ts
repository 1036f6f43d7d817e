import { createNoise } from '../../../maths/noise.ts';
import { hash3 } from '../../../maths/random.ts';

/** Side of a flow cell in full-size pixels. */
export const FLOW_CELL = 8;

/** What is decided once per size and look: where strokes start, in which order, and which way paint likes to flow. */
export interface StrokePlan {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** -1..1: each stroke's own tone, turn and phase. */
  readonly tone: Float32Array;
  readonly turn: Float32Array;
  readonly phase: Float32Array;
  readonly columns: number;
  readonly rows: number;
  /** Free flow per cell as the cosine and sine of twice its angle (a stroke has no head or tail). */
  readonly flowCos: Float32Array;
  readonly flowSin: Float32Array;
  /** -1..1: bands of light and dark that follow the free flow around its eddies. */
  readonly band: Float32Array;
  /** The same flow without eddies: for everything but the sky. */
  readonly calmCos: Float32Array;
  readonly calmSin: Float32Array;
}

const plans = new Map<string, StrokePlan>();
/** Sizes and looks alive at once in one process are few; a server's process draws one shot. */
const PLAN_LIMIT = 8;

export function strokePlan(
  width: number,
  height: number,
  spacing: number,
  swirl: number,
  seed: number,
): StrokePlan {
  const key = `${width}x${height}:${spacing}:${swirl}:${seed}`;
  const known = plans.get(key);
  if (known) return known;
  if (plans.size >= PLAN_LIMIT) plans.clear();
  const made = { ...scatter(width, height, spacing, seed), ...flow(width, height, swirl, seed) };
  plans.set(key, made);
  return made;
}

function scatter(
  width: number,
  height: number,
  spacing: number,
  seed: number,
): Pick<StrokePlan, 'count' | 'x' | 'y' | 'tone' | 'turn' | 'phase'> {
  const across = Math.ceil(width / spacing) + 1;
  const down = Math.ceil(height / spacing) + 1;
  const count = across * down;
  // A fixed shuffle: strokes overlap like hand-laid ones instead of in rows, and the same in every frame.
  const order = Array.from({ length: count }, (_, index) => index);
  order.sort((a, b) => hash3(a, 7, 0, seed) - hash3(b, 7, 0, seed) || a - b);
  const plan = {
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    tone: new Float32Array(count),
    turn: new Float32Array(count),
    phase: new Float32Array(count),
  };
  for (const [at, cell] of order.entries()) {
    plan.x[at] = ((cell % across) + hash3(cell, 1, 0, seed) - 0.5) * spacing;
    plan.y[at] = (Math.floor(cell / across) + hash3(cell, 2, 0, seed) - 0.5) * spacing;
    plan.tone[at] = hash3(cell, 3, 0, seed) * 2 - 1;
    plan.turn[at] = hash3(cell, 4, 0, seed) * 2 - 1;
    plan.phase[at] = hash3(cell, 5, 0, seed) * 2 - 1;
  }
  return plan;
}

const VORTICES = 4;
/** Rings of an eddy from its middle to its reach. */
const RINGS = 2.2;

/** Long waves with a few eddies in the upper picture, where skies are. */
function flow(
  width: number,
  height: number,
  swirl: number,
  seed: number,
): Pick<StrokePlan, 'columns' | 'rows' | 'flowCos' | 'flowSin' | 'band' | 'calmCos' | 'calmSin'> {
  const columns = Math.ceil(width / FLOW_CELL);
  const rows = Math.ceil(height / FLOW_CELL);
  const flowCos = new Float32Array(columns * rows);
  const flowSin = new Float32Array(columns * rows);
  const band = new Float32Array(columns * rows);
  const calmCos = new Float32Array(columns * rows);
  const calmSin = new Float32Array(columns * rows);
  const noise = createNoise(seed + 11);
  const unit = Math.min(width, height);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = (column + 0.5) * FLOW_CELL;
      const y = (row + 0.5) * FLOW_CELL;
      const wave = noise.fractal((x / unit) * 2.2, (y / unit) * 2.2, 2) * (0.5 + swirl);
      const cell = row * columns + column;
      calmCos[cell] = Math.cos(wave * 2);
      calmSin[cell] = Math.sin(wave * 2);
      let stripe = Math.sin((y / unit) * 30 + wave * 9) * 0.55;
      let eddies = 0;
      let rings = 0;
      let cos = Math.cos(wave * 2) * 0.6;
      let sin = Math.sin(wave * 2) * 0.6;
      for (let i = 0; i < VORTICES; i++) {
        const dx = x - width * ((i + 0.2 + 0.6 * hash3(i, 1, 9, seed)) / VORTICES);
        const dy = y - height * (0.08 + 0.22 * hash3(i, 2, 9, seed));
        const reach = unit * (0.13 + 0.12 * hash3(i, 3, 9, seed));
        const near = Math.exp(-(dx * dx + dy * dy) / (reach * reach));
        const weight = swirl * 4 * near;
        // A spiral: its rings widen with the turn, and its middle is light like a star.
        const turns = (Math.hypot(dx, dy) / reach) * RINGS - Math.atan2(dy, dx) / (Math.PI * 2);
        rings += Math.cos(turns * Math.PI * 2) * near;
        eddies += near;
        const around = Math.atan2(dy, dx) + Math.PI / 2;
        cos += Math.cos(around * 2) * weight;
        sin += Math.sin(around * 2) * weight;
      }
      const share = Math.min(1, eddies * 1.6);
      stripe = stripe * (1 - share) + (rings / (eddies + 1e-6)) * share;
      band[cell] = Math.max(-1, Math.min(1, stripe));
      const length = Math.hypot(cos, sin) + 1e-6;
      flowCos[cell] = cos / length;
      flowSin[cell] = sin / length;
    }
  }
  return { columns, rows, flowCos, flowSin, band, calmCos, calmSin };
}
