import { clamp, mix, smoothstep } from '../maths/curves.ts';
import { boxBlur, gaussianBlur } from '../pixels/blur.ts';
import { guidedFilter } from '../pixels/guided-filter.ts';
import { distanceToMask } from '../pixels/morphology.ts';
import { type Plane, createPlane } from '../pixels/picture.ts';
import type { PictureFacts, SubjectFacts, SubjectPiece } from './analyse-picture.ts';

/** Nearness (see `Layer.nearness`) of what is behind and of the subject, at a quarter of the film's size. */
export interface PictureDepth {
  readonly ground: Plane;
  readonly subject: Plane | null;
  /** Row of the film at which the subject's distance meets the ground. */
  readonly contact: number;
}

/**
 * What stands above the horizon's row, under a sky and in a room. The sky itself is given no farther place: it has
 * nothing to show for it, and towers that rise into it would bend where their depth changed. The wall's is between
 * those of rendered streets and rooms (0.2 to 0.3), parks (0.1) and forests (0.35 to 0.5).
 */
const FAR_NEARNESS = 0.12;
const WALL_NEARNESS = 0.28;
/** Under a low skyline the land is seen edge-on: what stands on it is about as far as the subject. */
const EDGE_ON_NEARNESS = 0.62;
/** Shares of the height between horizon and foot between which a view goes from edge-on to open. */
const EDGE_ON_RANGE = [0.12, 0.42] as const;
const NEAREST = 1.6;
const FARTHEST = 0.05;
/** How far the middle of a subject bulges towards the camera: a person's half depth, seen from four metres. */
const RELIEF = 0.03;
/** A subject that is only suspected lifts the ground by this share of the way. */
const GHOST_LIFT = 0.5;

/**
 * The vertical prior: on a plane under the camera nearness grows in proportion to the rows below the horizon; above it
 * stands what is far. Smoothed within the colours of the picture, then bluntly, so that the mesh
 * bends softly.
 */
export function pictureDepth(
  facts: PictureFacts,
  heightPixels: number,
  suspected: Plane | null,
): PictureDepth {
  const { small, sky, subject, horizon } = facts;
  const { width, height } = small;
  const contact = contactRow(subject, horizon, heightPixels);
  const open = smoothstep(...EDGE_ON_RANGE, (contact - horizon) / heightPixels);
  const beyond = mix(EDGE_ON_NEARNESS, sky ? FAR_NEARNESS : WALL_NEARNESS, open);
  const raw = createPlane(width, height);
  for (let y = 0; y < height; y++) {
    const row = ((y + 0.5) / height) * heightPixels;
    const ground = (row - horizon) / (contact - horizon);
    // Rounded where ground and wall meet.
    const near = clamp(softMax(ground, beyond, 0.12), 0, NEAREST);
    for (let x = 0; x < width; x++) raw.values[y * width + x] = near;
  }
  if (suspected) liftSuspected(raw, suspected);
  const followed = guidedFilter(small, raw, { radius: Math.round(width / 22), epsilon: 4e-3 });
  const ground = boxBlur(boxBlur(followed, Math.round(width / 70)), Math.round(width / 70));
  const cards = subject ? cardsOf(subject, horizon / heightPixels, contact / heightPixels) : [];
  for (const card of cards.slice(1)) carryCrown(ground, card, facts.texture);
  for (const [number, card] of cards.entries())
    if (subject && !isCutOff(card.piece)) carryContact(ground, card, number === 0 ? subject.share : 0);
  for (let i = 0; i < ground.values.length; i++)
    ground.values[i] = clamp(ground.values[i] ?? 0, FARTHEST, NEAREST);
  return { ground, subject: subject ? bulge(subject, cards) : null, contact };
}

/** The row of the ground under the subject's foot; a subject cut off below stands on ground that is not in the picture. */
function contactRow(subject: SubjectFacts | null, horizon: number, height: number): number {
  const foot = subject ? (subject.isCutBelow ? height * 1.18 : subject.bottom) : height * 0.9;
  return Math.max(foot, horizon + height * 0.16);
}

/** A piece of the subject as a card that stands on the ground. */
interface Card {
  readonly piece: SubjectPiece;
  readonly nearness: number;
  /** Pixels of a quarter of the size to the nearest of the piece. */
  readonly around: Plane;
}

/** Between these a card's foot tells its nearness; beyond, it is likely to be something else. */
const CARD_RANGE = [0.4, 1.5] as const;

/** Upright things are as near from foot to top as the ground that they stand on. `horizon` and `contact` as shares of the height. */
function cardsOf({ pieces }: SubjectFacts, horizon: number, contact: number): Card[] {
  return pieces.map((piece, number) => ({
    piece,
    nearness: number === 0 ? 1 : nearnessByFoot(piece, horizon, contact),
    around: distanceToMask(piece.mask),
  }));
}

/**
 * 1 (as near as the subject) for what hangs in the air. A foot beyond the border is lower than what is seen of it: half
 * way from there to the subject's nearness beyond a side, at least that beyond the lower border.
 */
function nearnessByFoot(piece: SubjectPiece, horizon: number, contact: number): number {
  const near = ((piece.bottom + 1) / piece.mask.height - horizon) / (contact - horizon);
  if (isCutOff(piece)) return clamp(Math.max(near, mix(near, 1, 0.5)), ...CARD_RANGE);
  return near < CARD_RANGE[0] ? 1 : Math.min(near, CARD_RANGE[1]);
}

/** Whether the foot lies beyond the lower border or a side. */
function isCutOff({ mask, bottom }: SubjectPiece): boolean {
  const { width, height, values } = mask;
  const row = bottom * width;
  return bottom >= height - 2 || values[row] === 1 || values[row + width - 1] === 1;
}

function softMax(a: number, b: number, blend: number): number {
  const k = smoothstep(-blend, blend, a - b);
  return mix(b, a, k);
}

function liftSuspected(raw: Plane, suspected: Plane): void {
  const soft = gaussianBlur(suspected, raw.width / 40);
  for (let i = 0; i < raw.values.length; i++) {
    const here = raw.values[i] ?? 0;
    raw.values[i] = mix(here, Math.max(here, 1), (soft.values[i] ?? 0) * GHOST_LIFT);
  }
}

/** Close by, in shares of the picture's width, the ground around a foot is carried along fully. */
const CARRIED_FULLY = 0.02;
/** Where that ends: near a foot, and far from what lies, which is seen from above on ground as near as itself. */
const CARRIED_REACH = [0.13, 0.42] as const;
/** Width over height of a subject from standing (only its foot is on the ground) to lying (nearly all of it is). */
const LYING_RANGE = [0.8, 1.05] as const;
/** Share of the picture from which on a wide subject is a thing close by, seen from above, and not an animal on a field. */
const FILLING_RANGE = [0.22, 0.4] as const;
/** Share of the subject's height, from below, along which the ground touches it: standing and lying. */
const TOUCH_SHARES = [0.16, 0.9] as const;

/**
 * What touches the ground takes the ground there along: its contact shadow lies outside the matte, and would stay
 * behind when the subject moves. Brings the ground's nearness to the subject's around the foot, softly ending outwards
 * and upwards.
 */
function carryContact(ground: Plane, { piece, nearness, around }: Card, share: number): void {
  const { left, right, top, bottom } = piece;
  const { width, height, values } = ground;
  const wide = smoothstep(...LYING_RANGE, (right + 1 - left) / (bottom + 1 - top));
  const lying = wide * smoothstep(...FILLING_RANGE, share);
  const upper = bottom + 1 - (bottom + 1 - top) * mix(...TOUCH_SHARES, lying);
  const reach = mix(...CARRIED_REACH, lying);
  const middle = upper + (bottom + 1 - upper) * 0.35;
  for (let y = Math.max(0, Math.floor(upper)); y < height; y++) {
    const touch = smoothstep(upper, middle, y);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const close = 1 - smoothstep(CARRIED_FULLY, reach, (around.values[at] ?? 0) / width);
      if (close > 0) values[at] = mix(values[at] ?? 0, nearness, touch * close);
    }
  }
}

/** Height over mean width from which on a card is likely to be, and is, a trunk. */
const TRUNK_RANGE = [4, 6] as const;
/** How far a crown reaches from the trunk's end, in heights of the trunk: fully, and at most. */
const CROWN_REACH = [0.3, 0.75] as const;

/** Mean texture around a trunk's end at which leaves may be, and are, there: a pole in the sky has no crown. */
const LEAFY_RANGE = [0.008, 0.02] as const;

/**
 * Mattes of what stands beside the subject end where leaves begin: what spreads from the upper end of a trunk is as near
 * as the trunk.
 */
function carryCrown(ground: Plane, { piece, nearness, around }: Card, texture: Plane): void {
  const { width, height, values } = ground;
  const tall = piece.bottom + 1 - piece.top;
  const { pixelCount, middle } = trunkOf(piece);
  const slender = piece.top > 1 ? smoothstep(...TRUNK_RANGE, (tall * tall) / pixelCount) : 0;
  if (slender === 0) return;
  const reach = createPlane(width, height);
  let leaves = 0;
  let count = 0;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const close = 1 - smoothstep(...CROWN_REACH, Math.hypot(x - middle, y - piece.top) / tall);
      reach.values[at] = close;
      if (close < 1 || (around.values[at] ?? 0) < 2) continue;
      leaves += texture.values[at] ?? 0;
      count++;
    }
  const trunk = slender * smoothstep(...LEAFY_RANGE, leaves / Math.max(1, count));
  for (let i = 0; i < values.length; i++)
    values[i] = mix(values[i] ?? 0, nearness, trunk * (reach.values[i] ?? 0));
}

/** How many pixels a piece has, and the middle column of its uppermost tenth. */
function trunkOf({ mask, left, right, top, bottom }: SubjectPiece): {
  readonly pixelCount: number;
  readonly middle: number;
} {
  const upper = top + (bottom + 1 - top) * 0.1;
  let pixelCount = 0;
  let sum = 0;
  let count = 0;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      if (mask.values[y * mask.width + x] !== 1) continue;
      pixelCount++;
      if (y > upper) continue;
      sum += x;
      count++;
    }
  return { pixelCount, middle: sum / Math.max(1, count) };
}

/** Each card's nearness at its rim, a little more inside: what is round turns as round things do. */
function bulge({ alpha }: SubjectFacts, cards: readonly Card[]): Plane {
  const outside = createPlane(alpha.width, alpha.height);
  for (let i = 0; i < outside.values.length; i++) outside.values[i] = (alpha.values[i] ?? 0) < 0.5 ? 1 : 0;
  const depth = distanceToMask(outside);
  const reach = Math.max(6, Math.min(alpha.width, alpha.height) * 0.16);
  for (let i = 0; i < depth.values.length; i++) {
    const inward = clamp((depth.values[i] ?? 0) / reach);
    depth.values[i] = nearestCard(cards, i) * (1 + RELIEF * inward * (2 - inward));
  }
  return boxBlur(depth, Math.round(alpha.width / 60));
}

function nearestCard(cards: readonly Card[], i: number): number {
  let nearness = 1;
  let least = Infinity;
  for (const card of cards) {
    const distance = card.around.values[i] ?? 0;
    if (distance >= least) continue;
    least = distance;
    nearness = card.nearness;
  }
  return nearness;
}
