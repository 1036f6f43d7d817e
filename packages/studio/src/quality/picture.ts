import type { Picture } from '../pixels/picture.ts';

/** A finished picture kept for measuring. `ids` names the subject (index + 1) seen in each pixel, 0 for none. */
export interface MaskedPicture extends Picture {
  readonly ids: Uint8Array;
}

/** Brightness alone, 0..255. */
export interface LumaPlane {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

export function lumaPlane(picture: Picture): LumaPlane {
  const { width, height, rgba } = picture;
  const values = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < values.length; pixel++, at += 4) {
    values[pixel] = (rgba[at] ?? 0) * 0.3 + (rgba[at + 1] ?? 0) * 0.59 + (rgba[at + 2] ?? 0) * 0.11;
  }
  return { width, height, values };
}
