import type { Vec3 } from '../../art/biped/vec3.ts';

/** A camera at eye height that looks level at a figure on the origin. */
export interface Lens {
  readonly width: number;
  readonly height: number;
  /** Pixels a metre at the figure. */
  readonly pixelsPerMetre: number;
  /** Row of the eye's height. */
  readonly eyeRow: number;
}

const DISTANCE_METRES = 5;
const EYE_METRES = 1.05;
/** A figure of 1.75 m takes this share of the height, so that raised arms and leaps stay in the picture. */
const FIGURE_SHARE = 0.64;
const FIGURE_METRES = 1.75;
/** Where the floor below the figure is. */
const FLOOR_ROW = 0.9;

export function createLens(width: number, height: number): Lens {
  const pixelsPerMetre = (height * FIGURE_SHARE) / FIGURE_METRES;
  return { width, height, pixelsPerMetre, eyeRow: height * FLOOR_ROW - EYE_METRES * pixelsPerMetre };
}

export interface Projected {
  readonly x: number;
  readonly y: number;
  /** Metres towards the camera. */
  readonly z: number;
  /** Pixels a metre there. */
  readonly scale: number;
}

export function project(lens: Lens, { x, y, z }: Vec3): Projected {
  const scale = (lens.pixelsPerMetre * DISTANCE_METRES) / (DISTANCE_METRES - z);
  return { x: lens.width / 2 + x * scale, y: lens.eyeRow - (y - EYE_METRES) * scale, z, scale };
}
