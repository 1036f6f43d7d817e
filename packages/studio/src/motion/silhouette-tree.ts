import { distanceToMask, maskPieces } from '../pixels/morphology.ts';
import { createPlane } from '../pixels/picture.ts';
import type { Plane } from '../pixels/picture.ts';
import { resizePlane } from '../pixels/resize.ts';
import { walkInside } from './geodesic.ts';
import type { GeodesicSeed } from './geodesic.ts';

/** Longer side of the grid on which an outline is read. */
const WORKING_SIDE = 280;
/** A hole of at most this share of the figure is a gap in the matte; a larger one lies between arm and trunk. */
const GAP_SHARE = 0.012;
/** A branch sticks out of the body by at least this share of the figure's height. */
const LEAST_BRANCH = 0.1;
const MOST_BRANCHES = 9;
/** A step costs twice its length so near to the rim, in figure heights; farther in it costs little more than its length. */
const MIDDLE_PULL = 0.08;

/** One thing that sticks out: its middle line from the tip to the body, x, y in pixels of the grid. */
export interface Branch {
  readonly path: readonly (readonly [x: number, y: number])[];
  /** Distance from each point of the path to the outline. */
  readonly radii: readonly number[];
}

export interface SilhouetteTree {
  /** Grid pixels a picture pixel. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly box: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  /** The thickest place near the middle. */
  readonly core: { readonly x: number; readonly y: number; readonly radius: number };
  /** Longest first. */
  readonly branches: readonly Branch[];
  /** Distance to the outline by pixel of the grid. */
  readonly depth: Float32Array;
  /** Share of the picture that the figure covers. */
  readonly share: number;
}

/**
 * What a shape is made of: a thick core and the branches that stick out of it. The farthest point from the core, walking
 * inside the shape, is the tip of the first branch; the farthest from core and that branch the tip of the second; and so on
 * until nothing sticks out any more. The way to a tip keeps to the middle because the rim is dear. Null when the matte holds nothing.
 */
export function readSilhouette(alpha: Plane): SilhouetteTree | null {
  const scale = Math.min(1, WORKING_SIDE / Math.max(alpha.width, alpha.height));
  const mask = framed(resizePlane(alpha, Math.round(alpha.width * scale), Math.round(alpha.height * scale)));
  const { width, height, values } = mask;
  const outside = createPlane(width, height);
  for (let i = 0; i < values.length; i++) outside.values[i] = 1 - (values[i] ?? 0);
  const depth = distanceToMask(outside).values;
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  let count = 0;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (values[i] !== 1) continue;
      count++;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  if (count < 100) return null;
  const box = { left, right, top, bottom };
  const core = coreOf(mask, depth, box);
  const branches = branchesOf(mask, depth, core, bottom - top);
  return { scale, width, height, box, core, branches, depth, share: count / values.length };
}

/** 0 or 1: the largest piece, small gaps closed, one pixel of border clear so that the picture's edge is an outline too. */
function framed(plane: Plane): Plane {
  const { width, height, values } = plane;
  const { labels, pieces } = maskPieces(plane);
  const out = createPlane(width, height);
  const largest = pieces[0];
  if (!largest) return out;
  const outside = createPlane(width, height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const isBorder = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      const isOwn = labels[i] === largest.label && (values[i] ?? 0) >= 0.5 && !isBorder;
      out.values[i] = isOwn ? 1 : 0;
      outside.values[i] = isOwn ? 0 : 1;
    }
  const holes = maskPieces(outside);
  const isGap = new Set(
    holes.pieces
      .filter((piece) => piece.pixelCount < GAP_SHARE * largest.pixelCount)
      .map((piece) => piece.label),
  );
  for (let i = 0; i < out.values.length; i++) if (isGap.has(holes.labels[i] ?? 0)) out.values[i] = 1;
  return out;
}

/** The deepest pixel, weighed by how near the middle of the figure it is: a big head is not the body. */
function coreOf(
  { width, height, values }: Plane,
  depth: Float32Array,
  box: SilhouetteTree['box'],
): SilhouetteTree['core'] {
  const middleY = box.top + 0.52 * (box.bottom - box.top);
  const middleX = (box.left + box.right) / 2;
  let best = -1;
  let core = { x: middleX, y: middleY, radius: 1 };
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (values[i] !== 1) continue;
      const off =
        Math.abs(y - middleY) / (box.bottom - box.top + 1) +
        0.4 * (Math.abs(x - middleX) / (box.right - box.left + 1));
      const worth = (depth[i] ?? 0) * (1 - 1.3 * off);
      if (worth <= best) continue;
      best = worth;
      core = { x, y, radius: depth[i] ?? 1 };
    }
  return core;
}

function branchesOf(
  mask: Plane,
  depth: Float32Array,
  core: SilhouetteTree['core'],
  figureHeight: number,
): Branch[] {
  const { width, height } = mask;
  const keep = MIDDLE_PULL * figureHeight;
  const costAt = (index: number): number => 1 + (keep / Math.max(0.7, depth[index] ?? 0)) ** 2;
  const seeds: GeodesicSeed[] = [];
  const reach = core.radius * 0.7;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (Math.hypot(x - core.x, y - core.y) <= reach)
        seeds.push({ index: y * width + x, distance: 0, label: 0 });
  const branches: Branch[] = [];
  while (branches.length < MOST_BRANCHES) {
    const { distance } = walkInside(mask, seeds);
    let tip = -1;
    for (let i = 0; i < distance.length; i++) {
      const far = distance[i] ?? 0;
      if (far !== Infinity && (tip < 0 || far > (distance[tip] ?? 0))) tip = i;
    }
    if (tip < 0) break;
    const { from } = walkInside(mask, seeds, costAt);
    const indices: number[] = [];
    for (let at = tip; at >= 0; at = from[at] ?? -1) indices.push(at);
    const root = indices.at(-1) ?? tip;
    const path = indices.map((i): readonly [number, number] => [i % width, Math.floor(i / width)]);
    // What lies within the thickness of where it starts is a bump and not a branch.
    if (lengthOf(path) - (depth[root] ?? 0) < LEAST_BRANCH * figureHeight) break;
    branches.push({ path, radii: indices.map((i) => depth[i] ?? 0) });
    for (const index of indices) seeds.push({ index, distance: 0, label: branches.length });
  }
  return branches;
}

export function lengthOf(path: Branch['path']): number {
  let length = 0;
  for (let i = 1; i < path.length; i++) {
    const [ax, ay] = path[i - 1] ?? [0, 0];
    const [bx, by] = path[i] ?? [0, 0];
    length += Math.hypot(bx - ax, by - ay);
  }
  return length;
}
