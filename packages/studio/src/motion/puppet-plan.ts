import type { Film } from '../pixels/film.ts';
import type { Picture } from '../pixels/picture.ts';
import type { PartName } from './label-parts.ts';

/** One part of the puppet: a textured mesh and where its vertices are in every frame. */
export interface PuppetPart {
  readonly name: PartName;
  readonly texture: Picture;
  readonly texels: Float32Array;
  readonly triangles: Uint16Array;
  readonly vertexCount: number;
  /** x, y by vertex by frame, in pixels of the film. */
  readonly positions: Float32Array;
}

/** What a manifest says about a performance. */
export interface MotionReport {
  /** Whether a pose network saw the character or its outline was read. */
  readonly skeleton: 'pose' | 'silhouette';
  readonly networks: { readonly matte: string; readonly pose: string };
  /** Share of the driver's pictures in which the person was seen; the others were filled in. */
  readonly driverSeenShare: number;
  readonly movingLimbs: readonly string[];
  /** Share of the puppet's triangles, over the whole film, that are stretched beyond 2 : 1 or turned over. */
  readonly badTriangleShare: number;
  readonly flippedTriangleShare: number;
  /** Whether the figure was ever turned around or the driver mirrored. */
  readonly isMirrored: boolean;
  /** Sentences about what a cut-out puppet cannot do and what was done instead. */
  readonly approximations: readonly string[];
}

/** A motion-control film, ready to be drawn: plain data over shared memory. */
export interface PuppetPlan {
  readonly film: Film;
  /** The character's picture without the character. */
  readonly background: Picture;
  readonly parts: readonly PuppetPart[];
  /** By frame: the parts' indices, the farthest first. */
  readonly order: Uint8Array;
  /** By frame, by foot: x, y, half width, half height in pixels, and darkness 0..1. */
  readonly shadows: Float32Array;
  /** By frame: share of the figure's mirror image, 0..0.5, and the x about which it is mirrored. */
  readonly mirrors: Float32Array;
  /** By frame: x, y of every joint (JOINTS) in pixels of the film. */
  readonly joints: Float32Array;
  /** By frame: x, y of the nose. */
  readonly noses: Float32Array;
  readonly report: MotionReport;
}

/** Two feet. */
export const SHADOWS = 2;
export const SHADOW_VALUES = 5;
