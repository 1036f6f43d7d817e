import type { Picture } from './picture.ts';

/** Where a subject is seen. Coordinates are fractions of the picture, 0..1. */
export interface MaskSight {
  /** Share of the picture. */
  readonly share: number;
  readonly centreX: number;
  readonly centreY: number;
}

/** What is seen of a subject, or null when nothing is. */
export function sightOf(picture: Picture, subject: number): MaskSight | null {
  const { width, height, ids } = picture;
  const id = subject + 1;
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ids[y * width + x] !== id) continue;
      count++;
      sumX += x;
      sumY += y;
    }
  }
  if (count === 0) return null;
  return {
    share: count / (width * height),
    centreX: (sumX / count + 0.5) / width,
    centreY: (sumY / count + 0.5) / height,
  };
}

/** Pieces smaller than this share of the largest are crumbs: an ear behind a bush. */
const CRUMB_SHARE = 0.12;

/** How many separate pieces of a subject are seen. */
export function countPieces(picture: Picture, subject: number): number {
  const { width, height, ids } = picture;
  const id = subject + 1;
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  const sizes: number[] = [];
  for (let start = 0; start < ids.length; start++) {
    if (ids[start] !== id || seen[start] === 1) continue;
    let size = 0;
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      size++;
      const x = at % width;
      const y = (at - x) / width;
      for (const next of [
        x > 0 ? at - 1 : at,
        x < width - 1 ? at + 1 : at,
        y > 0 ? at - width : at,
        y < height - 1 ? at + width : at,
      ]) {
        if (ids[next] !== id || seen[next] === 1) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    sizes.push(size);
  }
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  return sizes.filter((size) => size >= largest * CRUMB_SHARE).length;
}
