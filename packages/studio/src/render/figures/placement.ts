import type { Sprite, SpriteLevel } from '../../art/sprite.ts';
import type { SpriteWindow } from './sample-span.ts';

/** Where a picture lies on the screen: its middle, its size in pixels, its turn (clockwise) and whether it is mirrored. */
export interface Placement {
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
  readonly mirrored: boolean;
}

/** From screen to picture: u = uX * x + uY * y + u0, and v alike; with the box of the screen that it covers. */
export interface ScreenMap {
  readonly uX: number;
  readonly uY: number;
  readonly u0: number;
  readonly vX: number;
  readonly vY: number;
  readonly v0: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** `margin` widens the box for pictures that a warp bends beyond their frame, as a fraction of the picture. */
export function screenMap(
  at: Placement,
  margin: number,
  screenWidth: number,
  screenHeight: number,
): ScreenMap {
  const sin = Math.sin(at.angle);
  const cos = Math.cos(at.angle);
  const flip = at.mirrored ? -1 : 1;
  const uX = (cos * flip) / at.width;
  const uY = (sin * flip) / at.width;
  const vX = -sin / at.height;
  const vY = cos / at.height;
  const halfX = (Math.abs(cos) * at.width + Math.abs(sin) * at.height) * (0.5 + margin) + 1;
  const halfY = (Math.abs(sin) * at.width + Math.abs(cos) * at.height) * (0.5 + margin) + 1;
  return {
    uX,
    uY,
    u0: 0.5 - uX * at.centreX - uY * at.centreY,
    vX,
    vY,
    v0: 0.5 - vX * at.centreX - vY * at.centreY,
    left: Math.max(0, Math.floor(at.centreX - halfX)),
    right: Math.min(screenWidth, Math.ceil(at.centreX + halfX)),
    top: Math.max(0, Math.floor(at.centreY - halfY)),
    bottom: Math.min(screenHeight, Math.ceil(at.centreY + halfY)),
  };
}

/** The smallest level that is still as large as it is drawn. */
export function levelFor(sprite: Sprite, heightPx: number): SpriteLevel {
  let best = sprite.levels[0];
  for (const level of sprite.levels) if (level.height >= heightPx * 0.9) best = level;
  if (!best) throw new RangeError('a sprite needs at least one level');
  return best;
}

/**
 * The steps of a row inside the shown part of the picture: the smallest range of x in which both coordinates stay within
 * it, `margin` included. Returns the range through `range` because rows are many.
 */
export function clipRow(
  map: ScreenMap,
  y: number,
  margin: number,
  window: SpriteWindow,
  range: { start: number; end: number },
): void {
  range.start = map.left;
  range.end = map.right;
  narrow(map.uX, map.uY * y + map.u0, margin, window.left, window.right, range);
  narrow(map.vX, map.vY * y + map.v0, margin, window.top, window.bottom, range);
}

function narrow(
  slope: number,
  offset: number,
  margin: number,
  from: number,
  to: number,
  range: { start: number; end: number },
): void {
  const low = Math.max(0, from) - margin - offset;
  const high = Math.min(1, to) + margin - offset;
  if (Math.abs(slope) < 1e-9) {
    if (low > 0 || high < 0) range.end = range.start;
    return;
  }
  const a = low / slope;
  const b = high / slope;
  range.start = Math.max(range.start, Math.floor(Math.min(a, b)) - 1);
  range.end = Math.min(range.end, Math.ceil(Math.max(a, b)) + 1);
}
