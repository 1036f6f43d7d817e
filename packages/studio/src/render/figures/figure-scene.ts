import type { SpriteSet } from '../../art/sprite-set.ts';
import type { Shot } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';

/** What the passes of one figure share. */
export interface FigureScene {
  readonly frame: Frame;
  readonly shot: Shot;
  readonly sprites: SpriteSet;
  readonly view: View;
  readonly groundHeight: (x: number, y: number) => number;
  /** Draws what stands in or over water a second time, upside down. */
  readonly reflect: boolean;
}
