import type { Plane } from '../pixels/picture.ts';

/** Where a neck may be, in figure heights from the top; below it the body is looked for down to {@link BODY_END}. */
const NECK_FROM = 0.18;
const NECK_TO = 0.66;
const BODY_END = 0.9;
/** A neck is at most so wide against the head above it and the body below. */
const NECK_WIDTH = 0.86;
/** Shoulders are where the body first gets so wide against its widest. */
const SHOULDER_WIDTH = 0.7;

/** A figure read row by row: a head, a neck and a body with arms that lie close to it. */
export interface BodyProfile {
  readonly top: number;
  readonly bottom: number;
  readonly neckY: number;
  readonly shoulderY: number;
  /** Width of the body where it is widest. */
  readonly bodyWidth: number;
  /** By row of the matte: its first and its last column; -1 where there is none. */
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Null when the outline has no neck between a wider head and a wider body. */
export function readBodyProfile(alpha: Plane): BodyProfile | null {
  const { left, right, top, bottom } = readRows(alpha);
  const height = bottom - top;
  if (height < 16) return null;
  const widthAt = (y: number): number => (left[y] === -1 ? 0 : (right[y] ?? 0) - (left[y] ?? 0) + 1);
  const row = (share: number): number => Math.round(top + share * height);
  const widest = (from: number, to: number): number => {
    let most = 0;
    for (let y = from; y <= to; y++) most = Math.max(most, widthAt(y));
    return most;
  };
  let neckY = -1;
  let best = NECK_WIDTH;
  for (let y = row(NECK_FROM); y <= row(NECK_TO); y++) {
    const beside = Math.min(widest(top, y), widest(y, row(BODY_END)));
    const share = widthAt(y) / Math.max(1, beside);
    if (share >= best) continue;
    best = share;
    neckY = y;
  }
  if (neckY < 0) return null;
  const bodyWidth = widest(neckY, row(BODY_END));
  let shoulderY = neckY;
  while (shoulderY < row(BODY_END) && widthAt(shoulderY) < SHOULDER_WIDTH * bodyWidth) shoulderY++;
  return { top, bottom, neckY, shoulderY, bodyWidth, left, right };
}

/** By row the outermost columns of the matte. */
function readRows({ width, height, values }: Plane): Pick<BodyProfile, 'left' | 'right' | 'top' | 'bottom'> {
  const left = new Int32Array(height).fill(-1);
  const right = new Int32Array(height).fill(-1);
  let top = -1;
  let bottom = -1;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if ((values[i] ?? 0) < 0.5) continue;
      if (left[y] === -1) left[y] = x;
      right[y] = x;
      if (top < 0) top = y;
      bottom = y;
    }
  return { left, right, top, bottom };
}
