import { clamp, smoothstep } from '../maths/curves.ts';
import type { Rgb } from '../vocabulary/figure.ts';
import { createLevel, spriteOfLevel } from './build-sprite.ts';
import type { Sprite, SpriteLevel } from './sprite.ts';

const HUES = 36;
const DEGREES_PER_HUE = 360 / HUES;
/** Half-width of the range of hues that belong to a body: house-style shading drifts from red through pink to purple. */
const BODY_HALF_WIDTH_DEGREES = 48;
const EDGE_DEGREES = 22;
/** A pixel is coloured from this chroma (largest minus smallest channel, 0..1). */
const COLOURED_FROM = 0.16;
/** Below this share of the opaque pixels the main hue alone would not read as "the thing is that colour". */
const ENOUGH_BODY = 0.5;

/** Which pixels of a sprite are its body, and how bright the body is. */
interface Body {
  /** The main hue in degrees, or null when the whole figure is the body. */
  readonly hueDegrees: number | null;
  /** Median luma of the body, 0..1: it becomes the asked colour exactly. */
  readonly luma: number;
  /** 0 keeps near-white parts, 1 tints them like the body. */
  readonly takesNeutrals: number;
  /** +1 when a rising hue is the way into the shade (towards purple), -1 when a falling one is. */
  readonly shadeTurn: 1 | -1;
}

/** The set shades by turning the hue towards violet as much as by darkening. */
const SHADE_HUE_DEGREES = 270;
/** Lightness lost by the widest turn of hue within a body. */
const SHADE_OF_TURN = 0.3;
/** How much of the body's colour its near-white parts (a clock's face) take at most. */
const PALE_WEIGHT = 0.3;
/** Panes are painted in these hues: they count less in the search for the hue of a body, which is seldom its windows. */
const GLASS_DEGREES = { from: 186, to: 214, weight: 0.4 } as const;

/** How shading shows on a colour: black keeps its gloss low, white its shadows light. */
interface Shading {
  readonly lighten: number;
  readonly darken: number;
}

/**
 * The sprite in an asked-for colour: the hue and saturation of its body are replaced and its shading is kept, while
 * details (eyes, tyres, windows, beaks, leaves) keep their own colours.
 */
export function recolourSprite(sprite: Sprite, tint: Rgb): Sprite {
  const from = sprite.levels[0];
  if (from === undefined) throw new Error('a sprite has at least one level');
  const body = findBody(smallLevel(sprite));
  const shading = shadingOf(tint);
  const level = createLevel(from.width, from.height);
  const source = from.pixels;
  const target = level.pixels;
  const [tintRed, tintGreen, tintBlue] = tint;
  for (let i = 0; i < source.length; i += 4) {
    const alpha = source[i + 3] ?? 0;
    target[i + 3] = alpha;
    if (alpha === 0) continue;
    const red = (source[i] ?? 0) / alpha;
    const green = (source[i + 1] ?? 0) / alpha;
    const blue = (source[i + 2] ?? 0) / alpha;
    const luma = red * 0.3 + green * 0.59 + blue * 0.11;
    const weight = bodyWeight(body, red, green, blue, luma);
    const relative = luma - body.luma - turnedShade(body, red, green, blue);
    const dark = relative < 0 ? 1 + (relative / (body.luma + 0.05)) * shading.darken : 1;
    const light = relative > 0 ? (relative / (1.05 - body.luma)) * shading.lighten : 0;
    // Shade is cool and rich, as on the other toys: green goes first and blue last.
    target[i] = blend(red, tintRed, dark, light, weight, alpha);
    target[i + 1] = blend(green, tintGreen, dark * (0.75 + 0.25 * dark), light, weight, alpha);
    target[i + 2] = blend(blue, tintBlue, dark * (1.12 - 0.12 * dark), light, weight, alpha);
  }
  return spriteOfLevel(level);
}

function blend(
  own: number,
  tint: number,
  dark: number,
  light: number,
  weight: number,
  alpha: number,
): number {
  const shaded = (tint / 255) * dark;
  const coloured = shaded + (1 - shaded) * light;
  return Math.round(clamp(own + (coloured - own) * weight) * alpha);
}

/** Shade that a pixel shows by its hue alone: the set turns it towards purple where another painter would darken. */
function turnedShade(body: Body, red: number, green: number, blue: number): number {
  if (body.hueDegrees === null) return 0;
  const chroma = Math.max(red, green, blue) - Math.min(red, green, blue);
  const turn = ((hueOf(red, green, blue) - body.hueDegrees + 540) % 360) - 180;
  if (Math.abs(turn) > BODY_HALF_WIDTH_DEGREES) return 0;
  const coloured = smoothstep(COLOURED_FROM, COLOURED_FROM * 2, chroma);
  return (turn / BODY_HALF_WIDTH_DEGREES) * body.shadeTurn * SHADE_OF_TURN * coloured;
}

function shadeTurnOf(hueDegrees: number): 1 | -1 {
  return (SHADE_HUE_DEGREES - hueDegrees + 360) % 360 < 180 ? 1 : -1;
}

function shadingOf([red, green, blue]: Rgb): Shading {
  const luma = (red * 0.3 + green * 0.59 + blue * 0.11) / 255;
  if (luma < 0.25) return { lighten: 0.28, darken: 0.7 };
  if (luma > 0.85) return { lighten: 0.9, darken: 0.42 };
  return { lighten: 0.62, darken: 0.72 };
}

/** 0 keeps a pixel's own colour, 1 gives it the new one. */
function bodyWeight(body: Body, red: number, green: number, blue: number, luma: number): number {
  const chroma = Math.max(red, green, blue) - Math.min(red, green, blue);
  // Pupils, tyres and outlines stay black unless the whole body is that dark.
  const notBlack = smoothstep(body.luma * 0.22, body.luma * 0.48, luma);
  if (body.hueDegrees === null) return notBlack;
  const apart = Math.abs(((hueOf(red, green, blue) - body.hueDegrees + 540) % 360) - 180);
  const inHue = 1 - smoothstep(BODY_HALF_WIDTH_DEGREES, BODY_HALF_WIDTH_DEGREES + EDGE_DEGREES, apart);
  const coloured = smoothstep(COLOURED_FROM * 0.4, COLOURED_FROM, chroma);
  const pale = 1 - (1 - PALE_WEIGHT) * smoothstep(0.8, 0.92, luma);
  return Math.max(inHue * coloured, (1 - coloured) * body.takesNeutrals * pale) * notBlack;
}

/** Measures on a level of at most about 160 px: medians do not need more. */
function smallLevel(sprite: Sprite): SpriteLevel {
  const level = sprite.levels.find(({ height }) => height <= 160) ?? sprite.levels.at(-1);
  if (level === undefined) throw new Error('a sprite has at least one level');
  return level;
}

function findBody(level: SpriteLevel): Body {
  const hues = new Float64Array(HUES);
  let opaque = 0;
  let coloured = 0;
  eachOpaque(level, (red, green, blue, luma) => {
    opaque++;
    const chroma = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (chroma < COLOURED_FROM) return;
    coloured++;
    const hue = hueOf(red, green, blue);
    const bin = Math.floor(hue / DEGREES_PER_HUE) % HUES;
    const isGlass = hue > GLASS_DEGREES.from && hue < GLASS_DEGREES.to;
    // Tyres and shadows are painted in deep purple: they have no say either.
    hues[bin] = (hues[bin] ?? 0) + (isGlass ? GLASS_DEGREES.weight : 1) * smoothstep(0.1, 0.26, luma);
  });
  if (coloured < opaque * 0.2)
    return { hueDegrees: null, luma: medianLuma(level, null), takesNeutrals: 1, shadeTurn: 1 };

  let best = 0;
  let bestMass = -1;
  const reach = Math.round(BODY_HALF_WIDTH_DEGREES / DEGREES_PER_HUE);
  for (let bin = 0; bin < HUES; bin++) {
    let mass = 0;
    for (let step = -reach; step <= reach; step++)
      mass += (hues[(bin + step + HUES) % HUES] ?? 0) * (1 - Math.abs(step) / (reach * 2));
    if (mass > bestMass) [best, bestMass] = [bin, mass];
  }
  const hueDegrees = (best + 0.5) * DEGREES_PER_HUE;
  const luma = medianLuma(level, hueDegrees);
  const body: Body = { hueDegrees, luma, takesNeutrals: 0, shadeTurn: shadeTurnOf(hueDegrees) };
  const share = bodyShare(level, body);
  return { ...body, takesNeutrals: 1 - smoothstep(ENOUGH_BODY * 0.6, ENOUGH_BODY, share) };
}

function bodyShare(level: SpriteLevel, body: Body): number {
  let opaque = 0;
  let share = 0;
  eachOpaque(level, (red, green, blue, luma) => {
    opaque++;
    share += bodyWeight(body, red, green, blue, luma);
  });
  return share / Math.max(1, opaque);
}

function medianLuma(level: SpriteLevel, hueDegrees: number | null): number {
  const everything: Body = { hueDegrees, luma: 0.01, takesNeutrals: 0, shadeTurn: 1 };
  const lumas: number[] = [];
  eachOpaque(level, (red, green, blue, luma) => {
    if (bodyWeight(everything, red, green, blue, luma) > 0.5) lumas.push(luma);
  });
  lumas.sort((a, b) => a - b);
  return clamp(lumas[lumas.length >> 1] ?? 0.5, 0.12, 0.92);
}

function eachOpaque(
  { pixels }: SpriteLevel,
  visit: (red: number, green: number, blue: number, luma: number) => void,
): void {
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = pixels[i + 3] ?? 0;
    if (alpha < 128) continue;
    const red = (pixels[i] ?? 0) / alpha;
    const green = (pixels[i + 1] ?? 0) / alpha;
    const blue = (pixels[i + 2] ?? 0) / alpha;
    visit(red, green, blue, red * 0.3 + green * 0.59 + blue * 0.11);
  }
}

/** 0..360; greys are 0. */
function hueOf(red: number, green: number, blue: number): number {
  const high = Math.max(red, green, blue);
  const chroma = high - Math.min(red, green, blue);
  if (chroma < 1e-6) return 0;
  if (high === red) return (60 * ((green - blue) / chroma) + 360) % 360;
  if (high === green) return 60 * ((blue - red) / chroma) + 120;
  return 60 * ((red - green) / chroma) + 240;
}
