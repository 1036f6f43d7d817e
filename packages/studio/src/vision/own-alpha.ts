import { smoothstep } from '../maths/curves.ts';
import { type Picture, createPicture, createPlane } from '../pixels/picture.ts';
import type { Matte } from './vision.ts';

/** A cut-out has at least so much of it clear, and so much solid. */
const LEAST_CLEAR = 0.02;
const LEAST_SOLID = 0.004;
const PAPER = 221;

/** The matte that a cut-out picture brings along as its own transparency; null when it has none to speak of. */
export function ownAlpha({ width, height, rgba }: Picture): Matte | null {
  let clear = 0;
  let solid = 0;
  for (let at = 3; at < rgba.length; at += 4) {
    const alpha = rgba[at] ?? 0;
    if (alpha < 32) clear++;
    else if (alpha > 223) solid++;
  }
  const count = width * height;
  if (clear < count * LEAST_CLEAR || solid < count * LEAST_SOLID) return null;
  const alpha = createPlane(width, height);
  for (let i = 0; i < count; i++) alpha.values[i] = (rgba[i * 4 + 3] ?? 0) / 255;
  // Drawn glass or smoke is mostly half clear, and does not cut well.
  return { alpha, confidence: smoothstep(0.3, 0.7, (clear + solid) / count) };
}

/** The picture on light grey paper, for eyes that know no transparency; itself when it is solid. */
export function onPaper(picture: Picture): Picture {
  const { rgba, width, height } = picture;
  let isSolid = true;
  for (let at = 3; at < rgba.length && isSolid; at += 4) isSolid = rgba[at] === 255;
  if (isSolid) return picture;
  const out = createPicture(width, height);
  for (let at = 0; at < rgba.length; at += 4) {
    const k = (rgba[at + 3] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel++)
      out.rgba[at + channel] = (rgba[at + channel] ?? 0) * k + PAPER * (1 - k);
    out.rgba[at + 3] = 255;
  }
  return out;
}
