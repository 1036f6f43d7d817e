import type { StyleId } from '../../../vocabulary/conditions.ts';
import type { Development } from '../finish.ts';
import { BRUSHWORKS, paintStrokes } from './brush-strokes.ts';
import { drawCartoon } from './cartoon.ts';
import { lightWithNeon } from './neon-light.ts';
import type { Painting } from './painting.ts';
import { drawPencilSketch } from './pencil-sketch.ts';
import { drawPixelArt } from './pixel-art.ts';
import { dreamPicture } from './surreal.ts';
import { paintWatercolour } from './watercolour.ts';
import { printWoodblock } from './woodblock-print.ts';

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
  readonly paint: ((painting: Painting) => void) | null;
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
    saturation: 1.15,
    contrast: 1.24,
    addBloom: 0.6,
    addVignette: 0.5,
    paint: lightWithNeon,
  },
  surreal: {
    ...PLAIN,
    saturation: 1.15,
    addBloom: 0.3,
    grainFactor: 0,
    paint: dreamPicture,
  },
  van_gogh: {
    ...PLAIN,
    contrast: 1.12,
    exposure: 1.06,
    grainFactor: 0,
    tint: { ...NO_TINT, shadows: [-6, -2, 26], highlights: [16, 10, -22] },
    paint: (painting) => paintStrokes(painting, BRUSHWORKS.van_gogh),
  },
  oil_painting: {
    ...PLAIN,
    contrast: 1.1,
    grainFactor: 0,
    tint: { ...NO_TINT, shadows: [8, 2, -4], highlights: [8, 3, -10] },
    paint: (painting) => paintStrokes(painting, BRUSHWORKS.oil_painting),
  },
  ukiyo_e: {
    ...PLAIN,
    exposure: 1.08,
    grainFactor: 0,
    paint: printWoodblock,
  },
  cartoon: {
    ...PLAIN,
    exposure: 1.08,
    grainFactor: 0,
    paint: drawCartoon,
  },
  watercolor: {
    ...PLAIN,
    saturation: 1.12,
    exposure: 1.12,
    grainFactor: 0,
    paint: paintWatercolour,
  },
  pencil_sketch: {
    ...PLAIN,
    contrast: 1.1,
    exposure: 1.1,
    grainFactor: 0,
    paint: drawPencilSketch,
  },
  pixel_art: { ...PLAIN, contrast: 1.08, grainFactor: 0, paint: drawPixelArt },
};
