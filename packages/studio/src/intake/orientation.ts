/** How stored pixels become the picture as shown: first transposed, then mirrored. One of the eight ways. */
export interface Orientation {
  readonly transposed: boolean;
  /** Columns, or rows, as shown, run against the stored ones. */
  readonly mirroredX: boolean;
  readonly mirroredY: boolean;
}

const UPRIGHT: Orientation = { transposed: false, mirroredX: false, mirroredY: false };
const MATRIX_BYTES = 36;

/**
 * Reads FFmpeg's display matrix: nine 32-bit integers, of which the stored x axis is shown along (m0, m1) and the y axis
 * along (m3, m4). Angles between quarter turns go to the nearest.
 */
export function readOrientation(matrix: Uint8Array | null): Orientation {
  if (!matrix || matrix.length < MATRIX_BYTES) return UPRIGHT;
  const view = new DataView(matrix.buffer, matrix.byteOffset, MATRIX_BYTES);
  const entry = (index: number): number => view.getInt32(index * 4, true);
  const [xx, xy, yx, yy] = [entry(0), entry(1), entry(3), entry(4)];
  if (Math.abs(xx) >= Math.abs(xy)) return { transposed: false, mirroredX: xx < 0, mirroredY: yy < 0 };
  return { transposed: true, mirroredX: yx < 0, mirroredY: xy < 0 };
}

/**
 * Copies stored rows into a picture as shown. `stored` and `shown` hold one pixel a number; rows of `stored` lie
 * `stride` pixels apart; `width` and `height` are the stored ones.
 */
export function orientPixels(
  stored: Uint32Array,
  stride: number,
  width: number,
  height: number,
  orientation: Orientation,
  shown: Uint32Array,
): void {
  const { transposed, mirroredX, mirroredY } = orientation;
  const shownWidth = transposed ? height : width;
  const shownHeight = transposed ? width : height;
  const stepX = (transposed ? stride : 1) * (mirroredX ? -1 : 1);
  const stepY = (transposed ? 1 : stride) * (mirroredY ? -1 : 1);
  // The stored pixel of the corner at the top left, as shown.
  const corner =
    (mirroredX ? (shownWidth - 1) * (transposed ? stride : 1) : 0) +
    (mirroredY ? (shownHeight - 1) * (transposed ? 1 : stride) : 0);
  let to = 0;
  for (let y = 0; y < shownHeight; y++) {
    let from = corner + y * stepY;
    for (let x = 0; x < shownWidth; x++, from += stepX) shown[to++] = stored[from] ?? 0;
  }
}
