import type { Series } from './series.ts';

/** How the character stands in every frame of the film. */
export interface Performance {
  readonly frameCount: number;
  /** `frameCount * JOINT_COUNT` points in pixels of the film, before the figure is turned around (see `swing`). */
  readonly points: Float64Array;
  /** Turn of the shoulders' and hips' line against rest. */
  readonly shoulderTurn: Series;
  readonly hipTurn: Series;
  readonly headTurn: Series;
  /** Length of the trunk against rest. */
  readonly trunkLength: Series;
  /** Width of the trunk against rest: how far it is turned side-on. */
  readonly trunkWidth: Series;
  /** What the face does beyond rest, in head sizes; see FacePose. */
  readonly faceYaw: Series;
  readonly facePitch: Series;
  /** Width of the whole figure about its middle: 1, or less while it turns, then -1 (orientation `video` only); never near 0. */
  readonly swing: Series;
  /** Share of the mirror image in the frame, 0..0.5: more than 0 for the few frames about the middle of a turn. */
  readonly otherSide: Series;
  /** Height of each foot above its ground in pixels, for its shadow; by frame, left then right. */
  readonly footHeights: Float64Array;
  readonly isTurnedAround: boolean;
}

export type Orientation = 'image' | 'video';
