import { createNoise } from '../../../maths/noise.ts';
import { TAU } from '../../../maths/curves.ts';
import { blurGray } from '../box-blur.ts';
import type { Frame } from '../../frame.ts';
import { packedPixels, packPixel } from '../pack-pixel.ts';
import type { Scratch } from '../scratch.ts';
import { flattenPaint } from './flatten-paint.ts';
import { createRowReader, readFullRow, shrinkToHalf } from './half-picture.ts';
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
}

export const BRUSHWORKS = {
  van_gogh: {
    spacing: 12,
    halfLength: 17,
    halfWidth: 4.6,
    swirl: 1,
    toneSpread: 0.17,
    ridges: 0.3,
    saturation: 1.5,
    slide: 1.6,
    wander: 0.16,
  },
  oil_painting: {
    spacing: 14,
    halfLength: 16,
    halfWidth: 7,
    swirl: 0.15,
    toneSpread: 0.07,
    ridges: 0.17,
    saturation: 1.16,
    slide: 0,
    wander: 0.34,
  },
} as const satisfies Record<string, Brushwork>;

/** The fine layer over details: shorter, thinner strokes where the picture has structure. */
const FINE = { spacing: 0.68, length: 0.5, width: 0.5 } as const;

export function paintStrokes(frame: Frame, scratch: Scratch, brush: Brushwork, seconds: number): void {
  const unit = Math.min(frame.width, frame.height) / 720;
  shrinkToHalf(frame, scratch);
  flattenPaint(scratch, Math.max(1, Math.round(2 * unit)));
  blurGray(scratch.gray, scratch.graySpare, scratch.half.width, scratch.half.height, 1);
  underpaint(frame, scratch, brush.saturation);
  // Fixed seed: a painter's hand, the same whatever is painted.
  const broad = strokePlan(frame.width, frame.height, Math.max(3, brush.spacing * unit), brush.swirl, 301);
  const directions = strokeDirections(frame, scratch, broad);
  lay(frame, scratch, broad, directions, brush, unit, seconds, false);
  const fine = strokePlan(
    frame.width,
    frame.height,
    Math.max(2.5, brush.spacing * FINE.spacing * unit),
    brush.swirl,
    302,
  );
  lay(frame, scratch, fine, directions, brush, unit, seconds, true);
}

function underpaint(frame: Frame, scratch: Scratch, saturation: number): void {
  const { half } = scratch;
  const { rgba, width, height } = frame;
  for (let i = 0; i < half.data.length; i += 3) {
    const red = half.data[i] ?? 0;
    const green = half.data[i + 1] ?? 0;
    const blue = half.data[i + 2] ?? 0;
    const luma = red * 0.2126 + green * 0.7152 + blue * 0.0722;
    half.data[i] = luma + (red - luma) * saturation;
    half.data[i + 1] = luma + (green - luma) * saturation;
    half.data[i + 2] = luma + (blue - luma) * saturation;
  }
  const reader = createRowReader(half, 3, width);
  for (let y = 0; y < height; y++) {
    const row = readFullRow(half.data, half.width, half.height, 3, y, width, reader);
    let at = y * width * 4;
    for (let i = 0; i < row.length; i += 3) {
      rgba[at] = row[i] ?? 0;
      rgba[at + 1] = row[i + 1] ?? 0;
      rgba[at + 2] = row[i + 2] ?? 0;
      at += 4;
    }
  }
}

function lay(
  frame: Frame,
  scratch: Scratch,
  plan: StrokePlan,
  directions: Directions,
  brush: Brushwork,
  unit: number,
  seconds: number,
  fine: boolean,
): void {
  const { half } = scratch;
  const pixels = packedPixels(frame);
  const halfLength = Math.max(2.5, brush.halfLength * unit * (fine ? FINE.length : 1));
  const halfWidth = Math.max(1.1, brush.halfWidth * unit * (fine ? FINE.width : 1));
  const dab = {
    x: 0,
    y: 0,
    cos: 1,
    sin: 0,
    length: 0,
    width: halfWidth,
    red: 0,
    green: 0,
    blue: 0,
    alpha: 1,
    variant: 0,
  };
  for (let i = 0; i < plan.count; i++) {
    const x = plan.x[i] ?? 0;
    const y = plan.y[i] ?? 0;
    const cellX = Math.min(plan.columns - 1, Math.max(0, (x / FLOW_CELL) | 0));
    const cell = Math.min(plan.rows - 1, Math.max(0, (y / FLOW_CELL) | 0)) * plan.columns + cellX;
    const detail = directions.detail[cell] ?? 0;
    const alpha = fine ? (detail - 0.2) * 2 : 0.92;
    if (alpha <= 0.02) continue;
    const bend = (plan.turn[i] ?? 0) * brush.wander;
    const cos = (directions.cos[cell] ?? 1) - (directions.sin[cell] ?? 0) * bend;
    const sin = (directions.sin[cell] ?? 0) + (directions.cos[cell] ?? 1) * bend;
    const norm = 1 / Math.sqrt(1 + bend * bend);
    const slide = Math.sin(seconds * 1.3 + (plan.phase[i] ?? 0) * TAU) * brush.slide * unit;
    dab.cos = cos * norm;
    dab.sin = sin * norm;
    dab.x = x + dab.cos * slide;
    dab.y = y + dab.sin * slide;
    // Detail shortens strokes: long ones would smear faces and legs.
    dab.length = halfLength * (1 - 0.5 * detail);
    dab.alpha = Math.min(0.92, alpha);
    dab.variant = i & 3;
    const fromX = Math.min(half.width - 1, Math.max(0, (x / 2) | 0));
    const from = (Math.min(half.height - 1, Math.max(0, (y / 2) | 0)) * half.width + fromX) * 3;
    const tone = 1 + (plan.tone[i] ?? 0) * brush.toneSpread;
    // Lighter strokes lean to yellow, darker ones to blue, as broken colour does.
    const warm = (plan.tone[i] ?? 0) * brush.toneSpread * 42;
    dab.red = (half.data[from] ?? 0) * tone + warm;
    dab.green = (half.data[from + 1] ?? 0) * tone + warm * 0.6;
    dab.blue = (half.data[from + 2] ?? 0) * tone - warm * 0.5;
    drawDab(pixels, frame.width, frame.height, dab, brush.ridges);
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
