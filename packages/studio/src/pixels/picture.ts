/** A picture in memory: sRGB, row-major, 4 bytes a pixel. Alpha is 255 unless a function says otherwise. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** `width * height * 4` bytes. May lie in shared memory. */
  readonly rgba: Uint8ClampedArray;
}

/** One number a pixel, row-major. The range is said where a plane is made (mattes and masks: 0..1). */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export function createPicture(width: number, height: number): Picture {
  return { width, height, rgba: new Uint8ClampedArray(new SharedArrayBuffer(width * height * 4)) };
}

export function createPlane(width: number, height: number): Plane {
  return {
    width,
    height,
    values: new Float32Array(new SharedArrayBuffer(width * height * Float32Array.BYTES_PER_ELEMENT)),
  };
}
