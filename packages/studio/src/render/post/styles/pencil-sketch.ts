import { packPixel, packedPixels } from '../pack-pixel.ts';
import { flattenPaint, keepDetails } from './flatten-paint.ts';
import { drawInkLines } from './ink-lines.ts';
import { createRowReader, readFullRow, takePaint } from './paint-plane.ts';
import type { Painting } from './painting.ts';
import { PAPER_SIDE, paperOf } from './paper.ts';

/** Luma below which each layer of hatching begins, lightest first. */
const LAYERS = [150, 100, 58] as const;
const LAYER_STRENGTH = 0.33;
/** Tone rubbed in with a finger below the hatching: it models forms that lines alone leave flat. */
const RUBBED = 0.46;

/** Graphite on warm paper: fine lines at edges, rubbed tone, up to three layers of hatching in the shadows. */
export function drawPencilSketch({ frame, scratch }: Painting): void {
  const { gray, edges } = scratch;
  const paint = takePaint(frame, scratch);
  flattenPaint(scratch, Math.max(1, Math.round(paint.height / 240)));
  keepDetails(scratch, 1);
  drawInkLines(frame, scratch, 0.9);
  const { width, height } = frame;
  const pixels = packedPixels(frame);
  const { tooth, hatch } = paperOf();
  const tones = createRowReader(scratch, gray, 1);
  const lines = createRowReader(scratch, edges, 1);
  const mask = PAPER_SIDE - 1;
  const [first, second, third] = hatch;
  for (let y = 0; y < height; y++) {
    const tone = readFullRow(tones, y);
    const edge = readFullRow(lines, y);
    const row = (y & mask) * PAPER_SIDE;
    for (let x = 0; x < width; x++) {
      const cell = row + (x & mask);
      const luma = tone[x] ?? 0;
      const grain = tooth[cell] ?? 0;
      const light = luma * (1 / 255);
      let graphite = (edge[x] ?? 0) * (0.84 + grain * 0.3);
      graphite +=
        layer(luma, LAYERS[0], first[cell] ?? 0) +
        layer(luma, LAYERS[1], second[cell] ?? 0) +
        layer(luma, LAYERS[2], third[cell] ?? 0);
      graphite += (1 - light) * (1 - light * 0.4) * RUBBED * (1 + grain * 0.7);
      const cover = graphite > 1 ? 0.92 : graphite * 0.92;
      const sheet = 1 - cover;
      pixels[y * width + x] = packPixel(
        (247 + grain * 4) * sheet + 50 * cover,
        (243 + grain * 4) * sheet + 50 * cover,
        (232 + grain * 4) * sheet + 57 * cover,
      );
    }
  }
}

function layer(luma: number, below: number, stroke: number): number {
  const dark = (below - luma) / 70;
  if (dark <= 0) return 0;
  const pressed = stroke - 0.25 + (dark > 1 ? 1 : dark) * 0.5;
  return pressed <= 0 ? 0 : (pressed > 1 ? 1 : pressed) * LAYER_STRENGTH * (dark > 1 ? 1 : dark);
}
