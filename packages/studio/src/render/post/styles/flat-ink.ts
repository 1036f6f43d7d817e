import type { Rgb } from '../../../vocabulary/figure.ts';
import { FAR } from '../../frame.ts';
import type { Frame } from '../../frame.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';
import type { Scratch } from '../scratch.ts';
import { flattenPaint } from './flatten-paint.ts';
import { createRowReader, readFullRow, shrinkToHalf } from './half-picture.ts';
import { drawInkLines } from './ink-lines.ts';
import { PAPER_SIDE, paperOf } from './paper.ts';
import { toneSteps } from './tone-steps.ts';

/** Flat colours inside drawn lines: comics and woodblock prints differ only in these. */
interface FlatInk {
  readonly steps: number;
  readonly softness: number;
  readonly lift: number;
  readonly saturation: number;
  readonly lines: Rgb;
  readonly lineSensitivity: number;
  /** The sheet's own colour, multiplied in; 255 leaves colours alone. */
  readonly paper: Rgb;
  readonly tooth: number;
  /** Colour wiped into the upper sky, the printer's gradation, and how strongly. */
  readonly skyWipe: Rgb;
  readonly skyWipeStrength: number;
}

export const FLAT_INKS = {
  cartoon: {
    steps: 6,
    softness: 0.3,
    lift: 0.1,
    saturation: 1.42,
    lines: [26, 20, 34],
    lineSensitivity: 1.15,
    paper: [255, 255, 255],
    tooth: 0,
    skyWipe: [0, 0, 0],
    skyWipeStrength: 0,
  },
  ukiyo_e: {
    steps: 5,
    softness: 0.35,
    lift: 0.2,
    saturation: 0.92,
    lines: [34, 38, 66],
    lineSensitivity: 1.1,
    paper: [252, 238, 206],
    tooth: 9,
    skyWipe: [38, 72, 132],
    skyWipeStrength: 0.85,
  },
} as const satisfies Record<string, FlatInk>;

export function paintFlatInk(frame: Frame, scratch: Scratch, ink: FlatInk): void {
  const { half, edges } = scratch;
  shrinkToHalf(frame, scratch);
  flattenPaint(scratch, Math.max(1, Math.round(frame.height / 240)));
  drawInkLines(frame, scratch, ink.lineSensitivity);
  const { width, height, depth } = frame;
  const pixels = packedPixels(frame);
  const gains = toneSteps(ink.steps, ink.softness, ink.lift);
  const { tooth } = paperOf();
  const colours = createRowReader(half, 3, width);
  const lines = createRowReader(half, 1, width);
  const [paperRed, paperGreen, paperBlue] = [ink.paper[0] / 255, ink.paper[1] / 255, ink.paper[2] / 255];
  const [lineRed, lineGreen, lineBlue] = ink.lines;
  const [wipeRed, wipeGreen, wipeBlue] = ink.skyWipe;
  for (let y = 0; y < height; y++) {
    const row = readFullRow(half.data, half.width, half.height, 3, y, width, colours);
    const edge = readFullRow(edges, half.width, half.height, 1, y, width, lines);
    const toothRow = (y & (PAPER_SIDE - 1)) * PAPER_SIDE;
    const wipe = Math.max(0, 1 - (y / height) * 2.6) ** 1.5 * ink.skyWipeStrength;
    for (let x = 0; x < width; x++) {
      const red = row[x * 3] ?? 0;
      const green = row[x * 3 + 1] ?? 0;
      const blue = row[x * 3 + 2] ?? 0;
      const luma = red * 0.2126 + green * 0.7152 + blue * 0.0722;
      const gain = gains[luma > 255 ? 255 : luma | 0] ?? 1;
      const line = edge[x] ?? 0;
      const open = 1 - line;
      const grain = (tooth[toothRow + (x & (PAPER_SIDE - 1))] ?? 0) * ink.tooth;
      const pixel = y * width + x;
      const sky = (depth[pixel] ?? 0) >= FAR * 0.5 ? wipe : 0;
      const stay = 1 - sky;
      pixels[pixel] = packPixel(
        (((luma + (red - luma) * ink.saturation) * gain * stay + wipeRed * sky) * paperRed + grain) * open +
          lineRed * line,
        (((luma + (green - luma) * ink.saturation) * gain * stay + wipeGreen * sky) * paperGreen + grain) *
          open +
          lineGreen * line,
        (((luma + (blue - luma) * ink.saturation) * gain * stay + wipeBlue * sky) * paperBlue + grain) *
          open +
          lineBlue * line,
      );
    }
  }
}
