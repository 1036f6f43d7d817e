import type { Sprite } from '../../art/sprite.ts';
import { FLAT, touch, type FigureBuffer } from './figure-buffer.ts';
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
  const shown = stamp.window ?? WHOLE;
  const range = { start: 0, end: 0 };
  const line = { u: 0, v: 0, du: map.uX, dv: map.vX, count: 0 };
  touch(
    buffer,
    map.left - buffer.left,
    map.top - buffer.top,
    map.right - buffer.left,
    map.bottom - buffer.top,
  );
  const radius = at.height / 2;
  for (let y = Math.max(map.top, buffer.top); y < map.bottom; y++) {
    const middleY = y + 0.5;
    clipRow(map, middleY, stamp.warpMargin, shown, range);
    const start = Math.max(range.start, buffer.left);
    line.count = range.end - start;
    if (line.count <= 0) continue;
    line.u = map.uX * (start + 0.5) + map.uY * middleY + map.u0;
    line.v = map.vX * (start + 0.5) + map.vY * middleY + map.v0;
    sampleSpan(level, line, stamp.warp, shown, samples);
    blend.first = (y - buffer.top) * buffer.width + start - buffer.left;
    blend.count = line.count;
    blend.offsetX = (start + 0.5 - at.centreX) / radius;
    blend.offsetY = (middleY - at.centreY) / radius;
    blendRow(buffer, stamp, samples, blend, 1 / radius);
  }
}

/** One row to be laid down: its first pixel, and where that lies from the middle of the picture, in half heights. */
const blend = { first: 0, count: 0, offsetX: 0, offsetY: 0 };

/** A function of its own because an engine optimises what is called often, not one long loop. */
function blendRow(
  buffer: FigureBuffer,
  stamp: Stamp,
  samples: Float32Array,
  row: { readonly first: number; readonly count: number; readonly offsetX: number; readonly offsetY: number },
  offsetStep: number,
): void {
  const { nearness, normalX, red, green, blue, cover } = buffer;
  const { nearness: plane, bulge } = stamp;
  const { offsetY } = row;
  let { offsetX, first: pixel } = row;
  for (let s = 0; s < row.count * 4; s += 4, pixel++, offsetX += offsetStep) {
    const alpha = (samples[s + 3] ?? 0) / 255;
    if (alpha < 0.004) continue;
    const roundness = 1 - offsetX * offsetX - offsetY * offsetY;
    const near = plane + (roundness > 0 ? bulge * Math.sqrt(roundness) : 0);
    const had = cover[pixel] ?? 0;
    const isNearer = near >= (nearness[pixel] ?? 0);
    const total = had + (1 - had) * alpha;
    const take = isNearer ? alpha / Math.max(alpha, total) : ((1 - had) * alpha) / total;
    const stay = 1 - take;
    // Samples are premultiplied; the buffer keeps plain colours.
    const plain = take / alpha;
    red[pixel] = (had > 0 ? (red[pixel] ?? 0) * stay : 0) + (samples[s] ?? 0) * (had > 0 ? plain : 1 / alpha);
    green[pixel] =
      (had > 0 ? (green[pixel] ?? 0) * stay : 0) + (samples[s + 1] ?? 0) * (had > 0 ? plain : 1 / alpha);
    blue[pixel] =
      (had > 0 ? (blue[pixel] ?? 0) * stay : 0) + (samples[s + 2] ?? 0) * (had > 0 ? plain : 1 / alpha);
    cover[pixel] = total;
    if (had === 0 || take > 0.5) normalX[pixel] = FLAT;
    if (had === 0 || (isNearer && alpha > 0.5)) nearness[pixel] = near;
  }
}
