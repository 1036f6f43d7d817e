/** A point or direction of a figure: x to its own left, y up, z the way it looks. Unit: the height of the figure. */
export interface Vec3 {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Three unit directions at right angles: a turned copy of left, up and forward. */
export interface Axes {
  readonly left: Vec3;
  readonly up: Vec3;
  readonly forward: Vec3;
}

export const UPRIGHT: Axes = {
  left: { x: 1, y: 0, z: 0 },
  up: { x: 0, y: 1, z: 0 },
  forward: { x: 0, y: 0, z: 1 },
};

export function vec(x: number, y: number, z: number): Vec3 {
  return { x, y, z };
}

export function add(a: Vec3, b: Vec3): Vec3 {
  return { x: a.x + b.x, y: a.y + b.y, z: a.z + b.z };
}

export function subtract(a: Vec3, b: Vec3): Vec3 {
  return { x: a.x - b.x, y: a.y - b.y, z: a.z - b.z };
}

export function scale(a: Vec3, k: number): Vec3 {
  return { x: a.x * k, y: a.y * k, z: a.z * k };
}

export function dot(a: Vec3, b: Vec3): number {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

export function length(a: Vec3): number {
  return Math.sqrt(dot(a, a));
}

export function distance(a: Vec3, b: Vec3): number {
  return length(subtract(a, b));
}

export function midpoint(a: Vec3, b: Vec3): Vec3 {
  return scale(add(a, b), 0.5);
}

/** `a` at length 1; a vector without length becomes `otherwise`. */
export function normalise(a: Vec3, otherwise: Vec3): Vec3 {
  const size = length(a);
  return size < 1e-9 ? otherwise : scale(a, 1 / size);
}

/** Local coordinates of `axes` as a direction of the figure. */
export function within(axes: Axes, local: Vec3): Vec3 {
  return add(add(scale(axes.left, local.x), scale(axes.up, local.y)), scale(axes.forward, local.z));
}

/** Turns left by `yaw`, then leans forward by `pitch`, then leans left by `roll`, each about the axes so far. */
export function turn(axes: Axes, yaw: number, pitch: number, roll: number): Axes {
  const yawed = {
    left: within(axes, vec(Math.cos(yaw), 0, -Math.sin(yaw))),
    up: axes.up,
    forward: within(axes, vec(Math.sin(yaw), 0, Math.cos(yaw))),
  };
  const pitched = {
    left: yawed.left,
    up: within(yawed, vec(0, Math.cos(pitch), Math.sin(pitch))),
    forward: within(yawed, vec(0, -Math.sin(pitch), Math.cos(pitch))),
  };
  return {
    left: within(pitched, vec(Math.cos(roll), -Math.sin(roll), 0)),
    up: within(pitched, vec(Math.sin(roll), Math.cos(roll), 0)),
    forward: pitched.forward,
  };
}

/** The part of `a` that stands at right angles to the unit vector `along`. */
export function perpendicular(a: Vec3, along: Vec3): Vec3 {
  return subtract(a, scale(along, dot(a, along)));
}
