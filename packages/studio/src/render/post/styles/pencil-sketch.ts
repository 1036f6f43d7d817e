import type { Frame } from '../../frame.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';
import type { Scratch } from '../scratch.ts';
import { createRowReader, lumaOf, readFullRow, shrinkToHalf } from './half-picture.ts';
import { drawInkLines } from './ink-lines.ts';
import { PAPER_SIDE, paperOf } from './paper.ts';

/** Luma below which each layer of hatching begins, lightest first. */
const LAYERS = [176, 122, 72] as const;
const LAYER_STRENGTH = 0.34;

/** Graphite on warm paper: lines by edges, tones by up to three layers of hatching. */
export function drawPencilSketch(frame: Frame, scratch: Scratch): void {
  const { half, gray, edges } = scratch;
  shrinkToHalf(frame, scratch);
  lumaOf(half, gray);
  drawInkLines(frame, scratch, 0.95);
  const { width, height } = frame;
  const pixels = packedPixels(frame);
  const { tooth, hatch } = paperOf();
  const tones = createRowReader(half, 1, width);
  const lines = createRowReader(half, 1, width);
  const mask = PAPER_SIDE - 1;
  const [first, second, third] = hatch;
  for (let y = 0; y < height; y++) {
    const tone = readFullRow(gray, half.width, half.height, 1, y, width, tones);
    const edge = readFullRow(edges, half.width, half.height, 1, y, width, lines);
    const row = (y & mask) * PAPER_SIDE;
    for (let x = 0; x < width; x++) {
      const cell = row + (x & mask);
      const luma = tone[x] ?? 0;
      const grain = tooth[cell] ?? 0;
      let graphite = (edge[x] ?? 0) * (0.86 + grain * 0.3);
      graphite +=
        layer(luma, LAYERS[0], first[cell] ?? 0) +
        layer(luma, LAYERS[1], second[cell] ?? 0) +
        layer(luma, LAYERS[2], third[cell] ?? 0);
      // A soft rubbed tone below the hatching keeps forms readable.
      graphite += (1 - luma / 255) * 0.2 * (1 + grain * 0.6);
      const cover = graphite > 1 ? 0.94 : graphite * 0.94;
      const sheet = 1 - cover;
      pixels[y * width + x] = packPixel(
        (247 + grain * 4) * sheet + 52 * cover,
        (243 + grain * 4) * sheet + 52 * cover,
        (232 + grain * 4) * sheet + 58 * cover,
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
