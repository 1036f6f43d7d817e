import { smoothstep } from '../../../maths/curves.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';
import type { Scratch } from '../scratch.ts';
import { flattenPaint, keepDetails } from './flatten-paint.ts';
import { drawInkLines } from './ink-lines.ts';
import { takePaint } from './paint-plane.ts';
import type { Painting } from './painting.ts';
import { PAPER_SIDE, paperOf } from './paper.ts';

/** How dark the pencil lines under the washes are. */
const PENCIL = 0.5;

/** Transparent washes on rough white paper over a pencil drawing: pigment gathers at borders, the margin stays bare. */
export function paintWatercolour({ frame, scratch }: Painting): void {
  const paint = takePaint(frame, scratch);
  flattenPaint(scratch, Math.max(2, Math.round(paint.height / 90)));
  keepDetails(scratch, 0.85);
  drawInkLines(frame, scratch, 0.6);
  gatherPigment(scratch);
  const { edges, paintStep } = scratch;
  const { width, height } = frame;
  const pixels = packedPixels(frame);
  const { tooth, wash } = paperOf();
  const mask = PAPER_SIDE - 1;
  const perPixel = 1 / paintStep;
  const wobble = height / 210;
  // Grain frays borders by less than a pixel of a small picture, where it would only be noise.
  const rough = paintStep === 1 ? 0 : height / 720;
  const margin = height * 0.05;
  for (let y = 0; y < height; y++) {
    const toothRow = (y & mask) * PAPER_SIDE;
    const washRow = ((y >> 1) & mask) * PAPER_SIDE;
    const bendRow = (((y >> 1) + 97) & mask) * PAPER_SIDE;
    const edgeY = Math.min(y, height - 1 - y);
    for (let x = 0; x < width; x++) {
      const grain = tooth[toothRow + (x & mask)] ?? 0;
      const broad = wash[washRow + ((x >> 1) & mask)] ?? 0;
      const bend = wash[bendRow + (((x >> 1) + 41) & mask)] ?? 0;
      const fromX = ((x + broad * wobble + grain * rough) * perPixel) | 0;
      const fromY = ((y + bend * wobble + grain * rough) * perPixel) | 0;
      const column = fromX < 0 ? 0 : fromX >= paint.width ? paint.width - 1 : fromX;
      const row = fromY < 0 ? 0 : fromY >= paint.height ? paint.height - 1 : fromY;
      const cell = row * paint.width + column;
      const pigment = 0.84 + broad * 0.2 + (edges[cell] ?? 0) + grain * 0.09;
      const edge = Math.min(edgeY, x, width - 1 - x);
      const bare =
        edge > margin * 2 ? 1 : smoothstep(0, 1, (edge + broad * margin * 0.7 + grain * 4) / margin);
      const density = pigment * bare;
      const sheet = 252 + grain * 6;
      pixels[y * width + x] = packPixel(
        sheet - (251 - (paint.data[cell * 3] ?? 0)) * density,
        sheet - 2 - (249 - (paint.data[cell * 3 + 1] ?? 0)) * density,
        sheet - 8 - (244 - (paint.data[cell * 3 + 2] ?? 0)) * density,
      );
    }
  }
}

/** Pigment drifts to the borders of a wash: adds to the pencil lines in `scratch.edges` where the tone changes. */
function gatherPigment(scratch: Scratch): void {
  const { paint, gray, edges } = scratch;
  const { width, height } = paint;
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const dx = (gray[x + 1 < width ? at + 1 : at] ?? 0) - (gray[x > 0 ? at - 1 : at] ?? 0);
      const dy = (gray[below + x] ?? 0) - (gray[above + x] ?? 0);
      const step = Math.sqrt(dx * dx + dy * dy) * 0.006;
      edges[at] = (edges[at] ?? 0) * PENCIL + (step > 0.2 ? 0.2 : step);
    }
  }
}
