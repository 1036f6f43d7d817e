import { smoothstep, TAU } from '../maths/curves.ts';
import { boxBlur, gaussianBlur } from '../pixels/blur.ts';
import { distanceToMask, maskPieces } from '../pixels/morphology.ts';
import { type Plane, createPlane } from '../pixels/picture.ts';
import { isAlive } from '../prompt/acting.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { Freedom } from '../scene/freedom.ts';
import type { PictureFacts } from './analyse-picture.ts';
import type { LocalMotion } from './picture-plan.ts';
import type { StirringWord } from './prompt-words.ts';

/** Shares of the picture from which a mask is believed. */
const LEAST_WATER = 0.03;
const LEAST_FOLIAGE = 0.025;
/** With the horizon below this share of the height what looks like sky is sky. */
const LOW_HORIZON = 0.55;
/** Sizes at full strength over the film's shorter side. */
const RIPPLE_SHARE = 0.0045;
const SWAY_SHARE = 0.0042;
const HAIR_SHARE = 0.0028;
const BREATH_SHARE = 0.006;
const CLOUD_SHARE_PER_SECOND = 0.012;
/** Blue over red (0..255) by which a sky is surely one and not a wall. */
const SKY_BLUE = 10;

/** What stirs, and the names of it for the report. */
export interface Stirring {
  readonly motion: LocalMotion;
  readonly effects: readonly string[];
}

/**
 * Finds what can stir in a picture by itself: water, sky, foliage, hair, a living subject. What the prompt names stirs
 * in full; what it does not name stirs only as far as cfg leaves freedom, and only where it is plainly there.
 * `isLiving`: whether the subject breathes and may have hair.
 */
export function findStirring(
  facts: PictureFacts,
  graph: SceneGraph,
  words: ReadonlySet<StirringWord>,
  freedom: Freedom,
  film: { readonly width: number; readonly height: number },
  isLiving: boolean,
): Stirring {
  const short = Math.min(film.width, film.height);
  const isStill = graph.banned.includes('motion') || (words.has('still') && graph.camera.includes('static'));
  const wind = graph.weather.includes('wind') || graph.weather.includes('storm');
  const strengthOf = (word: StirringWord): number =>
    isStill ? 0 : words.has(word) ? 1 : freedom.amount >= 0.3 ? freedom.amount * 0.8 : 0;
  // Without a sky above it anything bluish may be something else: then only the prompt's word is believed.
  const waters = facts.sky || words.has('water') ? strengthOf('water') : 0;
  const water = believed(waterMask(facts), waters, LEAST_WATER);
  const clouds = strengthOf('clouds') * (wind ? 1.6 : 1);
  const skyIsSure = facts.sky !== null && (words.has('clouds') || blueness(facts, facts.sky) > SKY_BLUE);
  const sky = skyIsSure && facts.sky && clouds > 0 ? skyMask(facts.sky) : null;
  const leaves = Math.max(strengthOf('foliage'), wind && !isStill ? 1 : 0);
  const foliage = believed(foliageMask(facts), leaves, LEAST_FOLIAGE);
  const hairs = isLiving ? Math.max(strengthOf('hair'), wind && !isStill ? 1 : 0) : 0;
  const hair = hairs > 0 && facts.subject ? hairMask(facts) : null;
  const breathes =
    !isStill && (words.has('breath') || (isLiving && strengthOf('breath') > 0) || isAboutLiving(graph));
  const breath = breathes && facts.subject ? facts.subject : null;
  const breathPixels = breath ? Math.min(short * BREATH_SHARE, (breath.bottom - breath.top) * 0.012) : 0;
  const direction = freedom.chance('clouds') < 0.5 ? -1 : 1;
  return {
    motion: {
      water,
      sky,
      foliage,
      hair,
      ripplePixels: water ? short * RIPPLE_SHARE * Math.max(0.5, strengthOf('water')) : 0,
      horizon: facts.horizon,
      cloudSpeed: sky
        ? direction * short * CLOUD_SHARE_PER_SECOND * clouds * Math.min(3, Math.max(1, graph.timeScale))
        : 0,
      swayPixels: foliage ? short * SWAY_SHARE * leaves * (wind ? 1.6 : 1) : 0,
      hairPixels: hair ? short * HAIR_SHARE * hairs : 0,
      breath: breath ? { pixels: breathPixels, top: breath.top, foot: breath.bottom } : null,
      phase: TAU * freedom.chance('stirring'),
    },
    effects: [
      ...(water ? ['water ripples'] : []),
      ...(sky ? ['clouds drift'] : []),
      ...(foliage ? ['foliage sways'] : []),
      ...(hair ? ['hair stirs'] : []),
      ...(breath ? ['subject breathes'] : []),
    ],
  };
}

/** Whether the prompt is about something that breathes as one sees: birds in the sky do not. */
export function isAboutLiving({ main, subjects }: SceneGraph): boolean {
  const subject = main === null ? undefined : subjects[main];
  if (!subject || !isAlive(subject.figure)) return false;
  const { kind } = figureOf(subject.figure);
  return kind === 'biped' || kind === 'quadruped';
}

function believed(mask: Plane, strength: number, leastShare: number): Plane | null {
  if (strength <= 0) return null;
  let sum = 0;
  for (const value of mask.values) sum += value;
  return sum / mask.values.length >= leastShare ? mask : null;
}

/** Bluish or mirror-like, below the horizon, not the subject, in one large piece. */
function waterMask(facts: PictureFacts): Plane {
  const { small, luma, subject, sky } = facts;
  const { width, height, rgba } = small;
  const horizonRow = facts.horizon / 4;
  const raw = createPlane(width, height);
  for (let y = Math.max(0, Math.ceil(horizonRow - 2)); y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if ((subject?.alpha.values[i] ?? 0) > 0.2) continue;
      // A pale sky that runs on below the horizon's row is its reflection; so low in the picture it is still the sky.
      if (sky?.values[i] === 1 && (y < horizonRow + 2 || horizonRow > height * LOW_HORIZON)) continue;
      const red = rgba[i * 4] ?? 0;
      const green = rgba[i * 4 + 1] ?? 0;
      const blue = rgba[i * 4 + 2] ?? 0;
      const isBlue = blue > red * 1.04 && blue >= green * 0.9 && (luma.values[i] ?? 0) > 0.12;
      const isPaleGreen = green > red * 1.04 && blue > red * 0.98 && (luma.values[i] ?? 0) > 0.35;
      if (isBlue || isPaleGreen) raw.values[i] = 1;
    }
  return largePieces(boxBlur(raw, 1), 0.02, 2);
}

/** Green and of fine texture, or strongly green; sky and subject left out. */
function foliageMask(facts: PictureFacts): Plane {
  const { small, texture, subject, sky } = facts;
  const { width, height, rgba } = small;
  const raw = createPlane(width, height);
  for (let i = 0; i < raw.values.length; i++) {
    if ((subject?.alpha.values[i] ?? 0) > 0.2 || sky?.values[i] === 1) continue;
    const red = rgba[i * 4] ?? 0;
    const green = rgba[i * 4 + 1] ?? 0;
    const blue = rgba[i * 4 + 2] ?? 0;
    const isGreen = green >= red * 0.96 && green > blue * 1.12 && green > 24;
    if (isGreen && (texture.values[i] ?? 0) > 0.035) raw.values[i] = 1;
  }
  return largePieces(boxBlur(raw, 3), 0.006, 3);
}

/** Keeps the pieces of at least `leastShare` of the picture, with soft edges. */
function largePieces(raw: Plane, leastShare: number, softness: number): Plane {
  const { labels, pieces } = maskPieces(raw);
  const kept = new Set(
    pieces.filter(({ pixelCount }) => pixelCount >= leastShare * raw.values.length).map(({ label }) => label),
  );
  const out = createPlane(raw.width, raw.height);
  for (let i = 0; i < out.values.length; i++) out.values[i] = kept.has(labels[i] ?? 0) ? 1 : 0;
  return gaussianBlur(out, softness);
}

/** The sky, fading out well before its edges: what stands before it must not be dragged along. */
function skyMask(sky: Plane): Plane {
  const land = createPlane(sky.width, sky.height);
  for (let i = 0; i < land.values.length; i++) land.values[i] = sky.values[i] === 1 ? 0 : 1;
  const away = distanceToMask(land);
  for (let i = 0; i < away.values.length; i++)
    away.values[i] = smoothstep(sky.height * 0.015, sky.height * 0.14, away.values[i] ?? 0);
  return gaussianBlur(away, 3);
}

function blueness({ small }: PictureFacts, sky: Plane): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < sky.values.length; i++) {
    if (sky.values[i] !== 1) continue;
    sum += (small.rgba[i * 4 + 2] ?? 0) - (small.rgba[i * 4] ?? 0);
    count++;
  }
  return sum / Math.max(1, count);
}

/** The upper half of the subject's soft rim. */
function hairMask({ subject, small }: PictureFacts): Plane | null {
  if (!subject) return null;
  const { width, height } = small;
  const inner = gaussianBlur(subject.alpha, width / 90);
  const out = createPlane(width, height);
  const top = subject.top / 4;
  const bottom = subject.bottom / 4;
  for (let y = 0; y < height; y++) {
    const fade = 1 - smoothstep(0.3, 0.55, (y - top) / (bottom - top));
    for (let x = 0; x < width; x++) {
      const edge = inner.values[y * width + x] ?? 0;
      out.values[y * width + x] = fade * 4 * edge * (1 - edge);
    }
  }
  return gaussianBlur(out, 2);
}
