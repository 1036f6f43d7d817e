import type { Frame } from '../frame.ts';

/** Working memory of post-processing for one frame buffer, made once and reused for every picture drawn into it. */
export interface Scratch {
  /** A second picture of the same size. */
  readonly copy: Uint8ClampedArray;
  readonly quarter: Plane;
  readonly quarterSpare: Plane;
  /** Where styles think: half the picture's size, or all of it when that is small. */
  readonly paint: Plane;
  readonly paintSpare: Plane;
  /** The same before any paint: what details are taken back from. */
  readonly paintSource: Plane;
  /** Picture pixels on a side of one point of `paint`. */
  readonly paintStep: 1 | 2;
  /** Single-channel pictures the size of `paint`: luma, edges, paint statistics. */
  readonly gray: Float32Array;
  readonly graySpare: Float32Array;
  readonly edges: Float32Array;
  /** 0..1 per point of `paint`: isolated details (eyes, mouths, buttons) that paint must leave alone. */
  readonly details: Float32Array;
}

/** A small picture as interleaved RGB floats. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Pictures with fewer rows are painted at their own size: at half of it lines would turn to steps. */
const SMALL_ROWS = 400;

const scratches = new WeakMap<Frame, Scratch>();

export function scratchOf(frame: Frame): Scratch {
  const known = scratches.get(frame);
  if (known) return known;
  const paintStep = Math.min(frame.width, frame.height) < SMALL_ROWS ? 1 : 2;
  const paintWidth = Math.ceil(frame.width / paintStep);
  const paintHeight = Math.ceil(frame.height / paintStep);
  const points = paintWidth * paintHeight;
  const made: Scratch = {
    copy: new Uint8ClampedArray(frame.rgba.length),
    quarter: createPlane(Math.ceil(frame.width / 4), Math.ceil(frame.height / 4)),
    quarterSpare: createPlane(Math.ceil(frame.width / 4), Math.ceil(frame.height / 4)),
    paint: createPlane(paintWidth, paintHeight),
    paintSpare: createPlane(paintWidth, paintHeight),
    paintSource: createPlane(paintWidth, paintHeight),
    paintStep,
    gray: new Float32Array(points),
    graySpare: new Float32Array(points),
    edges: new Float32Array(points),
    details: new Float32Array(points),
  };
  scratches.set(frame, made);
  return made;
}

function createPlane(width: number, height: number): Plane {
  return { width, height, data: new Float32Array(width * height * 3) };
}
