import { createPicture } from '../pixels/picture.ts';
import type { Picture } from '../pixels/picture.ts';

/** H.264 with a quarter of the colours has even sides only: an odd column or row is left out, nothing is stretched. */
export function evenPicture(picture: Picture): Picture {
  const width = picture.width - (picture.width % 2);
  const height = picture.height - (picture.height % 2);
  if (width === picture.width && height === picture.height) return picture;
  const out = createPicture(width, height);
  for (let y = 0; y < height; y++) {
    const row = y * picture.width * 4;
    out.rgba.set(picture.rgba.subarray(row, row + width * 4), y * width * 4);
  }
  return out;
}
