import { smoothstep } from '../../../maths/curves.ts';
import type { Frame } from '../../frame.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';
import type { Scratch } from '../scratch.ts';
import { flattenPaint } from './flatten-paint.ts';
import { shrinkToHalf } from './half-picture.ts';
import { PAPER_SIDE, paperOf } from './paper.ts';

/** Transparent washes on rough white paper: wobbling borders, pigment gathered along them, an unpainted margin. */
export function paintWatercolour(frame: Frame, scratch: Scratch): void {
  shrinkToHalf(frame, scratch);
  flattenPaint(scratch, Math.max(1, Math.round(frame.height / 180)));
  gatherPigment(scratch);
  const { half, edges } = scratch;
  const { width, height } = frame;
  const pixels = packedPixels(frame);
  const { tooth, wash } = paperOf();
  const mask = PAPER_SIDE - 1;
  const wobble = height / 170;
  const margin = height * 0.055;
  for (let y = 0; y < height; y++) {
    const toothRow = (y & mask) * PAPER_SIDE;
    const washRow = ((y >> 1) & mask) * PAPER_SIDE;
    const edgeY = Math.min(y, height - 1 - y);
    for (let x = 0; x < width; x++) {
      const grain = tooth[toothRow + (x & mask)] ?? 0;
      const broad = wash[washRow + ((x >> 1) & mask)] ?? 0;
      const bend = wash[(((y >> 1) + 97) & mask) * PAPER_SIDE + (((x >> 1) + 41) & mask)] ?? 0;
      const fromX = Math.min(half.width - 1, Math.max(0, ((x + broad * wobble + grain * 1.2) * 0.5) | 0));
      const fromY = Math.min(half.height - 1, Math.max(0, ((y + bend * wobble + grain * 1.2) * 0.5) | 0));
      const cell = fromY * half.width + fromX;
      const pigment = 0.8 + broad * 0.22 + (edges[cell] ?? 0) + grain * 0.1;
      const bare = smoothstep(
        0,
        1,
        (Math.min(edgeY, x, width - 1 - x) + broad * margin * 0.7 + grain * 4) / margin,
      );
      const density = pigment * bare;
      const sheet = 252 + grain * 7;
      pixels[y * width + x] = packPixel(
        sheet - (251 - (half.data[cell * 3] ?? 0)) * density,
        sheet - 2 - (249 - (half.data[cell * 3 + 1] ?? 0)) * density,
        sheet - 8 - (244 - (half.data[cell * 3 + 2] ?? 0)) * density,
      );
    }
  }
}

/** Pigment drifts to the borders of a wash: `scratch.edges` gets more where the tone changes. */
function gatherPigment(scratch: Scratch): void {
  const { half, gray, edges } = scratch;
  const { width, height } = half;
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const dx =
        (gray[y * width + Math.min(width - 1, x + 1)] ?? 0) - (gray[y * width + Math.max(0, x - 1)] ?? 0);
      const dy = (gray[below + x] ?? 0) - (gray[above + x] ?? 0);
      const step = Math.sqrt(dx * dx + dy * dy);
      edges[y * width + x] = Math.min(0.2, step * 0.007);
    }
  }
}
