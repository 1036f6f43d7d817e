import { TAU, clamp, smoothstep } from '../../maths/curves.ts';
import type { Noise } from '../../maths/noise.ts';
import type { TerrainKind } from '../../scene/shot.ts';
import { gorge } from './gorge-form.ts';
import type { HeightForm } from './heightfield.ts';

export interface FormRequest {
  readonly kind: TerrainKind;
  readonly noise: Noise;
  /** Side of the square after which the land repeats. */
  readonly sideMetres: number;
  readonly waterLevel: number | null;
  /** A river that falls from a cliff into a pool. */
  readonly waterfall: boolean;
}

/** Radius of the flat stage. */
const STAGE_RADIUS = 13;
/** Where the land has its own shape again: a valley wide enough to see the distance, narrower where sight is short. */
const VALLEY_RADIUS = 210;
const VALLEY_RADII: Partial<Record<TerrainKind, number>> = {
  seabed: 48,
  reef: 34,
  moon: 62,
  snow: 40,
  desert: 110,
};

/** The shape of the land around the stage: within 0.3 m of zero near the origin, its own character beyond. */
export function terrainForm(request: FormRequest): HeightForm {
  const { kind, noise, sideMetres } = request;
  const dry = request.waterLevel === null ? 0 : Math.max(0, Math.min(0.26, request.waterLevel + 0.16));
  const wet = request.waterLevel ?? -0.3;
  if (request.waterfall) return (x, y) => gorge(noise, x, y, dry, wet, sideMetres);
  switch (kind) {
    case 'sea':
      return () => Math.min(-3, wet - 3);
    case 'beach':
      return (x, y) => beach(noise, x, y, dry, wet, sideMetres);
    case 'lake':
    case 'river':
      return (x, y) => shore(kind, noise, x, y, dry, wet, sideMetres);
    default: {
      const shape = OPEN_FORMS[kind];
      const zero = shape(noise, 0, 0);
      const reach = VALLEY_RADII[kind] ?? VALLEY_RADIUS;
      return (x, y) => {
        const radius = Math.sqrt(x * x + y * y);
        const away = smoothstep(STAGE_RADIUS, reach, radius);
        const u = x / sideMetres;
        const v = y / sideMetres;
        return (
          dry + noise.value(u * 64, v * 64, 64) * 0.1 + (away > 0 ? (shape(noise, u, v) - zero) * away : 0)
        );
      };
    }
  }
}

type OpenForm = (noise: Noise, u: number, v: number) => number;

function rolling(height: number, cells: number): OpenForm {
  return (noise, u, v) => noise.fractal(u * cells, v * cells, 5, cells) * height + height * 0.12;
}

function peaks(height: number): OpenForm {
  return (noise, u, v) => {
    const bend = noise.value(u * 8, v * 8, 8) * 0.2;
    const crest = noise.ridged(u * 4 + bend, v * 4 + bend, 6, 4);
    const mass = noise.fractal(u * 4 + 3, v * 4, 2, 4) * 0.6 + 0.55;
    return crest * crest * height * Math.max(0.15, mass);
  };
}

function terraced(height: number, steps: number): OpenForm {
  return (noise, u, v) => {
    const land = noise.fractal(u * 4, v * 4, 5, 4) * 0.5 + 0.5;
    const gorge = smoothstep(0.03, 0.2, Math.abs(noise.fractal(u * 4 + 2, v * 4 + 1, 4, 4)));
    const raw = clamp(land * 0.5 + gorge * 0.5) * steps;
    const floor = Math.floor(raw);
    return (
      ((floor + smoothstep(0.3, 0.72, raw - floor)) / steps) * height +
      noise.fractal(u * 64, v * 64, 2, 64) * 1.2 -
      height * 0.25
    );
  };
}

function dunes(noise: Noise, u: number, v: number): number {
  const bend = noise.fractal(u * 4, v * 4, 3, 4) * 0.9;
  const wave = noise.value(u * 16 + bend, v * 8 + bend * 2, 16);
  // Rounded, because a crest sharper than a cell turns into a comb.
  const crest = 1.1 - Math.sqrt(wave * wave + 0.02);
  return crest * crest * 14 + noise.fractal(u * 4, v * 4 + 2, 3, 4) * 16;
}

/** Rolling snow that the wind has laid in long, low drifts. */
function drifts(noise: Noise, u: number, v: number): number {
  const bend = noise.fractal(u * 32, v * 32, 2, 32) * 1.2;
  const wave = 1 - Math.abs(noise.value(u * 32 + bend, v * 64 + bend, 64));
  return noise.fractal(u * 8, v * 8, 5, 8) * 9 + wave * wave * 2.6;
}

function cratered(noise: Noise, u: number, v: number): number {
  let height = noise.fractal(u * 8, v * 8, 5, 8) * 9;
  for (let octave = 0; octave < 3; octave++) {
    const cells = 12 << octave;
    const depth = 7 / (1 << octave);
    const x = u * cells;
    const y = v * cells;
    const cx = Math.floor(x);
    const cy = Math.floor(y);
    const offsetX =
      noise.value(((cx % cells) + cells) * 1.37 + octave * 9, ((cy % cells) + cells) * 1.91) * 0.25 + 0.5;
    const offsetY =
      noise.value(((cx % cells) + cells) * 2.11, ((cy % cells) + cells) * 1.13 + octave * 7) * 0.25 + 0.5;
    const dx = x - cx - offsetX;
    const dy = y - cy - offsetY;
    const reach = Math.sqrt(dx * dx + dy * dy) / 0.24;
    if (reach < 1) height -= depth * (1 - reach * reach);
    height += depth * 0.35 * smoothstep(0.7, 1, reach) * smoothstep(1.5, 1.02, reach);
  }
  return height;
}

const OPEN_FORMS = {
  grass: rolling(7, 8),
  park: rolling(5, 8),
  hills: rolling(46, 8),
  forest: rolling(14, 8),
  jungle: rolling(18, 8),
  snow: drifts,
  mountains: peaks(235),
  snow_mountains: peaks(255),
  volcano: peaks(110),
  desert: dunes,
  canyon: terraced(120, 7),
  mars: terraced(46, 6),
  moon: cratered,
  dirt: rolling(5, 8),
  pavement: rolling(0.6, 8),
  seabed: (noise, u, v) =>
    noise.fractal(u * 16, v * 16, 4, 16) * 4 + noise.ridged(u * 8, v * 8, 5, 8) ** 2 * 9,
  reef: (noise, u, v) =>
    noise.fractal(u * 16, v * 16, 4, 16) * 5 + noise.ridged(u * 16, v * 16, 4, 16) ** 2 * 9,
} as const satisfies Record<Exclude<TerrainKind, 'sea' | 'beach' | 'lake' | 'river'>, OpenForm>;

/** Sand that dips under the sea 9 to 12 m in front of the stage and rises to low dunes behind it. */
function beach(noise: Noise, x: number, y: number, dry: number, wet: number, side: number): number {
  const edge = 10.2 + noise.fractal((x / side) * 24, 3, 2, 32) * 2.6;
  const fine = noise.value((x / side) * 128, (y / side) * 128, 128) * 0.025;
  const grade = (dry - wet) / 7 + 0.004;
  if (y < edge - 7) {
    const behind = smoothstep(-20, -70, y);
    return dry + fine + behind * (2.5 + noise.fractal((x / side) * 32, (y / side) * 32, 4, 32) * 7);
  }
  const past = y - (edge - 7);
  const slope = past < 7 ? grade * past : grade * 7 + (past - 7) * 0.05;
  return Math.max(wet - 7, dry + fine * smoothstep(9, 5, past) - slope);
}

/** A dry meadow at the stage, water in front, and land rising beyond it. */
function shore(
  kind: 'lake' | 'river',
  noise: Noise,
  x: number,
  y: number,
  dry: number,
  wet: number,
  side: number,
): number {
  const u = x / side;
  const v = y / side;
  const wander = noise.fractal(u * 16, 5, 3, 16) * 3 + Math.sin(u * TAU * 6) * 0.9;
  const near = 9 + clamp(wander, -2.5, 3.5);
  const width =
    kind === 'lake' ? 190 + noise.fractal(u * 8, 9, 3, 8) * 70 : 17 + noise.fractal(u * 16, 2, 2, 16) * 5;
  const into = Math.min(y - near, near + width - y);
  const rough = noise.fractal(u * 32, v * 32, 4, 32);
  if (into > 0) return wet - Math.min(4, 0.05 + into * 0.22);
  const bank = smoothstep(0, 3.4, -into);
  const far = y > near + width / 2;
  const rise = far ? smoothstep(0, kind === 'lake' ? 260 : 120, -into) : smoothstep(26, 180, -into);
  const tall = kind === 'lake' && far ? 75 : 26;
  const land = noise.ridged(u * 8, v * 8, 6, 8) * tall * rise;
  const fade = smoothstep(side / 2, side / 2 - 120, Math.abs(y));
  return (
    wet + 0.01 + (dry - wet) * bank + rough * 0.22 * smoothstep(2, 14, -into) * (0.2 + rise) + land * fade
  );
}
