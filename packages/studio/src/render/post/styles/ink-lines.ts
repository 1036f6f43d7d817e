import type { Frame } from '../../frame.ts';
import { blurGray, meanGray } from '../box-blur.ts';
import type { Scratch } from '../scratch.ts';

/** Rows of a picture over the radius within which it is judged how busy the surroundings are. */
const SURROUNDINGS = 20;
/** A line is drawn where darkness exceeds so many times the deviation around it: grass and leaves get few. */
const OVER_USUAL = 1.55;

/**
 * Fills `scratch.edges` with 0 (paper) .. 1 (ink): dark sides of tone edges (difference of two blurs of `scratch.gray`)
 * and the outlines of things by their depth.
 */
export function drawInkLines(frame: Frame, scratch: Scratch, sensitivity: number): void {
  const { paint, gray, graySpare, edges, paintSpare } = scratch;
  const { width, height } = paint;
  const wide = paintSpare.data.subarray(0, gray.length);
  const usual = paintSpare.data.subarray(gray.length, gray.length * 2);
  edges.set(gray);
  wide.set(gray);
  if (height > 300) blurGray(edges, graySpare, width, height, 1);
  blurGray(wide, graySpare, width, height, Math.max(2, Math.round(height / 130)));
  for (let i = 0; i < edges.length; i++) {
    const dark = (wide[i] ?? 0) - (edges[i] ?? 0);
    edges[i] = dark;
    usual[i] = dark * dark;
  }
  meanGray(usual, graySpare, width, height, Math.max(2, Math.round(height / SURROUNDINGS)));
  for (let i = 0; i < edges.length; i++) {
    const line = (((edges[i] ?? 0) - Math.sqrt(usual[i] ?? 0) * OVER_USUAL) * sensitivity - 3) / 10;
    edges[i] = line > 1 ? 1 : line < 0 ? 0 : line;
  }
  addOutlines(frame, scratch);
  if (scratch.paintStep === 1) soften(scratch);
}

/** Lines of a single pixel look torn: small pictures get theirs smoothed, as enlarging does for the others. */
function soften({ edges, graySpare, paint }: Scratch): void {
  const { width } = paint;
  graySpare.set(edges);
  for (let at = width + 1; at < edges.length - width - 1; at++) {
    const beside = (graySpare[at - 1] ?? 0) + (graySpare[at + 1] ?? 0);
    const over = (graySpare[at - width] ?? 0) + (graySpare[at + width] ?? 0);
    edges[at] = (graySpare[at] ?? 0) * 0.5 + (beside + over) * 0.125;
  }
}

/** A neighbour farther by this share of the distance starts an outline. */
const DEPTH_STEP = 0.1;
/** Beyond this the ground meets the sky in haze, and no one draws an outline there. */
const OUTLINE_LIMIT_METRES = 70;
/** From here on lines grow faint: the horizon would otherwise be ruled across the whole picture. */
const FADE_METRES = 30;
const FAR_FAINTNESS = 0.7;

function addOutlines(frame: Frame, scratch: Scratch): void {
  const { depth, width, height } = frame;
  const { paint, edges, paintStep: step } = scratch;
  for (let y = 1; y < paint.height - 1; y++) {
    const row = Math.min(height - 1 - step, y * step) * width;
    for (let x = 1; x < paint.width - 1; x++) {
      const pixel = row + Math.min(width - 1 - step, x * step);
      const here = depth[pixel] ?? 0;
      const at = y * paint.width + x;
      if (here > FADE_METRES) {
        const faint =
          here > OUTLINE_LIMIT_METRES ? 1 : (here - FADE_METRES) / (OUTLINE_LIMIT_METRES - FADE_METRES);
        edges[at] = (edges[at] ?? 0) * (1 - FAR_FAINTNESS * faint);
        if (faint === 1) continue;
      }
      // The slanting ground changes depth steadily; the second difference leaves only true steps.
      const limit = here * 6;
      const left = Math.min(limit, depth[pixel - step] ?? 0);
      const right = Math.min(limit, depth[pixel + step] ?? 0);
      const up = Math.min(limit, depth[pixel - width * step] ?? 0);
      const down = Math.min(limit, depth[pixel + width * step] ?? 0);
      const bend = Math.max(left + right - here * 2, up + down - here * 2) / here;
      if (bend <= DEPTH_STEP) continue;
      // The nearer thing carries the line; it thins out with the distance.
      const line = Math.min(0.95, (bend - DEPTH_STEP) * 5) * Math.min(1, 1.15 - here / OUTLINE_LIMIT_METRES);
      if (line > (edges[at] ?? 0)) edges[at] = line;
    }
  }
}
