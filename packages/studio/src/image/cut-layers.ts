import { clamp } from '../maths/curves.ts';
import { gaussianBlur } from '../pixels/blur.ts';
import { fillHole } from '../pixels/fill-hole.ts';
import { dilate, distanceToMask } from '../pixels/morphology.ts';
import { type Picture, type Plane, createPicture, createPlane } from '../pixels/picture.ts';
import type { Margins } from './picture-plan.ts';

/** Pixels by which the cut lies outside the matte, and over which it is soft. */
const CUT_OUTSET = 1.5;
const CUT_SOFTNESS = 1;
/** Below this the subject does not show and what is behind must be whole. */
const UNSEEN_ALPHA = 0.03;
/** Further pixels that are filled anew behind the subject: its light spills over them. */
const HOLE_OUTSET = 4;

/** What is behind, whole, and the subject premultiplied; both larger than the picture by the margins. */
export interface CutLayers {
  readonly ground: Picture;
  readonly subject: Picture | null;
}

/**
 * Takes a picture apart. The subject's colours are solved so that laying it over the filled ground gives the picture
 * back: where the cut is soft, the old ground's colour is taken out of it.
 */
export function cutLayers(picture: Picture, alpha: Plane | null, margins: Margins, seed: number): CutLayers {
  if (!alpha) return { ground: continueGround(picture, margins, seed), subject: null };
  const edge = cutEdge(alpha);
  const hole = dilate(
    maskOf(edge, (value) => value > UNSEEN_ALPHA),
    HOLE_OUTSET,
  );
  const filled = fillHole(picture, hole, { seed });
  const ground = continueGround(filled, margins, seed);
  const cut = repeatBeyond(edge, margins);
  const wide = mirrorBeyond(picture, margins);
  const beyond = outsideOf(wide, picture, margins);
  return { ground, subject: premultiplied(continueSubject(wide, beyond, cut, seed), ground, cut) };
}

/** Made-up borders take their texture from within so many times their own width, or a cat would look in from the side. */
const SOURCE_REACH = 2.5;
const LEAST_REACH = 40;

/** The ground with its borders continued. */
function continueGround(picture: Picture, margins: Margins, seed: number): Picture {
  const widest = Math.max(margins.left, margins.top, margins.right, margins.bottom);
  const wide = mirrorBeyond(picture, margins);
  if (widest === 0) return wide;
  const hole = outsideOf(wide, picture, margins);
  const reach = widest * SOURCE_REACH + LEAST_REACH;
  const avoid = maskOf(distanceToMask(hole), (distance) => distance > reach);
  return fillHole(wide, hole, { seed, avoid, isGuess: true });
}

/** The matte a little outside itself: a rim of ground on the subject is less seen than a rim of subject on the ground. */
function cutEdge(alpha: Plane): Plane {
  const outer = gaussianBlur(dilate(alpha, CUT_OUTSET), CUT_SOFTNESS);
  for (let i = 0; i < outer.values.length; i++)
    outer.values[i] = clamp(Math.max(outer.values[i] ?? 0, alpha.values[i] ?? 0));
  return outer;
}

function maskOf(plane: Plane, isIn: (value: number) => boolean): Plane {
  const out = createPlane(plane.width, plane.height);
  for (let i = 0; i < out.values.length; i++) out.values[i] = isIn(plane.values[i] ?? 0) ? 1 : 0;
  return out;
}

function wideSize(size: { readonly width: number; readonly height: number }, margins: Margins) {
  return {
    width: size.width + margins.left + margins.right,
    height: size.height + margins.top + margins.bottom,
  };
}

/** The picture with its borders mirrored outwards: the first guess of what lies there. */
function mirrorBeyond(picture: Picture, margins: Margins): Picture {
  const { width, height } = wideSize(picture, margins);
  const out = createPicture(width, height);
  const from = new Int32Array(picture.rgba.buffer, picture.rgba.byteOffset, picture.width * picture.height);
  const to = new Int32Array(out.rgba.buffer, 0, width * height);
  for (let y = 0; y < height; y++) {
    const row = mirrored(y - margins.top, picture.height) * picture.width;
    for (let x = 0; x < width; x++)
      to[y * width + x] = from[row + mirrored(x - margins.left, picture.width)] ?? 0;
  }
  return out;
}

function mirrored(index: number, count: number): number {
  const folded = index < 0 ? -1 - index : index;
  return folded < count ? folded : Math.max(0, 2 * count - 1 - folded);
}

/** A plane with its border values repeated outwards: a body that is cut off goes on. */
function repeatBeyond(plane: Plane, margins: Margins): Plane {
  const { width, height } = wideSize(plane, margins);
  const out = createPlane(width, height);
  for (let y = 0; y < height; y++) {
    const row = clamp(y - margins.top, 0, plane.height - 1) * plane.width;
    for (let x = 0; x < width; x++)
      out.values[y * width + x] = plane.values[row + clamp(x - margins.left, 0, plane.width - 1)] ?? 0;
  }
  return out;
}

function outsideOf(wide: Picture, picture: Picture, margins: Margins): Plane {
  const out = createPlane(wide.width, wide.height);
  out.values.fill(1);
  for (let y = 0; y < picture.height; y++) {
    const start = (y + margins.top) * wide.width + margins.left;
    out.values.fill(0, start, start + picture.width);
  }
  return out;
}

/** Colours of the part of the subject that lies beyond the border, from the subject itself. */
function continueSubject(wide: Picture, beyond: Plane, cut: Plane, seed: number): Picture {
  const hole = createPlane(cut.width, cut.height);
  let any = false;
  for (let i = 0; i < hole.values.length; i++) {
    if (beyond.values[i] !== 1 || (cut.values[i] ?? 0) <= UNSEEN_ALPHA) continue;
    hole.values[i] = 1;
    any = true;
  }
  if (!any) return wide;
  const avoid = maskOf(cut, (value) => value < 0.9);
  return fillHole(wide, hole, { seed: seed ^ 0x5eed, avoid, isGuess: true });
}

/** Below this alpha the colour cannot be solved for: noise would be divided by almost nothing. */
const SOLVABLE_ALPHA = 0.15;

function premultiplied(picture: Picture, ground: Picture, cut: Plane): Picture {
  const out = createPicture(picture.width, picture.height);
  for (let i = 0, at = 0; i < cut.values.length; i++, at += 4) {
    const alpha = cut.values[i] ?? 0;
    if (alpha <= UNSEEN_ALPHA) continue;
    const solved = clamp(alpha / SOLVABLE_ALPHA);
    for (let channel = at; channel < at + 3; channel++) {
      const seen = picture.rgba[channel] ?? 0;
      // What the layer must add to the ground that shines through, no brighter or darker than its alpha allows.
      const exact = clamp(seen - (1 - alpha) * (ground.rgba[channel] ?? 0), 0, 255 * alpha);
      out.rgba[channel] = exact * solved + seen * alpha * (1 - solved);
    }
    out.rgba[at + 3] = alpha * 255;
  }
  return out;
}
