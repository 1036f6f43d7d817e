import type { Rgb } from '../../../vocabulary/figure.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';
import { flattenPaint, keepDetails } from './flatten-paint.ts';
import { drawInkLines } from './ink-lines.ts';
import { createRowReader, readFullRow, takePaint } from './paint-plane.ts';
import type { Painting } from './painting.ts';
import { toneSteps } from './tone-steps.ts';

const STEPS = 6;
const SOFTNESS = 0.3;
const LIFT = 0.12;
const SATURATION = 1.42;
const LINES: Rgb = [26, 20, 34];

/** Bright flat colours in a few steps inside bold clean lines. */
export function drawCartoon({ frame, scratch }: Painting): void {
  const paint = takePaint(frame, scratch);
  flattenPaint(scratch, Math.max(1, Math.round(paint.height / 140)));
  keepDetails(scratch, 1);
  drawInkLines(frame, scratch, 1.15);
  const { width, height } = frame;
  const pixels = packedPixels(frame);
  const gains = toneSteps(STEPS, SOFTNESS, LIFT);
  const colours = createRowReader(scratch, paint.data, 3);
  const lines = createRowReader(scratch, scratch.edges, 1);
  const [lineRed, lineGreen, lineBlue] = LINES;
  for (let y = 0; y < height; y++) {
    const row = readFullRow(colours, y);
    const edge = readFullRow(lines, y);
    for (let x = 0; x < width; x++) {
      const red = row[x * 3] ?? 0;
      const green = row[x * 3 + 1] ?? 0;
      const blue = row[x * 3 + 2] ?? 0;
      const luma = red * 0.2126 + green * 0.7152 + blue * 0.0722;
      const gain = gains[luma > 255 ? 255 : luma | 0] ?? 1;
      const line = edge[x] ?? 0;
      const open = (1 - line) * gain;
      pixels[y * width + x] = packPixel(
        (luma + (red - luma) * SATURATION) * open + lineRed * line,
        (luma + (green - luma) * SATURATION) * open + lineGreen * line,
        (luma + (blue - luma) * SATURATION) * open + lineBlue * line,
      );
    }
  }
}
