import type { Build } from '../../art/biped/build.ts';
import type { Skeleton } from '../../art/biped/solve-skeleton.ts';
import { add, midpoint, normalise, scale, subtract, vec, type Vec3 } from '../../art/biped/vec3.ts';
import type { Held } from '../../scene/shot.ts';
import type { ActionId } from '../../vocabulary/actions.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import type { BodyProjection } from './body-projection.ts';

/** A thing in the figure's own space: which of its points lies where, and how it is turned. */
export interface Pin {
  readonly point: Vec3;
  /** The point of the picture, fractions. */
  readonly grip: readonly [number, number];
  /** Where the long side of the thing goes; null keeps the picture upright. */
  readonly direction: Vec3 | null;
  /** Sizes in heights of the figure. */
  readonly width: number;
  readonly height: number;
  /** Heights towards the viewer from the point. */
  readonly before: number;
  readonly mirrored: boolean;
  /** Extra turn on the screen, radians clockwise. */
  readonly turn?: number;
}

/** Who holds or wears something. */
export interface Wearer {
  readonly skeleton: Skeleton;
  readonly build: Build;
  readonly projection: BodyProjection;
  readonly action: ActionId;
  /** Cycles of the action so far. */
  readonly phase: number;
  readonly heightMetres: number;
}

/** Held things shorter than this share of the figure are enlarged. */
const SMALL = 0.36;

/** Height and width in heights of the figure; `longest` keeps odd sizes within what a toy can carry. */
export function sized(
  held: Held,
  aspect: number,
  wearer: Wearer,
  longest: number,
): { width: number; height: number } {
  const height = held.heightMetres / wearer.heightMetres;
  const size = Math.max(height, height * aspect);
  // Toys hold toys: what is small is drawn larger than life, or it could not be seen.
  const shown = size < SMALL ? SMALL * (size / SMALL) ** 0.55 : size;
  const factor = Math.min(shown, longest) / size;
  return { width: height * aspect * factor, height: height * factor };
}

const palmOf = (wrist: Vec3, elbow: Vec3): Vec3 =>
  add(wrist, scale(normalise(subtract(wrist, elbow), vec(0, -1, 0)), 0.02));

/** Where the palms are, and the place between them. */
export function hands(wearer: Wearer): { right: Vec3; left: Vec3; middle: Vec3 } {
  const { rightArm, leftArm } = wearer.skeleton;
  const right = palmOf(rightArm.wrist, rightArm.elbow);
  const left = palmOf(leftArm.wrist, leftArm.elbow);
  return { right, left, middle: midpoint(right, left) };
}

/** Whether a picture that looks to one side is turned over to look where its bearer looks. */
export function mirrorsTo(figure: Figure, wearer: Wearer): boolean {
  const towardsRight = wearer.projection.sinTurn >= 0;
  return (figure.faces === 'left') === towardsRight;
}
