import { createNoise } from '../../../maths/noise.ts';
import { TAU } from '../../../maths/curves.ts';
import { blurGray } from '../box-blur.ts';
import type { Frame } from '../../frame.ts';
import { packedPixels, packPixel } from '../pack-pixel.ts';
import type { Scratch } from '../scratch.ts';
import { flattenPaint, keepDetails } from './flatten-paint.ts';
import { createRowReader, readFullRow, takePaint } from './paint-plane.ts';
import type { Painting } from './painting.ts';
import { mixStarryPalette } from './starry-palette.ts';
import { strokeDirections } from './stroke-direction.ts';
import type { Directions } from './stroke-direction.ts';
import { FLOW_CELL, strokePlan } from './stroke-plan.ts';
import type { StrokePlan } from './stroke-plan.ts';

/** How a painter handles the brush. Lengths are for a picture 720 rows high. */
interface Brushwork {
  readonly spacing: number;
  readonly halfLength: number;
  readonly halfWidth: number;
  readonly swirl: number;
  /** How much strokes differ in tone, and how strongly bristles show. */
  readonly toneSpread: number;
  readonly ridges: number;
  readonly saturation: number;
  /** Pixels that strokes slide to and fro along their own direction. */
  readonly slide: number;
  /** Radians by which single strokes differ from the flow. */
  readonly wander: number;
  /** Starry skies: blue and gold with bands around eddies. */
  readonly starry: boolean;
  /** How much of a face's eyes and mouth is taken back after painting, 0..1. */
  readonly details: number;
}

export const BRUSHWORKS = {
  van_gogh: {
    spacing: 18,
    halfLength: 31,
    halfWidth: 7,
    swirl: 1,
    toneSpread: 0.13,
    ridges: 0.26,
    saturation: 1.2,
    slide: 1.4,
    wander: 0.1,
    starry: true,
    details: 0.75,
  },
  oil_painting: {
    spacing: 17,
    halfLength: 17,
    halfWidth: 8.4,
    swirl: 0.15,
    toneSpread: 0.07,
    ridges: 0.2,
    saturation: 1.28,
    slide: 0,
    wander: 0.34,
    starry: false,
    details: 0.85,
  },
} as const satisfies Record<string, Brushwork>;

/** The fine layer over details: shorter, thinner strokes where the picture has structure. */
const FINE = { spacing: 0.7, length: 0.36, width: 0.42 } as const;
/** Small pictures keep strokes that can be seen as strokes. */
const SMALLEST_UNIT = 0.55;

export function paintStrokes(painting: Painting, brush: Brushwork): void {
  const { frame, scratch } = painting;
  const unit = Math.max(SMALLEST_UNIT, Math.min(frame.width, frame.height) / 720);
  const { paint, gray, graySpare } = scratch;
  takePaint(frame, scratch);
  flattenPaint(scratch, Math.max(1, Math.round(paint.height / 130)));
  keepDetails(scratch, brush.details);
  blurGray(gray, graySpare, paint.width, paint.height, 1);
  // Fixed seed: a painter's hand, the same whatever is painted.
  const broad = strokePlan(frame.width, frame.height, brush.spacing * unit, brush.swirl, 301);
  if (brush.starry) mixStarryPalette(painting, broad);
  underpaint(frame, scratch, brush.saturation);
  const directions = strokeDirections(frame, scratch, broad);
  const fine = strokePlan(frame.width, frame.height, brush.spacing * FINE.spacing * unit, brush.swirl, 302);
  lay(painting, broad, directions, brush, unit, false);
  lay(painting, fine, directions, brush, unit, true);
  retouch(frame, scratch, brush.details);
}

function underpaint(frame: Frame, scratch: Scratch, saturation: number): void {
  const { data } = scratch.paint;
  const { rgba, width, height } = frame;
  for (let i = 0; i < data.length; i += 3) {
    const red = data[i] ?? 0;
    const green = data[i + 1] ?? 0;
    const blue = data[i + 2] ?? 0;
    const luma = red * 0.2126 + green * 0.7152 + blue * 0.0722;
    data[i] = luma + (red - luma) * saturation;
    data[i + 1] = luma + (green - luma) * saturation;
    data[i + 2] = luma + (blue - luma) * saturation;
  }
  const reader = createRowReader(scratch, data, 3);
  for (let y = 0; y < height; y++) {
    const row = readFullRow(reader, y);
    let at = y * width * 4;
    for (let i = 0; i < width * 3; i += 3) {
      rgba[at] = row[i] ?? 0;
      rgba[at + 1] = row[i + 1] ?? 0;
      rgba[at + 2] = row[i + 2] ?? 0;
      at += 4;
    }
  }
}

function lay(
  { frame, scratch, view }: Painting,
  plan: StrokePlan,
  directions: Directions,
  brush: Brushwork,
  unit: number,
  fine: boolean,
): void {
  const { paint, paintStep } = scratch;
  const pixels = packedPixels(frame);
  const halfLength = Math.max(3, brush.halfLength * unit * (fine ? FINE.length : 1));
  const halfWidth = Math.max(1.2, brush.halfWidth * unit * (fine ? FINE.width : 1));
  const dab: Dab = { ...BLANK_DAB, width: halfWidth };
  for (let i = 0; i < plan.count; i++) {
    const x = plan.x[i] ?? 0;
    const y = plan.y[i] ?? 0;
    const cellX = Math.min(plan.columns - 1, Math.max(0, (x / FLOW_CELL) | 0));
    const cell = Math.min(plan.rows - 1, Math.max(0, (y / FLOW_CELL) | 0)) * plan.columns + cellX;
    const detail = directions.detail[cell] ?? 0;
    const alpha = fine ? (detail - 0.3) * 1.8 : 0.92;
    if (alpha <= 0.02) continue;
    const bend = (plan.turn[i] ?? 0) * brush.wander;
    const cos = (directions.cos[cell] ?? 1) - (directions.sin[cell] ?? 0) * bend;
    const sin = (directions.sin[cell] ?? 0) + (directions.cos[cell] ?? 1) * bend;
    const norm = 1 / Math.sqrt(1 + bend * bend);
    const slide = Math.sin(view.seconds * 1.3 + (plan.phase[i] ?? 0) * TAU) * brush.slide * unit;
    dab.cos = cos * norm;
    dab.sin = sin * norm;
    dab.x = x + dab.cos * slide;
    dab.y = y + dab.sin * slide;
    // Detail shortens strokes: long ones would smear faces and legs.
    dab.length = halfLength * (1 - 0.6 * detail);
    dab.alpha = Math.min(0.92, alpha);
    dab.variant = i & 3;
    const fromX = Math.min(paint.width - 1, Math.max(0, (x / paintStep) | 0));
    const fromY = Math.min(paint.height - 1, Math.max(0, (y / paintStep) | 0));
    const from = (fromY * paint.width + fromX) * 3;
    const tone = 1 + (plan.tone[i] ?? 0) * brush.toneSpread;
    // Lighter strokes lean to yellow, darker ones to blue, as broken colour does.
    const warm = (plan.tone[i] ?? 0) * brush.toneSpread * 42;
    dab.red = (paint.data[from] ?? 0) * tone + warm;
    dab.green = (paint.data[from + 1] ?? 0) * tone + warm * 0.6;
    dab.blue = (paint.data[from + 2] ?? 0) * tone - warm * 0.5;
    drawDab(pixels, frame.width, frame.height, dab, brush.ridges);
  }
}

/** The smallest brush comes last: eyes, mouths and buttons. */
function retouch(frame: Frame, scratch: Scratch, strength: number): void {
  const { details, paint, paintStep } = scratch;
  const pixels = packedPixels(frame);
  for (let y = 0; y < frame.height; y++) {
    const row = Math.min(paint.height - 1, (y / paintStep) | 0) * paint.width;
    for (let x = 0; x < frame.width; x++) {
      const cell = row + ((x / paintStep) | 0);
      const share = (details[cell] ?? 0) * strength;
      if (share < 0.03) continue;
      const at = y * frame.width + x;
      const pixel = pixels[at] ?? 0;
      const hold = 1 - share;
      pixels[at] = packPixel(
        (pixel & 255) * hold + (paint.data[cell * 3] ?? 0) * share,
        ((pixel >> 8) & 255) * hold + (paint.data[cell * 3 + 1] ?? 0) * share,
        ((pixel >> 16) & 255) * hold + (paint.data[cell * 3 + 2] ?? 0) * share,
      );
    }
  }
}

interface Dab {
  x: number;
  y: number;
  cos: number;
  sin: number;
  length: number;
  width: number;
  red: number;
  green: number;
  blue: number;
  alpha: number;
  variant: number;
}

const BLANK_DAB: Readonly<Dab> = {
  x: 0,
  y: 0,
  cos: 1,
  sin: 0,
  length: 0,
  width: 0,
  red: 0,
  green: 0,
  blue: 0,
  alpha: 1,
  variant: 0,
};

const BRISTLE_LENGTH = 64;
const BRISTLE_WIDTH = 16;
const BRISTLE_SIZE = BRISTLE_LENGTH * BRISTLE_WIDTH;

interface Bristles {
  readonly cover: Float32Array;
  readonly light: Float32Array;
}

let bristles: Bristles | null = null;

/** Four brush marks: bristle furrows along the stroke, ragged at its end, lit from one side. */
function bristlesOf(): Bristles {
  if (bristles) return bristles;
  const noise = createNoise(77);
  const cover = new Float32Array(BRISTLE_SIZE * 4);
  const light = new Float32Array(BRISTLE_SIZE * 4);
  for (let i = 0; i < cover.length; i++) {
    const variant = Math.floor(i / BRISTLE_SIZE);
    const u = ((i % BRISTLE_LENGTH) + 0.5) / BRISTLE_LENGTH;
    const v = (Math.floor((i % BRISTLE_SIZE) / BRISTLE_LENGTH) + 0.5) / BRISTLE_WIDTH;
    const furrow = noise.value(v * 9 + variant * 31, u * 1.6 + variant * 7);
    const ends = Math.min(1, u * 9) * Math.min(1, (1 - u) * (4 + furrow * 2));
    const sides = Math.min(1, (1 - Math.abs(v * 2 - 1)) * 4.5);
    cover[i] = Math.max(0, Math.min(1, ends * sides * (1 + furrow * 0.35)));
    light[i] = furrow * 0.8 + (0.5 - v) * 0.9;
  }
  bristles = { cover, light };
  return bristles;
}

function drawDab(pixels: Uint32Array, width: number, height: number, dab: Dab, ridges: number): void {
  const { cover, light } = bristlesOf();
  const { cos, sin, length, width: breadth, red, green, blue } = dab;
  const reachY = Math.abs(sin) * length + Math.abs(cos) * breadth;
  const top = Math.max(0, Math.ceil(dab.y - reachY));
  const bottom = Math.min(height - 1, Math.floor(dab.y + reachY));
  const base = dab.variant * BRISTLE_SIZE;
  const alongScale = (BRISTLE_LENGTH / 2 - 0.01) / length;
  const acrossScale = (BRISTLE_WIDTH / 2 - 0.01) / breadth;
  const stepU = cos * alongScale;
  const stepV = sin * acrossScale;
  for (let py = top; py <= bottom; py++) {
    const dy = py - dab.y;
    // The row's part inside the turned rectangle: |dx cos + dy sin| <= length and |dy cos - dx sin| <= breadth.
    let from = -1e9;
    let to = 1e9;
    if (Math.abs(cos) > 1e-4) {
      const middle = (-dy * sin) / cos;
      const half = length / Math.abs(cos);
      from = middle - half;
      to = middle + half;
    }
    if (Math.abs(sin) > 1e-4) {
      const middle = (dy * cos) / sin;
      const half = breadth / Math.abs(sin);
      from = Math.max(from, middle - half);
      to = Math.min(to, middle + half);
    }
    const left = Math.max(0, Math.ceil(dab.x + from));
    const right = Math.min(width - 1, Math.floor(dab.x + to));
    const startX = left - dab.x;
    let u = (startX * cos + dy * sin) * alongScale + BRISTLE_LENGTH / 2;
    let v = (dy * cos - startX * sin) * acrossScale + BRISTLE_WIDTH / 2;
    for (let at = py * width + left, end = py * width + right; at <= end; at++) {
      const mark = base + (v | 0) * BRISTLE_LENGTH + (u | 0);
      u += stepU;
      v -= stepV;
      const alpha = (cover[mark] ?? 0) * dab.alpha;
      if (alpha < 0.03) continue;
      const hold = 1 - alpha;
      const shine = alpha * (1 + (light[mark] ?? 0) * ridges);
      const pixel = pixels[at] ?? 0;
      pixels[at] = packPixel(
        (pixel & 255) * hold + red * shine,
        ((pixel >> 8) & 255) * hold + green * shine,
        ((pixel >> 16) & 255) * hold + blue * shine,
      );
    }
  }
}
