import type { Frame } from '../frame.ts';
import { SOLID, type Blit } from './blit.ts';
import { blitUpright } from './blit-upright.ts';
import { clipRow, levelFor, screenMap } from './placement.ts';
import { rowOfSamples, sampleSpan, WHOLE } from './sample-span.ts';

/** Draws a picture into the frame with bilinear filtering, a depth test and depth writing. */
export function blitSprite(frame: Frame, blit: Blit): void {
  const { at, shade, depth, opacity } = blit;
  if (at.width < 0.5 || at.height < 0.5 || depth <= 0) return;
  if (blitUpright(frame, blit)) return;
  const map = screenMap(at, blit.warpMargin, frame.width, frame.height);
  const level = levelFor(blit.sprite, at.height);
  const samples = rowOfSamples(frame.width);
  const shown = blit.window ?? WHOLE;
  const range = { start: 0, end: 0 };
  const bottom = Math.min(map.bottom, blit.bottomRow ?? map.bottom);
  const keep = 1 - shade.fogAmount;
  const [fogRed, fogGreen, fogBlue] = shade.fog;
  const veilRed = (fogRed * shade.fogAmount) / 255;
  const veilGreen = (fogGreen * shade.fogAmount) / 255;
  const veilBlue = (fogBlue * shade.fogAmount) / 255;
  const line = { u: 0, v: 0, du: map.uX, dv: map.vX, count: 0 };
  const { rgba, ids, depth: depths } = frame;
  for (let y = map.top; y < bottom; y++) {
    const middleY = y + 0.5;
    clipRow(map, middleY, blit.warpMargin, shown, range);
    line.count = range.end - range.start;
    if (line.count <= 0) continue;
    const v = map.vX * (range.start + 0.5) + map.vY * middleY + map.v0;
    const leanNow = blit.lean === null ? 0 : blit.lean(1 - Math.max(0, Math.min(1, v)));
    line.u = -leanNow + map.uX * (range.start + 0.5) + map.uY * middleY + map.u0;
    line.v = v;
    sampleSpan(level, line, blit.warp, shown, samples);
    let across = (range.start + 0.5 - at.centreX) / at.width;
    const acrossStep = 1 / at.width;
    let pixel = y * frame.width + range.start;
    for (let s = 0; s < line.count * 4; s += 4, pixel++, across += acrossStep) {
      const alpha = (samples[s + 3] ?? 0) * opacity;
      if (alpha < 1 || depth > (depths[pixel] ?? 0)) continue;
      const cover = alpha / 255;
      const rest = 1 - cover;
      const p = pixel * 4;
      const red = (samples[s] ?? 0) * keep * opacity * (shade.light[0] + shade.lightAcross[0] * across);
      const green = (samples[s + 1] ?? 0) * keep * opacity * (shade.light[1] + shade.lightAcross[1] * across);
      const blue = (samples[s + 2] ?? 0) * keep * opacity * (shade.light[2] + shade.lightAcross[2] * across);
      rgba[p] = (rgba[p] ?? 0) * rest + red + veilRed * alpha;
      rgba[p + 1] = (rgba[p + 1] ?? 0) * rest + green + veilGreen * alpha;
      rgba[p + 2] = (rgba[p + 2] ?? 0) * rest + blue + veilBlue * alpha;
      if (cover < SOLID) continue;
      depths[pixel] = depth;
      if (ids !== null && blit.id > 0) ids[pixel] = blit.id;
    }
  }
}
