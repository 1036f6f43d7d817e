import { clamp, mix, smoothstep } from '../maths/curves.ts';
import { boxBlur, gaussianBlur } from '../pixels/blur.ts';
import { guidedFilter } from '../pixels/guided-filter.ts';
import { distanceToMask } from '../pixels/morphology.ts';
import { type Plane, createPlane } from '../pixels/picture.ts';
import type { PictureFacts, SubjectFacts } from './analyse-picture.ts';

/** Nearness (see `Layer.nearness`) of what is behind and of the subject, at a quarter of the film's size. */
export interface PictureDepth {
  readonly ground: Plane;
  readonly subject: Plane | null;
  /** Row of the film at which the subject's distance meets the ground. */
  readonly contact: number;
}

/**
 * What stands above the horizon's row, under a sky and in a room. The sky itself is given no farther place: it has
 * nothing to show for it, and towers that rise into it would bend where their depth changed.
 */
const FAR_NEARNESS = 0.12;
const WALL_NEARNESS = 0.42;
/** Under a low skyline the land is seen edge-on: what stands on it is about as far as the subject. */
const EDGE_ON_NEARNESS = 0.62;
/** Shares of the height between horizon and foot between which a view goes from edge-on to open. */
const EDGE_ON_RANGE = [0.12, 0.42] as const;
const NEAREST = 1.6;
const FARTHEST = 0.05;
/** How far the middle of a subject bulges towards the camera. */
const RELIEF = 0.07;
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
  if (subject && !subject.isCutBelow) carryContact(ground, subject);
  for (let i = 0; i < ground.values.length; i++)
    ground.values[i] = clamp(ground.values[i] ?? 0, FARTHEST, NEAREST);
  return { ground, subject: subject ? bulge(subject) : null, contact };
}

/** The row of the ground under the subject's foot; a subject cut off below stands on ground that is not in the picture. */
function contactRow(subject: SubjectFacts | null, horizon: number, height: number): number {
  const foot = subject ? (subject.isCutBelow ? height * 1.18 : subject.bottom) : height * 0.9;
  return Math.max(foot, horizon + height * 0.16);
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
function carryContact(ground: Plane, { alpha, left, right, top, bottom, share }: SubjectFacts): void {
  const { width, height, values } = ground;
  const around = distanceToMask(alpha);
  const wide = smoothstep(...LYING_RANGE, (right - left) / (bottom - top));
  const lying = wide * smoothstep(...FILLING_RANGE, share);
  const upper = (bottom - (bottom - top) * mix(...TOUCH_SHARES, lying)) / 4;
  const reach = mix(...CARRIED_REACH, lying);
  const middle = upper + (bottom / 4 - upper) * 0.35;
  for (let y = Math.max(0, Math.floor(upper)); y < height; y++) {
    const touch = smoothstep(upper, middle, y);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const close = 1 - smoothstep(CARRIED_FULLY, reach, (around.values[at] ?? 0) / width);
      if (close > 0) values[at] = mix(values[at] ?? 0, 1, touch * close);
    }
  }
}

/** Nearness 1 at the rim, a little more inside: what is round turns as round things do. */
function bulge(subject: SubjectFacts): Plane {
  const { alpha } = subject;
  const outside = createPlane(alpha.width, alpha.height);
  for (let i = 0; i < outside.values.length; i++) outside.values[i] = (alpha.values[i] ?? 0) < 0.5 ? 1 : 0;
  const depth = distanceToMask(outside);
  const reach = Math.max(6, Math.min(alpha.width, alpha.height) * 0.16);
  for (let i = 0; i < depth.values.length; i++) {
    const inward = clamp((depth.values[i] ?? 0) / reach);
    depth.values[i] = 1 + RELIEF * inward * (2 - inward);
  }
  return boxBlur(depth, Math.round(alpha.width / 60));
}
