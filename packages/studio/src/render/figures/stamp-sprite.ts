import type { Sprite } from '../../art/sprite.ts';
import { FLAT, type FigureBuffer } from './figure-buffer.ts';
import { clipRow, levelFor, screenMap, type Placement } from './placement.ts';
import { rowOfSamples, sampleSpan, WHOLE, type SpriteWindow, type Warp } from './sample-span.ts';

export interface Stamp {
  readonly sprite: Sprite;
  /** On the screen, not in the buffer. */
  readonly at: Placement;
  /** Pixels towards the viewer from the plane of the figure. */
  readonly nearness: number;
  /** How far its middle stands out towards the viewer, pixels: a head is round, a book is not. */
  readonly bulge: number;
  readonly warp: Warp | null;
  readonly warpMargin: number;
  readonly window?: SpriteWindow;
}

/** Puts a picture among the parts of a figure: in front of what is farther, behind what is nearer. */
export function stampSprite(buffer: FigureBuffer, stamp: Stamp): void {
  const { at } = stamp;
  if (at.width < 0.5 || at.height < 0.5) return;
  const map = screenMap(at, stamp.warpMargin, buffer.left + buffer.width, buffer.top + buffer.height);
  const level = levelFor(stamp.sprite, at.height);
  const samples = rowOfSamples(buffer.left + buffer.width);
  const range = { start: 0, end: 0 };
  const line = { u: 0, v: 0, du: map.uX, dv: map.vX, count: 0 };
  const { nearness, normalX, red, green, blue, cover } = buffer;
  const radius = at.height / 2;
  for (let y = Math.max(map.top, buffer.top); y < map.bottom; y++) {
    const middleY = y + 0.5;
    clipRow(map, middleY, stamp.warpMargin, range);
    const start = Math.max(range.start, buffer.left);
    line.count = range.end - start;
    if (line.count <= 0) continue;
    line.u = map.uX * (start + 0.5) + map.uY * middleY + map.u0;
    line.v = map.vX * (start + 0.5) + map.vY * middleY + map.v0;
    sampleSpan(level, line, stamp.warp, stamp.window ?? WHOLE, samples);
    let pixel = (y - buffer.top) * buffer.width + start - buffer.left;
    let offsetX = (start + 0.5 - at.centreX) / radius;
    const offsetStep = 1 / radius;
    const offsetY = (middleY - at.centreY) / radius;
    for (let s = 0; s < line.count * 4; s += 4, pixel++, offsetX += offsetStep) {
      const alpha = (samples[s + 3] ?? 0) / 255;
      if (alpha < 0.004) continue;
      const roundness = 1 - offsetX * offsetX - offsetY * offsetY;
      const near = stamp.nearness + (roundness > 0 ? stamp.bulge * Math.sqrt(roundness) : 0);
      const had = cover[pixel] ?? 0;
      const isNearer = near >= (nearness[pixel] ?? 0);
      const total = had + (1 - had) * alpha;
      const take = isNearer ? alpha / Math.max(alpha, total) : ((1 - had) * alpha) / total;
      const stay = 1 - take;
      // Samples are premultiplied; the buffer keeps plain colours.
      const plain = take / alpha;
      red[pixel] =
        (had > 0 ? (red[pixel] ?? 0) * stay : 0) + (samples[s] ?? 0) * (had > 0 ? plain : 1 / alpha);
      green[pixel] =
        (had > 0 ? (green[pixel] ?? 0) * stay : 0) + (samples[s + 1] ?? 0) * (had > 0 ? plain : 1 / alpha);
      blue[pixel] =
        (had > 0 ? (blue[pixel] ?? 0) * stay : 0) + (samples[s + 2] ?? 0) * (had > 0 ? plain : 1 / alpha);
      cover[pixel] = total;
      if (had === 0 || take > 0.5) normalX[pixel] = FLAT;
      if (had === 0 || (isNearer && alpha > 0.5)) nearness[pixel] = near;
    }
  }
}
