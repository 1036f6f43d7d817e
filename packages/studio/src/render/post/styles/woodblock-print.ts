import { clamp, mix, smoothstep } from '../../../maths/curves.ts';
import type { Rgb } from '../../../vocabulary/figure.ts';
import { FAR } from '../../frame.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';
import { cubeIndex, mixColourCube } from './colour-cube.ts';
import type { ColourCube } from './colour-cube.ts';
import { flattenPaint, keepDetails } from './flatten-paint.ts';
import { drawInkLines } from './ink-lines.ts';
import { createRowReader, readFullRow, takePaint } from './paint-plane.ts';
import type { Painting } from './painting.ts';
import { PAPER_SIDE, paperOf } from './paper.ts';

/** Pigments of the old prints: Prussian blue and indigo, vermilion, ochres, sap greens, ink and bare paper. */
const PIGMENTS: readonly Rgb[] = [
  [36, 56, 100],
  [62, 104, 152],
  [146, 182, 196],
  [70, 112, 104],
  [126, 150, 88],
  [84, 110, 72],
  [172, 184, 124],
  [214, 172, 88],
  [230, 208, 150],
  [204, 84, 56],
  [224, 140, 92],
  [236, 194, 164],
  [142, 98, 66],
  [84, 64, 58],
  [146, 140, 128],
  [242, 228, 196],
  [42, 42, 54],
  [122, 84, 112],
];
const CONTOUR: Rgb = [30, 32, 54];
const PAPER: Rgb = [252, 241, 214];

/** The sky's gradation, wiped by hand on the block: deep above, bare in the middle, warm over the horizon. */
const SKY_TOP: Rgb = [22, 66, 150];
const SKY_UPPER: Rgb = [126, 176, 206];
const SKY_MIDDLE: Rgb = [246, 236, 206];
const SKY_LOW: Rgb = [240, 184, 138];
const NIGHT_BLOCK: Rgb = [0.42, 0.5, 0.68];
/** How much clouds and sun still show through the gradation. */
const SKY_SHOWS = 0.22;

/** Prints have no deep shade: pigments are thin, and paper shines through. */
const LIFT = 42;
const REST = 1 - LIFT / 255;
const SATURATION = 1.2;

let pigments: ColourCube | null = null;

/** Flat planes of few pigments inside a fine dark contour, a wiped sky, the grain of the sheet. */
export function printWoodblock(painting: Painting): void {
  const { frame, scratch } = painting;
  pigments ??= mixColourCube(PIGMENTS, 0.0035, 0.16);
  const paint = takePaint(frame, scratch);
  const radius = Math.max(2, Math.round(paint.height / 110));
  flattenPaint(scratch, radius);
  keepDetails(scratch, 0.9);
  drawInkLines(frame, scratch, 0.9);
  const { width, height, depth } = frame;
  const pixels = packedPixels(frame);
  const colours = createRowReader(scratch, paint.data, 3);
  const lines = createRowReader(scratch, scratch.edges, 1);
  const { tooth, wash } = paperOf();
  const mask = PAPER_SIDE - 1;
  const sky = { red: 0, green: 0, blue: 0 };
  for (let y = 0; y < height; y++) {
    const row = readFullRow(colours, y);
    const edge = readFullRow(lines, y);
    const paperRow = (y & mask) * PAPER_SIDE;
    wipeSky(painting, y, sky);
    for (let x = 0; x < width; x++) {
      const luma =
        (row[x * 3] ?? 0) * 0.2126 + (row[x * 3 + 1] ?? 0) * 0.7152 + (row[x * 3 + 2] ?? 0) * 0.0722;
      const base = LIFT + luma * (REST - SATURATION);
      const cell = cubeIndex(
        base + (row[x * 3] ?? 0) * SATURATION,
        base + (row[x * 3 + 1] ?? 0) * SATURATION,
        base + (row[x * 3 + 2] ?? 0) * SATURATION,
      );
      const wiped = (depth[y * width + x] ?? 0) >= FAR * 0.5 ? 1 - SKY_SHOWS : 0;
      const flat = 1 - wiped;
      const line = edge[x] ?? 0;
      // Wood grain takes ink unevenly: long, faint and level.
      const grain = (tooth[paperRow + (x & mask)] ?? 0) * 5 + (wash[paperRow + ((x >> 3) & mask)] ?? 0) * 6;
      const open = 1 - line;
      const red = ((pigments[cell] ?? 0) * flat + sky.red * wiped) * (PAPER[0] / 255) + grain;
      const green = ((pigments[cell + 1] ?? 0) * flat + sky.green * wiped) * (PAPER[1] / 255) + grain;
      const blue = ((pigments[cell + 2] ?? 0) * flat + sky.blue * wiped) * (PAPER[2] / 255) + grain;
      pixels[y * width + x] = packPixel(
        red * open + CONTOUR[0] * line,
        green * open + CONTOUR[1] * line,
        blue * open + CONTOUR[2] * line,
      );
    }
  }
}

function wipeSky(
  { frame, view, shot }: Painting,
  y: number,
  into: { red: number; green: number; blue: number },
): void {
  const horizon = clamp(view.horizon, frame.height * 0.35, frame.height);
  const k = clamp(y / horizon);
  const upper = smoothstep(0.02, 0.3, k);
  const middle = smoothstep(0.22, 0.62, k);
  const low = smoothstep(0.62, 1, k);
  const { night } = shot.light;
  const part = (channel: 0 | 1 | 2): number =>
    mix(
      mix(mix(SKY_TOP[channel], SKY_UPPER[channel], upper), SKY_MIDDLE[channel], middle),
      SKY_LOW[channel],
      low,
    ) * mix(1, NIGHT_BLOCK[channel], night);
  into.red = part(0);
  into.green = part(1);
  into.blue = part(2);
}
