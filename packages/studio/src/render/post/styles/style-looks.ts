import type { StyleId } from '../../../vocabulary/conditions.ts';
import type { Frame } from '../../frame.ts';
import type { Development } from '../finish.ts';
import type { Scratch } from '../scratch.ts';
import { BRUSHWORKS, paintStrokes } from './brush-strokes.ts';
import { FLAT_INKS, paintFlatInk } from './flat-ink.ts';
import { drawPencilSketch } from './pencil-sketch.ts';
import { drawPixelArt } from './pixel-art.ts';
import { dreamColours } from './surreal.ts';
import { paintWatercolour } from './watercolour.ts';

/** A style is how the picture is developed and, for the painterly ones, how it is then painted over. */
export interface StyleLook {
  /** Changes to the shot's own grade: factors for saturation, contrast and exposure, additions for bloom and vignette. */
  readonly saturation: number;
  readonly contrast: number;
  readonly exposure: number;
  readonly addBloom: number;
  readonly addVignette: number;
  readonly grainFactor: number;
  readonly tint: Pick<Development, 'shadows' | 'highlights' | 'mono' | 'tone'>;
  /** Runs after development. Null when developing is all there is to it. */
  readonly paint: ((frame: Frame, scratch: Scratch, seconds: number) => void) | null;
}

const NO_TINT: StyleLook['tint'] = {
  shadows: [0, 0, 0],
  highlights: [0, 0, 0],
  mono: 0,
  tone: [255, 255, 255],
};

export const PLAIN: StyleLook = {
  saturation: 1,
  contrast: 1,
  exposure: 1,
  addBloom: 0,
  addVignette: 0,
  grainFactor: 1,
  tint: NO_TINT,
  paint: null,
};

export const STYLE_LOOKS: Readonly<Record<StyleId, StyleLook>> = {
  cinematic: {
    ...PLAIN,
    saturation: 0.94,
    contrast: 1.22,
    addBloom: 0.22,
    addVignette: 0.5,
    grainFactor: 1.3,
    tint: { ...NO_TINT, shadows: [-20, 5, 20], highlights: [20, 5, -24] },
  },
  black_and_white: {
    ...PLAIN,
    contrast: 1.38,
    addVignette: 0.35,
    grainFactor: 2.2,
    tint: { ...NO_TINT, mono: 1, tone: [255, 254, 251] },
  },
  sepia: {
    ...PLAIN,
    contrast: 1.1,
    exposure: 1.04,
    addBloom: 0.1,
    addVignette: 0.7,
    grainFactor: 2,
    tint: { shadows: [14, 6, 0], highlights: [0, 0, 0], mono: 0.93, tone: [268, 226, 172] },
  },
  cyberpunk: {
    ...PLAIN,
    saturation: 1.32,
    contrast: 1.34,
    exposure: 0.95,
    addBloom: 0.6,
    addVignette: 0.5,
    tint: { ...NO_TINT, shadows: [10, -14, 54], highlights: [48, -34, 40] },
  },
  surreal: {
    ...PLAIN,
    saturation: 1.1,
    addBloom: 0.5,
    grainFactor: 0,
    paint: (frame, _scratch, seconds) => dreamColours(frame, seconds),
  },
  van_gogh: {
    ...PLAIN,
    contrast: 1.12,
    exposure: 1.06,
    grainFactor: 0,
    tint: { ...NO_TINT, shadows: [-6, -2, 26], highlights: [16, 10, -22] },
    paint: (frame, scratch, seconds) => paintStrokes(frame, scratch, BRUSHWORKS.van_gogh, seconds),
  },
  oil_painting: {
    ...PLAIN,
    contrast: 1.1,
    grainFactor: 0,
    tint: { ...NO_TINT, shadows: [8, 2, -4], highlights: [8, 3, -10] },
    paint: (frame, scratch, seconds) => paintStrokes(frame, scratch, BRUSHWORKS.oil_painting, seconds),
  },
  ukiyo_e: {
    ...PLAIN,
    exposure: 1.08,
    grainFactor: 0,
    paint: (frame, scratch) => paintFlatInk(frame, scratch, FLAT_INKS.ukiyo_e),
  },
  cartoon: {
    ...PLAIN,
    exposure: 1.08,
    grainFactor: 0,
    paint: (frame, scratch) => paintFlatInk(frame, scratch, FLAT_INKS.cartoon),
  },
  watercolor: {
    ...PLAIN,
    saturation: 1.12,
    exposure: 1.12,
    grainFactor: 0,
    paint: (frame, scratch) => paintWatercolour(frame, scratch),
  },
  pencil_sketch: {
    ...PLAIN,
    contrast: 1.1,
    exposure: 1.1,
    grainFactor: 0,
    paint: (frame, scratch) => drawPencilSketch(frame, scratch),
  },
  pixel_art: { ...PLAIN, contrast: 1.08, grainFactor: 0, paint: (frame) => drawPixelArt(frame) },
};
