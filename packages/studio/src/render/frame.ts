/**
 * One picture being made. Row-major. The passes write in this order: background (sky, land, rooms), figures, water,
 * particles, post. All buffers belong to the frame and are reused from one frame to the next.
 */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** sRGB, 4 bytes a pixel, alpha always 255. */
  readonly rgba: Uint8ClampedArray;
  /** Metres along the view axis; FAR where there is only sky. */
  readonly depth: Float32Array;
  /** Subject index + 1 of the figure seen there, 0 for none; only when quality checks ask for it. */
  readonly ids: Uint8Array | null;
}

export const FAR = 1e9;

export function createFrame(width: number, height: number, withIds: boolean): Frame {
  const pixels = width * height;
  return {
    width,
    height,
    rgba: new Uint8ClampedArray(pixels * 4),
    depth: new Float32Array(pixels),
    ids: withIds ? new Uint8Array(pixels) : null,
  };
}
