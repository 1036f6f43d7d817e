import { hash3 } from '../../maths/random.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import type { Frame } from '../frame.ts';
import { packedPixels, packPixel } from './pack-pixel.ts';
import type { Plane } from './scratch.ts';

/** How a picture is developed: the last pass over every pixel. */
export interface Development {
  readonly saturation: number;
  readonly contrast: number;
  readonly exposure: number;
  /** How much of the gathered bloom is added. */
  readonly bloom: number;
  readonly vignette: number;
  readonly grain: number;
  /** Colours (0..255 offsets) given to the darkest and to the brightest tones. */
  readonly shadows: Rgb;
  readonly highlights: Rgb;
  /** 0 keeps the colours; 1 shows only luma, coloured by `tone`. */
  readonly mono: number;
  readonly tone: Rgb;
}

const TONES = 256;
const BYTE = 1 / 255;
/** Grain is looked up in a fixed field at an offset of its own for every frame. */
const GRAIN_SIDE = 128;

interface Tables {
  readonly key: string;
  readonly curve: Float32Array;
  readonly splitRed: Float32Array;
  readonly splitGreen: Float32Array;
  readonly splitBlue: Float32Array;
}

let lastTables: Tables | null = null;
let grainField: Float32Array | null = null;

export function finishFrame(
  frame: Frame,
  bloom: Plane | null,
  look: Development,
  frameIndex: number,
  seed: number,
): void {
  const { width, height } = frame;
  const shiftX = Math.floor(hash3(frameIndex, 1, 0, seed) * GRAIN_SIDE);
  const shiftY = Math.floor(hash3(frameIndex, 2, 0, seed) * GRAIN_SIDE);
  const row: RowWork = {
    pixels: packedPixels(frame),
    width,
    bloom: bloom ? new Float32Array(bloom.width * 3 + 3) : null,
    tables: tablesFor(look),
    grain: grainOf(),
    grainStrength: look.grain * 9,
    columns: columnFalloff(width, height, look.vignette),
  };
  for (let y = 0; y < height; y++) {
    if (bloom && row.bloom) mixBloomRow(bloom, y, row.bloom, look.bloom * 0.85);
    const grainRow = ((y + shiftY) & (GRAIN_SIDE - 1)) * GRAIN_SIDE;
    const fall = (y / height - 0.5) * (y / height - 0.5) * look.vignette * 1.4;
    developRow(row, look, y * width, grainRow, shiftX, fall);
  }
}

interface RowWork {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly bloom: Float32Array | null;
  readonly tables: Tables;
  readonly grain: Float32Array;
  readonly grainStrength: number;
  readonly columns: Float32Array;
}

function columnFalloff(width: number, height: number, vignette: number): Float32Array {
  const columns = new Float32Array(width);
  const stretch = Math.min(1.4, (1.1 * width) / height);
  for (let x = 0; x < width; x++) columns[x] = 1 - (x / width - 0.5) ** 2 * vignette * stretch;
  return columns;
}

function developRow(
  work: RowWork,
  look: Development,
  start: number,
  grainRow: number,
  grainShift: number,
  fall: number,
): void {
  const { pixels, width, bloom, grain, grainStrength, columns } = work;
  const { curve, splitRed, splitGreen, splitBlue } = work.tables;
  const colour = look.saturation * (1 - look.mono);
  const toneRed = 1 + (look.tone[0] / 255 - 1) * look.mono;
  const toneGreen = 1 + (look.tone[1] / 255 - 1) * look.mono;
  const toneBlue = 1 + (look.tone[2] / 255 - 1) * look.mono;
  let addRed = 0;
  let addGreen = 0;
  let addBlue = 0;
  let stepRed = 0;
  let stepGreen = 0;
  let stepBlue = 0;
  let isLit = false;
  for (let x = 0; x < width; x++) {
    if (bloom && (x & 3) === 0) {
      const cell = (x >> 2) * 3;
      addRed = bloom[cell] ?? 0;
      addGreen = bloom[cell + 1] ?? 0;
      addBlue = bloom[cell + 2] ?? 0;
      stepRed = ((bloom[cell + 3] ?? 0) - addRed) * 0.25;
      stepGreen = ((bloom[cell + 4] ?? 0) - addGreen) * 0.25;
      stepBlue = ((bloom[cell + 5] ?? 0) - addBlue) * 0.25;
      isLit = addRed + stepRed + addGreen + stepGreen + addBlue + stepBlue > 0.05;
    }
    const pixel = pixels[start + x] ?? 0;
    // Screened, not added: what is bright already must not burn out to a white hole.
    let red = pixel & 255;
    let green = (pixel >> 8) & 255;
    let blue = (pixel >> 16) & 255;
    if (isLit) {
      red += addRed * (1 - red * BYTE);
      green += addGreen * (1 - green * BYTE);
      blue += addBlue * (1 - blue * BYTE);
      addRed += stepRed;
      addGreen += stepGreen;
      addBlue += stepBlue;
    }
    const luma = red * 0.2126 + green * 0.7152 + blue * 0.0722;
    const tone = luma > 255 ? 255 : luma | 0;
    const gain = (curve[tone] ?? 1) * ((columns[x] ?? 1) - fall);
    const noise = (grain[grainRow + ((x + grainShift) & (GRAIN_SIDE - 1))] ?? 0) * grainStrength;
    pixels[start + x] = packPixel(
      ((luma + (red - luma) * colour) * toneRed + (splitRed[tone] ?? 0)) * gain + noise,
      ((luma + (green - luma) * colour) * toneGreen + (splitGreen[tone] ?? 0)) * gain + noise,
      ((luma + (blue - luma) * colour) * toneBlue + (splitBlue[tone] ?? 0)) * gain + noise,
    );
  }
}

/** Row `y` of the enlarged bloom, still at a quarter of the columns, with one column more to step towards. */
function mixBloomRow(bloom: Plane, y: number, row: Float32Array, amount: number): void {
  const v = y * 0.25;
  const upper = Math.min(bloom.height - 1, v | 0);
  const lower = Math.min(bloom.height - 1, upper + 1);
  const k = (v - (v | 0)) * amount;
  const rest = amount - k;
  const length = bloom.width * 3;
  const a = upper * length;
  const b = lower * length;
  for (let i = 0; i < length; i++) row[i] = (bloom.data[a + i] ?? 0) * rest + (bloom.data[b + i] ?? 0) * k;
  for (let i = 0; i < 3; i++) row[length + i] = row[length - 3 + i] ?? 0;
}

/** Exposure and contrast as a gain by luma: hues stay, unlike with a curve per channel. */
function tablesFor(look: Development): Tables {
  const key = JSON.stringify([look.contrast, look.exposure, look.shadows, look.highlights]);
  if (lastTables?.key === key) return lastTables;
  const tables: Tables = {
    key,
    curve: new Float32Array(TONES),
    splitRed: new Float32Array(TONES),
    splitGreen: new Float32Array(TONES),
    splitBlue: new Float32Array(TONES),
  };
  for (let tone = 0; tone < TONES; tone++) {
    const input = Math.max(1, tone) / 255;
    const exposed = input * look.exposure;
    // Contrast turns about a middle grey a little below the centre, and is soft at both ends.
    const bent = exposed + (look.contrast - 1) * (exposed - 0.42) * 4 * exposed * Math.max(0, 1 - exposed);
    tables.curve[tone] = Math.max(0, bent) / input;
    const dark = (1 - input) * (1 - input) * Math.min(1, input * 6);
    const light = input * input;
    tables.splitRed[tone] = look.shadows[0] * dark + look.highlights[0] * light;
    tables.splitGreen[tone] = look.shadows[1] * dark + look.highlights[1] * light;
    tables.splitBlue[tone] = look.shadows[2] * dark + look.highlights[2] * light;
  }
  lastTables = tables;
  return tables;
}

function grainOf(): Float32Array {
  if (grainField) return grainField;
  const field = new Float32Array(GRAIN_SIDE * GRAIN_SIDE);
  // Sum of two uniform draws: a triangular spread, softer than white noise.
  for (let i = 0; i < field.length; i++) field[i] = hash3(i, 5, 0, 17) + hash3(i, 6, 0, 17) - 1;
  grainField = field;
  return field;
}
