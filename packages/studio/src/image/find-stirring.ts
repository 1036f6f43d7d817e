import { smoothstep, TAU } from '../maths/curves.ts';
import { boxBlur, gaussianBlur } from '../pixels/blur.ts';
import { distanceToMask, maskPieces } from '../pixels/morphology.ts';
import { type Plane, createPlane } from '../pixels/picture.ts';
import { isAlive } from '../prompt/acting.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { Freedom } from '../scene/freedom.ts';
import type { PictureFacts } from './analyse-picture.ts';
import { findWater } from './find-water.ts';
import type { LocalMotion } from './picture-plan.ts';
import type { StirringWord } from './prompt-words.ts';

/** Shares of the picture from which foliage is believed, unnamed and named. */
const LEAST_FOLIAGE = 0.025;
const LEAST_NAMED_FOLIAGE = 0.006;
/** Sizes at full strength over the film's shorter side. */
const RIPPLE_SHARE = 0.0045;
const WAVE_SHARE = 0.0075;
const SWAY_SHARE = 0.0042;
const HAIR_SHARE = 0.0028;
const BREATH_SHARE = 0.006;
const CLOUD_SHARE_PER_SECOND = 0.012;
/**
 * A sky with clouds in it, for a film whose prompt names none: so blue over red (0..255) or it may be a wall, so bright
 * (0..1) or it may be deep water or night, so uneven along its rows (standard deviation of luma 0..1), and ending at
 * most so low (share of the height) or it may be snow and haze.
 */
const SKY_BLUE = 10;
const SKY_LUMA = 0.42;
const CLOUD_CONTRAST = 0.012;
const LOWEST_SKY = 0.7;
/** Share of the height by which clouds end above the horizon's row, or below it in the haze. */
const HAZE_SHARE = 0.02;
/** Mean texture (see `PictureFacts`) of a head from which it has hair; helmets and robots have 0.01 to 0.037. */
const LEAST_HAIR_TEXTURE = 0.045;

/** What stirs, and the names of it for the report. */
export interface Stirring {
  readonly motion: LocalMotion;
  readonly effects: readonly string[];
  /** What the prompt names and the picture does not seem to have. */
  readonly notShown: readonly string[];
}

/**
 * Finds what can stir in a picture by itself: water, sky, foliage, hair, a living subject. What the prompt names stirs
 * in full wherever it may be; what it does not name stirs only as far as cfg leaves freedom, and only where it is
 * plainly there. A static shot holds the camera, not the world; only a frozen one does that.
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
  const isStill = graph.banned.includes('motion') || words.has('still');
  const wind = graph.weather.includes('wind') || graph.weather.includes('storm');
  const strengthOf = (word: StirringWord): number =>
    isStill ? 0 : words.has(word) ? 1 : freedom.amount >= 0.3 ? freedom.amount * 0.8 : 0;
  const water = strengthOf('water') > 0 ? findWater(facts, words.has('water')) : null;
  const clouds = strengthOf('clouds') * (wind ? 1.6 : 1);
  const sky =
    clouds > 0 && facts.sky && (words.has('clouds') || hasClouds(facts, facts.sky)) ? facts.sky : null;
  const leaves = Math.max(strengthOf('foliage'), wind && !isStill ? 1 : 0);
  const foliage = believed(
    foliageMask(facts),
    leaves,
    words.has('foliage') ? LEAST_NAMED_FOLIAGE : LEAST_FOLIAGE,
  );
  const hairs = Math.max(
    isLiving || words.has('fur') ? strengthOf('hair') : 0,
    wind && isLiving && !isStill ? 1 : 0,
  );
  const hair = hairs > 0 && facts.subject && (words.has('fur') || hasHair(facts)) ? hairMask(facts) : null;
  const breathes =
    !isStill && (words.has('breath') || (isLiving && strengthOf('breath') > 0) || isAboutLiving(graph));
  const breath = breathes && facts.subject ? facts.subject : null;
  const breathPixels = breath ? Math.min(short * BREATH_SHARE, (breath.bottom - breath.top) * 0.012) : 0;
  const direction = freedom.chance('clouds') < 0.5 ? -1 : 1;
  const motion: LocalMotion = {
    water,
    sky: sky ? skyMask(sky, facts.horizon / 4) : null,
    foliage,
    hair,
    ripplePixels: water
      ? short * (words.has('waves') ? WAVE_SHARE : RIPPLE_SHARE) * Math.max(0.5, strengthOf('water'))
      : 0,
    horizon: facts.horizon,
    cloudSpeed: sky
      ? direction * short * CLOUD_SHARE_PER_SECOND * clouds * Math.min(3, Math.max(1, graph.timeScale))
      : 0,
    swayPixels: foliage ? short * SWAY_SHARE * leaves * (wind ? 1.6 : 1) : 0,
    hairPixels: hair ? short * HAIR_SHARE * hairs : 0,
    breath: breath ? { pixels: breathPixels, top: breath.top, foot: breath.bottom } : null,
    phase: TAU * freedom.chance('stirring'),
  };
  return { motion, effects: effectsOf(motion), notShown: isStill ? [] : missingOf(words, motion) };
}

function effectsOf({ water, sky, foliage, hair, breath }: LocalMotion): string[] {
  return [
    ...(water ? ['water ripples'] : []),
    ...(sky ? ['clouds drift'] : []),
    ...(foliage ? ['foliage sways'] : []),
    ...(hair ? ['hair stirs'] : []),
    ...(breath ? ['subject breathes'] : []),
  ];
}

/** What was named and has nowhere to be. */
function missingOf(words: ReadonlySet<StirringWord>, { water, sky, breath }: LocalMotion): string[] {
  return [
    ...(words.has('water') && !water ? ['moving water: no water was found'] : []),
    ...(words.has('clouds') && !sky ? ['drifting clouds: no sky was found'] : []),
    ...(words.has('breath') && !breath ? ['breath: no subject was found'] : []),
  ];
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
function skyMask(sky: Plane, horizonRow: number): Plane {
  const land = createPlane(sky.width, sky.height);
  const end = Math.round(horizonRow + HAZE_SHARE * sky.height) * sky.width;
  for (let i = 0; i < land.values.length; i++) land.values[i] = sky.values[i] === 1 && i < end ? 0 : 1;
  const away = distanceToMask(land);
  for (let i = 0; i < away.values.length; i++)
    away.values[i] = smoothstep(sky.height * 0.015, sky.height * 0.14, away.values[i] ?? 0);
  return gaussianBlur(away, 3);
}

/** Whether a sky is surely one and has clouds that could be seen to drift. */
function hasClouds({ small, luma, subject, horizon }: PictureFacts, sky: Plane): boolean {
  const { width, height, rgba } = small;
  const soft = boxBlur(luma, 3);
  const sum = { count: 0, blue: 0, luma: 0, spread: 0 };
  for (let y = 0; y < height; y++) {
    const row = { count: 0, luma: 0, square: 0 };
    for (let i = y * width; i < (y + 1) * width; i++) {
      if (sky.values[i] !== 1 || (subject?.alpha.values[i] ?? 0) > 0.1) continue;
      const bright = soft.values[i] ?? 0;
      row.count++;
      row.luma += bright;
      row.square += bright * bright;
      sum.blue += (rgba[i * 4 + 2] ?? 0) - (rgba[i * 4] ?? 0);
    }
    if (row.count === 0) continue;
    sum.count += row.count;
    sum.luma += row.luma;
    // Rows of a clear sky are even, however much it pales downwards.
    sum.spread += row.square - row.luma ** 2 / row.count;
  }
  const count = Math.max(1, sum.count);
  return (
    horizon / 4 < LOWEST_SKY * height &&
    sum.blue / count > SKY_BLUE &&
    sum.luma / count > SKY_LUMA &&
    Math.sqrt(Math.max(0, sum.spread) / count) > CLOUD_CONTRAST
  );
}

/** Whether the head of the subject is as finely textured as hair or fur is; helmets and robots are smooth. */
function hasHair({ subject, texture }: PictureFacts): boolean {
  if (!subject) return false;
  const { width } = texture;
  const end = subject.top / 4 + Math.min((subject.bottom - subject.top) / 4 / 6, width / 6);
  let sum = 0;
  let count = 0;
  for (let i = Math.floor(subject.top / 4) * width; i < end * width; i++) {
    if ((subject.alpha.values[i] ?? 0) < 0.9) continue;
    sum += texture.values[i] ?? 0;
    count++;
  }
  return sum / Math.max(1, count) >= LEAST_HAIR_TEXTURE;
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
