/**
 * A small picture in which one figure is put together before it goes into the frame: surface direction, colour, cover
 * and nearness of each pixel. Lighting happens once, at the end, so hidden parts cost little.
 */
export interface FigureBuffer {
  /** Where it lies on the screen, and its size, pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels towards the viewer from the plane of the figure. */
  readonly nearness: Float32Array;
  /** Surface direction to the right and up; FLAT in `normalX` marks pixels of pictures, which bring their own shading. */
  readonly normalX: Float32Array;
  readonly normalY: Float32Array;
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
  readonly cover: Float32Array;
  /** The box of it that has been drawn into. */
  readonly used: { left: number; top: number; right: number; bottom: number };
}

export const FLAT = 9;
const EMPTY = -1e9;

let planes: Omit<FigureBuffer, 'left' | 'top' | 'width' | 'height' | 'used'> | null = null;

function planesFor(pixels: number): NonNullable<typeof planes> {
  if (planes !== null && planes.cover.length >= pixels) return planes;
  const plane = (): Float32Array => new Float32Array(pixels);
  planes = {
    nearness: plane(),
    normalX: plane(),
    normalY: plane(),
    red: plane(),
    green: plane(),
    blue: plane(),
    cover: plane(),
  };
  return planes;
}

/** An empty buffer over a box of the screen, or null when the box is off the screen. The memory is reused: one at a time. */
export function openFigureBuffer(
  box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
  screenWidth: number,
  screenHeight: number,
): FigureBuffer | null {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const width = Math.min(screenWidth, Math.ceil(box.right)) - left;
  const height = Math.min(screenHeight, Math.ceil(box.bottom)) - top;
  if (!(width > 0 && height > 0)) return null;
  const pixels = width * height;
  const memory = planesFor(pixels);
  memory.nearness.fill(EMPTY, 0, pixels);
  memory.cover.fill(0, 0, pixels);
  return { left, top, width, height, ...memory, used: { left: width, top: height, right: 0, bottom: 0 } };
}

/** Tells a buffer, in its own pixels, where something is drawn. */
export function touch(
  { used, width, height }: FigureBuffer,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  used.left = Math.max(0, Math.min(used.left, left));
  used.top = Math.max(0, Math.min(used.top, top));
  used.right = Math.min(width, Math.max(used.right, right));
  used.bottom = Math.min(height, Math.max(used.bottom, bottom));
}
