import type { Blocker, RawQuad } from './raw-quad.ts';

/** Boxes that stop rays, six numbers each: the low corner, then the high one. */
export type ShadowBoxes = Float64Array;

/** The axis-aligned box around a quad. */
export interface Bounds {
  readonly middle: readonly [number, number, number];
  readonly half: readonly [number, number, number];
}

export function packBoxes(blockers: readonly Blocker[]): ShadowBoxes {
  const packed = new Float64Array(blockers.length * 6);
  for (const [i, { low, high }] of blockers.entries()) {
    packed.set(low, i * 6);
    packed.set(high, i * 6 + 3);
  }
  return packed;
}

export function boundsOf({ origin, along, down }: RawQuad): Bounds {
  const middle = (axis: 0 | 1 | 2): number => origin[axis] + (along[axis] + down[axis]) / 2;
  const half = (axis: 0 | 1 | 2): number => (Math.abs(along[axis]) + Math.abs(down[axis])) / 2;
  return { middle: [middle(0), middle(1), middle(2)], half: [half(0), half(1), half(2)] };
}

/** The boxes a ray from anywhere in `bounds`, along a vector that strays by up to `margin`, could meet. */
export function boxesAlong(
  boxes: ShadowBoxes,
  { middle, half }: Bounds,
  dx: number,
  dy: number,
  dz: number,
  margin: number,
): ShadowBoxes {
  const [mx, my, mz] = middle;
  const hx = half[0] + margin;
  const hy = half[1] + margin;
  const hz = half[2] + margin;
  const ix = invert(dx);
  const iy = invert(dy);
  const iz = invert(dz);
  const kept: number[] = [];
  const grown = new Float64Array(6);
  for (let i = 0; i < boxes.length; i += 6) {
    grown[0] = (boxes[i] ?? 0) - hx;
    grown[3] = (boxes[i + 3] ?? 0) + hx;
    grown[1] = (boxes[i + 1] ?? 0) - hy;
    grown[4] = (boxes[i + 4] ?? 0) + hy;
    grown[2] = (boxes[i + 2] ?? 0) - hz;
    grown[5] = (boxes[i + 5] ?? 0) + hz;
    if (enter(mx, my, mz, ix, iy, iz, grown, 0) < 1) kept.push(i);
  }
  return subset(boxes, kept);
}

/** The boxes within `reach` metres of `bounds`. */
export function boxesNear(boxes: ShadowBoxes, { middle, half }: Bounds, reach: number): ShadowBoxes {
  const kept: number[] = [];
  for (let i = 0; i < boxes.length; i += 6) {
    let squared = 0;
    for (let axis = 0; axis < 3; axis++) {
      const low = (boxes[i + axis] ?? 0) - (middle[axis] ?? 0);
      const high = (boxes[i + axis + 3] ?? 0) - (middle[axis] ?? 0);
      const apart = Math.max(0, low - (half[axis] ?? 0), -high - (half[axis] ?? 0));
      squared += apart * apart;
    }
    if (squared < reach * reach) kept.push(i);
  }
  return subset(boxes, kept);
}

function subset(boxes: ShadowBoxes, kept: readonly number[]): ShadowBoxes {
  const out = new Float64Array(kept.length * 6);
  for (const [i, from] of kept.entries()) out.set(boxes.subarray(from, from + 6), i * 6);
  return out;
}

/** Whether any box stands on a ray before `reach` ray lengths. */
export function blocked(
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
  reach: number,
  boxes: ShadowBoxes,
): boolean {
  const ix = invert(dx);
  const iy = invert(dy);
  const iz = invert(dz);
  for (let i = 0; i < boxes.length; i += 6) if (enter(x, y, z, ix, iy, iz, boxes, i) < reach) return true;
  return false;
}

/** Where a ray first meets a box, in ray lengths; Infinity when it meets none. */
export function firstHit(
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
  boxes: ShadowBoxes,
): number {
  const ix = invert(dx);
  const iy = invert(dy);
  const iz = invert(dz);
  let first = Infinity;
  for (let i = 0; i < boxes.length; i += 6) {
    const hit = enter(x, y, z, ix, iy, iz, boxes, i);
    if (hit < first) first = hit;
  }
  return first;
}

function invert(step: number): number {
  return 1 / (step || 1e-9);
}

/** Where a ray enters a box. A start inside the box is a hit at once: floors go dark under furniture. */
function enter(
  x: number,
  y: number,
  z: number,
  ix: number,
  iy: number,
  iz: number,
  boxes: ShadowBoxes,
  i: number,
): number {
  const x0 = ((boxes[i] ?? 0) - x) * ix;
  const x1 = ((boxes[i + 3] ?? 0) - x) * ix;
  const y0 = ((boxes[i + 1] ?? 0) - y) * iy;
  const y1 = ((boxes[i + 4] ?? 0) - y) * iy;
  const z0 = ((boxes[i + 2] ?? 0) - z) * iz;
  const z1 = ((boxes[i + 5] ?? 0) - z) * iz;
  const into = Math.max(Math.min(x0, x1), Math.min(y0, y1), Math.min(z0, z1));
  const leave = Math.min(Math.max(x0, x1), Math.max(y0, y1), Math.max(z0, z1));
  return leave > 0 && into < leave ? Math.max(0, into) : Infinity;
}
