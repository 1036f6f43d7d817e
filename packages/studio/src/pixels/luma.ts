import { type Picture, type Plane, createPlane } from './picture.ts';

/** Brightness 0..1 (Rec. 601 weights on the stored sRGB values: a guide for edges, not light). */
export function lumaOf(picture: Picture): Plane {
  const plane = createPlane(picture.width, picture.height);
  const { rgba } = picture;
  const { values } = plane;
  for (let i = 0, at = 0; i < values.length; i++, at += 4)
    values[i] =
      ((rgba[at] ?? 0) * 0.299 + (rgba[at + 1] ?? 0) * 0.587 + (rgba[at + 2] ?? 0) * 0.114) * (1 / 255);
  return plane;
}
