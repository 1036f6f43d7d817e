import type { Sprite } from '../../art/sprite.ts';
import type { Placement } from './placement.ts';
import type { SpriteWindow, Warp } from './sample-span.ts';

/** How light and air change a picture. */
export interface Shade {
  /** Light that multiplies it, per channel, in the middle; and how much it changes from the left edge to the right. */
  readonly light: readonly [number, number, number];
  readonly lightAcross: readonly [number, number, number];
  readonly fog: readonly [number, number, number];
  /** 0 clear .. 1 nothing but fog. */
  readonly fogAmount: number;
}

/** How far a picture leans to the right at a height (0 foot, 1 top), fractions of its width. */
export type Lean = (height: number) => number;

export interface Blit {
  readonly sprite: Sprite;
  readonly at: Placement;
  readonly shade: Shade;
  /** Metres along the view; nearer pixels of the frame hide the picture. */
  readonly depth: number;
  readonly opacity: number;
  /** Written to the frame's ids, 0 leaves them. */
  readonly id: number;
  readonly warp: Warp | null;
  readonly lean: Lean | null;
  /** How far the warp may bend it beyond its frame. */
  readonly warpMargin: number;
  readonly window?: SpriteWindow;
  /** Rows below this are not drawn: the part under water. */
  readonly bottomRow?: number;
}

/** From this opacity a pixel hides what is behind it and owns the id. */
export const SOLID = 0.5;
