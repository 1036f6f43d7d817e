import type { Frame } from '../../frame.ts';

/** Picture heights of the consoles that this recalls were about so many pixels. */
const ROWS = 144;
/** Steps of brightness. Only brightness is dithered: dithered colours would sparkle in all hues. */
const TONE_STEPS = 9;
const COLOUR_STEP = 22;
/** Ordered 4 x 4 dither: thresholds of a Bayer matrix, in sixteenths. */
const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5] as const;
const SATURATION = 1.3;

export function drawPixelArt(frame: Frame): void {
  const { rgba, width, height } = frame;
  const block = Math.max(2, Math.round(Math.min(width, height) / ROWS));
  const step = 255 / TONE_STEPS;
  for (let top = 0, row = 0; top < height; top += block, row++) {
    const bottom = Math.min(height, top + block);
    for (let left = 0, column = 0; left < width; left += block, column++) {
      const right = Math.min(width, left + block);
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = top; y < bottom; y++) {
        for (let at = (y * width + left) * 4, end = (y * width + right) * 4; at < end; at += 4) {
          red += rgba[at] ?? 0;
          green += rgba[at + 1] ?? 0;
          blue += rgba[at + 2] ?? 0;
        }
      }
      const inverse = 1 / ((bottom - top) * (right - left));
      const luma = (red * 0.2126 + green * 0.7152 + blue * 0.0722) * inverse;
      const dither = ((BAYER[(row & 3) * 4 + (column & 3)] ?? 0) / 16 - 0.47) * step * 0.7;
      const tone = Math.round((luma + dither) / step) * step;
      const paintRed = tone + inSteps((red * inverse - luma) * SATURATION);
      const paintGreen = tone + inSteps((green * inverse - luma) * SATURATION);
      const paintBlue = tone + inSteps((blue * inverse - luma) * SATURATION);
      for (let y = top; y < bottom; y++) {
        for (let at = (y * width + left) * 4, end = (y * width + right) * 4; at < end; at += 4) {
          rgba[at] = paintRed;
          rgba[at + 1] = paintGreen;
          rgba[at + 2] = paintBlue;
        }
      }
    }
  }
}

function inSteps(colour: number): number {
  return Math.round(colour / COLOUR_STEP) * COLOUR_STEP;
}
