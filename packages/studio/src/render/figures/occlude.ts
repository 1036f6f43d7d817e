import type { Frame } from '../frame.ts';
import { spriteRuns } from './sprite-runs.ts';
import { leftEdge, sourceRow, type Upright } from './upright.ts';

/**
 * Writes the depth of a picture where it is opaque, before anything is drawn: what stands behind is then skipped
 * without being looked up, and the picture itself fills these pixels in its turn. Depths are rounded to what the
 * frame can hold, or a picture would hide itself.
 */
export function occlude(frame: Frame, upright: Upright, depth: number): void {
  const { level, at, stepX } = upright;
  const { firstSolid, solid } = spriteRuns(level);
  const { depth: depths, width: frameWidth } = frame;
  const kept = Math.fround(depth);
  for (let y = upright.firstRow; y < upright.endRow; y++) {
    const row = sourceRow(upright, y);
    const whole = Math.floor(row);
    const edge = leftEdge(upright, row);
    const last = firstSolid[whole + 1] ?? 0;
    for (let run = firstSolid[whole] ?? 0; run < last; run += 2) {
      const from = (solid[run] ?? 0) + 0.5;
      const to = (solid[run + 1] ?? 0) - 0.5;
      const near = at.mirrored ? at.width - to / stepX : from / stepX;
      const far = at.mirrored ? at.width - from / stepX : to / stepX;
      const start = Math.max(0, Math.ceil(edge + near - 0.5));
      const end = Math.min(frameWidth - 1, Math.floor(edge + far - 0.5));
      for (let pixel = y * frameWidth + start; pixel <= y * frameWidth + end; pixel++)
        if ((depths[pixel] ?? 0) > kept) depths[pixel] = kept;
    }
  }
}
