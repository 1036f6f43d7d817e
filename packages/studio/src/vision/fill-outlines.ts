import { maskPieces } from '../pixels/morphology.ts';
import { type Plane, createPlane } from '../pixels/picture.ts';

/** Holes that are at least such a share of the matte make it an outline. An arm akimbo encloses 0.05. */
const OUTLINE_SHARE = 0.12;

/**
 * Fills a matte that is only the outline of its subject, as the network sees a line drawing on paper: white legs
 * between two strokes are legs. A matte with less in its holes comes back as it is.
 */
export function fillOutlines(matte: Plane): Plane {
  const outside = createPlane(matte.width, matte.height);
  let insideCount = 0;
  for (let i = 0; i < matte.values.length; i++) {
    const isInside = (matte.values[i] ?? 0) >= 0.5;
    outside.values[i] = isInside ? 0 : 1;
    if (isInside) insideCount++;
  }
  const { labels, pieces } = maskPieces(outside);
  const holes = pieces.filter(
    ({ left, top, right, bottom }) =>
      left > 0 && top > 0 && right < matte.width - 1 && bottom < matte.height - 1,
  );
  const holeCount = holes.reduce((sum, { pixelCount }) => sum + pixelCount, 0);
  if (holeCount < insideCount * OUTLINE_SHARE) return matte;
  const filled = new Set(holes.map(({ label }) => label));
  const out = createPlane(matte.width, matte.height);
  for (let i = 0; i < labels.length; i++)
    out.values[i] = filled.has(labels[i] ?? 0) ? 1 : (matte.values[i] ?? 0);
  return out;
}
