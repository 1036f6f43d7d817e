import { clamp } from '../maths/curves.ts';
import { gaussianBlur } from '../pixels/blur.ts';
import { fillHole } from '../pixels/fill-hole.ts';
import { dilate } from '../pixels/morphology.ts';
import { type Picture, type Plane, createPicture, createPlane } from '../pixels/picture.ts';

/** Pixels by which the cut lies outside the matte, and over which it is soft. */
const CUT_OUTSET = 1.5;
const CUT_SOFTNESS = 1;
/** Below this the subject does not show and what is behind must be whole. */
const UNSEEN_ALPHA = 0.03;
/** Further pixels that are filled anew behind the subject: its light spills over them. */
const HOLE_OUTSET = 4;

/** What is behind, whole, and the subject premultiplied. */
export interface CutLayers {
  readonly ground: Picture;
  readonly subject: Picture | null;
}

/**
 * Takes a picture apart. The subject's colours are solved so that laying it over the filled ground gives the picture
 * back: where the cut is soft, the old ground's colour is taken out of it.
 */
export function cutLayers(picture: Picture, alpha: Plane | null, seed: number): CutLayers {
  if (!alpha) return { ground: picture, subject: null };
  const cut = cutEdge(alpha);
  const hole = dilate(
    maskOf(cut, (value) => value > UNSEEN_ALPHA),
    HOLE_OUTSET,
  );
  const ground = fillHole(picture, hole, { seed });
  return { ground, subject: premultiplied(picture, ground, cut) };
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
