/** The shape of a video: what every way of making one agrees on before the first picture. */
export interface Film {
  /** Even. */
  readonly width: number;
  /** Even. */
  readonly height: number;
  /** Whole pictures a second. */
  readonly fps: number;
  readonly frameCount: number;
}

/**
 * Draws picture `frame` (0-based) of a film into `rgba` (`width * height * 4` bytes, sRGB, alpha 255). Any order, any
 * thread: a picture depends on nothing but the plan and its number. Scratch memory belongs to the painter.
 */
export type FramePainter = (rgba: Uint8ClampedArray, frame: number) => void;
