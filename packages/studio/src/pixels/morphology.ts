import { type Plane, createPlane } from './picture.ts';

const INSIDE = 0.5;
const FAR = 1e12;

/**
 * Euclidean distance in pixels from every pixel to the nearest one with a value of at least 0.5 (0 there), exact:
 * Felzenszwalb and Huttenlocher 2012. About 1e6 everywhere when there is none.
 */
export function distanceToMask(mask: Plane): Plane {
  return distanceTo(mask, true);
}

/** Largest value within a disc of `radius` pixels of a 0..1 mask, taken as in or out at 0.5, its rim one pixel soft. */
export function dilate(mask: Plane, radius: number): Plane {
  const out = distanceTo(mask, true);
  for (let i = 0; i < out.values.length; i++)
    out.values[i] = Math.min(1, Math.max(0, radius + 1 - (out.values[i] ?? 0)));
  return out;
}

/** What is left of a 0..1 mask when `radius` pixels are taken off its rim; the picture's border takes nothing off. */
export function erode(mask: Plane, radius: number): Plane {
  const out = distanceTo(mask, false);
  for (let i = 0; i < out.values.length; i++)
    out.values[i] = Math.min(1, Math.max(0, (out.values[i] ?? 0) - radius));
  return out;
}

function distanceTo(mask: Plane, inside: boolean): Plane {
  const { width, height } = mask;
  const out = createPlane(width, height);
  const { values } = out;
  for (let i = 0; i < values.length; i++) values[i] = (mask.values[i] ?? 0) >= INSIDE === inside ? 0 : FAR;
  const longest = Math.max(width, height);
  const line = new Float64Array(longest);
  const result = new Float64Array(longest);
  const vertices = new Int32Array(longest);
  const bounds = new Float64Array(longest + 1);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) line[y] = values[y * width + x] ?? 0;
    lowerEnvelope(line, result, vertices, bounds, height);
    for (let y = 0; y < height; y++) values[y * width + x] = result[y] ?? 0;
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) line[x] = values[y * width + x] ?? 0;
    lowerEnvelope(line, result, vertices, bounds, width);
    for (let x = 0; x < width; x++) values[y * width + x] = Math.sqrt(result[x] ?? 0);
  }
  return out;
}

/** Squared distances along one line: the lower envelope of one parabola per pixel. */
function lowerEnvelope(
  line: Float64Array,
  result: Float64Array,
  vertices: Int32Array,
  bounds: Float64Array,
  count: number,
): void {
  let last = 0;
  vertices[0] = 0;
  bounds[0] = -Infinity;
  bounds[1] = Infinity;
  for (let q = 1; q < count; q++) {
    const height = (line[q] ?? 0) + q * q;
    let cross = 0;
    for (;;) {
      const v = vertices[last] ?? 0;
      cross = (height - (line[v] ?? 0) - v * v) / (2 * (q - v));
      if (cross > (bounds[last] ?? 0)) break;
      last--;
    }
    last++;
    vertices[last] = q;
    bounds[last] = cross;
    bounds[last + 1] = Infinity;
  }
  let at = 0;
  for (let q = 0; q < count; q++) {
    while ((bounds[at + 1] ?? 0) < q) at++;
    const v = vertices[at] ?? 0;
    result[q] = (q - v) * (q - v) + (line[v] ?? 0);
  }
}

/** A connected piece of a mask. */
export interface MaskPiece {
  /** Its number in `labels`, from 1. */
  readonly label: number;
  readonly pixelCount: number;
  /** Bounds; `right` and `bottom` are the last column and row. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface MaskPieces {
  /** The piece that each pixel belongs to; 0 outside. */
  readonly labels: Int32Array;
  /** Largest first. */
  readonly pieces: readonly MaskPiece[];
}

/** The 4-connected pieces of where `mask` is at least `threshold` (0.5 when not given). */
export function maskPieces(mask: Plane, threshold = INSIDE): MaskPieces {
  const { values } = mask;
  const labels = new Int32Array(values.length);
  const stack = new Int32Array(values.length);
  const pieces: MaskPiece[] = [];
  for (let start = 0; start < values.length; start++) {
    if (labels[start] !== 0 || (values[start] ?? 0) < threshold) continue;
    pieces.push(floodPiece(mask, threshold, start, pieces.length + 1, labels, stack));
  }
  pieces.sort((a, b) => b.pixelCount - a.pixelCount || a.label - b.label);
  return { labels, pieces };
}

function floodPiece(
  { values, width, height }: Plane,
  threshold: number,
  start: number,
  label: number,
  labels: Int32Array,
  stack: Int32Array,
): MaskPiece {
  const piece = { label, pixelCount: 0, left: width, top: height, right: 0, bottom: 0 };
  let size = 0;
  const visit = (i: number): void => {
    if (labels[i] !== 0 || (values[i] ?? 0) < threshold) return;
    labels[i] = label;
    stack[size++] = i;
  };
  visit(start);
  while (size > 0) {
    const i = stack[--size] ?? 0;
    const y = Math.floor(i / width);
    const x = i - y * width;
    piece.pixelCount++;
    piece.left = Math.min(piece.left, x);
    piece.right = Math.max(piece.right, x);
    piece.top = Math.min(piece.top, y);
    piece.bottom = Math.max(piece.bottom, y);
    if (x > 0) visit(i - 1);
    if (x < width - 1) visit(i + 1);
    if (y > 0) visit(i - width);
    if (y < height - 1) visit(i + width);
  }
  return piece;
}
