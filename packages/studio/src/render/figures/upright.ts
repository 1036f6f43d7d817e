import type { SpriteLevel } from '../../art/sprite.ts';
import type { Blit } from './blit.ts';
import { levelFor } from './placement.ts';

/** An upright picture on the screen: how its rows and columns lie there. */
export interface Upright {
  readonly level: SpriteLevel;
  readonly at: Blit['at'];
  readonly lean: Blit['lean'];
  /** Pixels of the picture per pixel of the screen. */
  readonly stepX: number;
  readonly stepY: number;
  readonly topEdge: number;
  readonly firstRow: number;
  readonly endRow: number;
}

/** The quick way of drawing, or null for pictures that are turned, bent or shown in part. */
export function uprightOf(
  blit: Pick<Blit, 'sprite' | 'at' | 'warp' | 'window' | 'lean' | 'bottomRow'>,
  screenHeight: number,
): Upright | null {
  const { at } = blit;
  if (at.angle !== 0 || blit.warp !== null || blit.window !== undefined) return null;
  const level = levelFor(blit.sprite, at.height);
  if (level.width < 2 || level.height < 2 || level.pixels.byteOffset % 4 !== 0) return null;
  const topEdge = at.centreY - at.height / 2;
  return {
    level,
    at,
    lean: blit.lean,
    stepX: level.width / at.width,
    stepY: level.height / at.height,
    topEdge,
    firstRow: Math.max(0, Math.floor(topEdge)),
    endRow: Math.min(screenHeight, Math.ceil(topEdge + at.height), blit.bottomRow ?? screenHeight),
  };
}

/** The row of the picture (with its fraction) seen in the middle of a row of the screen. */
export function sourceRow(upright: Upright, y: number): number {
  const row = (y + 0.5 - upright.topEdge) * upright.stepY - 0.5;
  return Math.max(0, Math.min(upright.level.height - 1.001, row));
}

/** Where the left edge of the picture lies on the screen in a row, its lean included. */
export function leftEdge(upright: Upright, row: number): number {
  const { at, lean, level } = upright;
  const left = at.centreX - at.width / 2;
  if (lean === null) return left;
  const shift = lean(1 - (row + 0.5) / level.height) * at.width;
  return left + (at.mirrored ? -shift : shift);
}
