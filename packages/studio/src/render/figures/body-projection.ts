import type { Vec3 } from '../../art/biped/vec3.ts';

/** How a figure's own space (heights; left, up, forward) lies on the screen. */
export interface BodyProjection {
  /** Screen point of the ground where it stands. */
  readonly footX: number;
  readonly footY: number;
  /** Height of the figure in pixels. */
  readonly size: number;
  readonly sinTurn: number;
  readonly cosTurn: number;
  /** The viewer looks down on it by this angle. */
  readonly sinTilt: number;
  readonly cosTilt: number;
}

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
  /** Pixels towards the viewer. */
  readonly near: number;
}

/** Full profile is not quite from the side, so that a face and the far limbs stay in sight. */
const PROFILE_RADIANS = 1.16;

export function bodyProjection(
  footX: number,
  footY: number,
  size: number,
  facing: number,
  tilt: number,
): BodyProjection {
  const angle = facing * PROFILE_RADIANS;
  return {
    footX,
    footY,
    size,
    sinTurn: Math.sin(angle),
    cosTurn: Math.cos(angle),
    sinTilt: Math.sin(tilt),
    cosTilt: Math.cos(tilt),
  };
}

/** A direction of the figure as seen: right, up, towards the viewer. */
export function seenDirection(by: BodyProjection, a: Vec3): { right: number; up: number; towards: number } {
  const right = a.x * by.cosTurn + a.z * by.sinTurn;
  const level = a.z * by.cosTurn - a.x * by.sinTurn;
  return {
    right,
    up: a.y * by.cosTilt - level * by.sinTilt,
    towards: level * by.cosTilt + a.y * by.sinTilt,
  };
}

export function onScreen(by: BodyProjection, a: Vec3): ScreenPoint {
  const seen = seenDirection(by, a);
  return {
    x: by.footX + seen.right * by.size,
    y: by.footY - seen.up * by.size,
    near: seen.towards * by.size,
  };
}
