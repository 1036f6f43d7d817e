import type { Frame } from '../frame.ts';

/** Working memory of post-processing for one frame buffer, made once and reused for every picture drawn into it. */
export interface Scratch {
  /** A second picture of the same size. */
  readonly copy: Uint8ClampedArray;
  readonly quarter: Plane;
  readonly quarterSpare: Plane;
  readonly half: Plane;
  readonly halfSpare: Plane;
  /** Half-size pictures of styles: luma, edges, paint statistics. */
  readonly gray: Float32Array;
  readonly graySpare: Float32Array;
  readonly edges: Float32Array;
}

/** A small picture as interleaved RGB floats. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

const scratches = new WeakMap<Frame, Scratch>();

export function scratchOf(frame: Frame): Scratch {
  const known = scratches.get(frame);
  if (known) return known;
  const halfWidth = Math.ceil(frame.width / 2);
  const halfHeight = Math.ceil(frame.height / 2);
  const made: Scratch = {
    copy: new Uint8ClampedArray(frame.rgba.length),
    quarter: createPlane(Math.ceil(frame.width / 4), Math.ceil(frame.height / 4)),
    quarterSpare: createPlane(Math.ceil(frame.width / 4), Math.ceil(frame.height / 4)),
    half: createPlane(halfWidth, halfHeight),
    halfSpare: createPlane(halfWidth, halfHeight),
    gray: new Float32Array(halfWidth * halfHeight),
    graySpare: new Float32Array(halfWidth * halfHeight),
    edges: new Float32Array(halfWidth * halfHeight),
  };
  scratches.set(frame, made);
  return made;
}

function createPlane(width: number, height: number): Plane {
  return { width, height, data: new Float32Array(width * height * 3) };
}
