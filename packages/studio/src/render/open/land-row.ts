/**
 * One row of land while it is painted. The passes over it are loops rather than calls per pixel: a call would have to
 * put every number it is given on the heap.
 */
export interface LandRow {
  /** Distance along the view axis; 0 where the row shows sky. */
  readonly z: Float64Array;
  /** World position, metres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Height of the ground, metres. */
  readonly bed: Float64Array;
  readonly red: Float64Array;
  readonly green: Float64Array;
  readonly blue: Float64Array;
  /** What the surface detail multiplies the colour by. */
  readonly gain: Float64Array;
  /** 1 where a road or path hides the turf. */
  readonly covered: Float64Array;
  /** Foam 0..1 on water, -1 on land. */
  readonly foam: Float64Array;
}

export function createLandRow(width: number): LandRow {
  const array = (): Float64Array => new Float64Array(width);
  return {
    z: array(),
    x: array(),
    y: array(),
    bed: array(),
    red: array(),
    green: array(),
    blue: array(),
    gain: array(),
    covered: array(),
    foam: array(),
  };
}
