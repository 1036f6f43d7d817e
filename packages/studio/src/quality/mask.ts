import type { MaskedPicture } from './picture.ts';

/** Where a subject is seen. Coordinates are fractions of the picture, 0..1. */
export interface MaskSight {
  /** Share of the picture. */
  readonly share: number;
  readonly centreX: number;
  readonly centreY: number;
}

/** What is seen of a subject, or null when nothing is. */
export function sightOf(picture: MaskedPicture, subject: number): MaskSight | null {
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
export function countPieces({ width, ids }: MaskedPicture, subject: number): number {
  const left = ids.map((id) => (id === subject + 1 ? 1 : 0));
  const sizes: number[] = [];
  for (let start = 0; start < left.length; start++) {
    if (left[start] === 1) sizes.push(takePiece(left, width, start));
  }
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  return sizes.filter((size) => size >= largest * CRUMB_SHARE).length;
}

/** Clears the piece that a pixel belongs to and tells how large it was. */
function takePiece(left: Uint8Array, width: number, start: number): number {
  const stack = [start];
  let size = 0;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (left[at] !== 1) continue;
    left[at] = 0;
    size++;
    const x = at % width;
    if (x > 0) stack.push(at - 1);
    if (x < width - 1) stack.push(at + 1);
    stack.push(at - width, at + width);
  }
  return size;
}
