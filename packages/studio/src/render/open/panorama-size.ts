export const BACKDROP_WIDTH = 5120;
export const BACKDROP_HEIGHT = 300;
/** Tangents of the elevation at the bottom and top rows. */
export const BACKDROP_LOW = -0.012;
export const BACKDROP_HIGH = 0.36;
