import sharp from 'sharp';
import { createPicture } from '../pixels/picture.ts';
import type { Picture } from '../pixels/picture.ts';

/** The longer side of a picture for measuring; films are hardly larger. */
const LONGEST_SIDE = 1600;

/** A picture file or an SVG of our own, upright and at most 1600 pixels long. Not for strangers' files. */
export async function loadPicture(source: string | Buffer): Promise<Picture> {
  const { data, info } = await sharp(source)
    .rotate()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = createPicture(info.width, info.height);
  picture.rgba.set(data);
  return picture;
}

/** A picture at another size, over white where it is clear. */
export async function scaledPicture(picture: Picture, width: number, height: number): Promise<Picture> {
  const raw = { width: picture.width, height: picture.height, channels: 4 as const };
  const data = await sharp(picture.rgba, { raw })
    .flatten({ background: '#fff' })
    .resize(width, height, { fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  const scaled = createPicture(width, height);
  scaled.rgba.set(data);
  return scaled;
}

/** A picture made larger at its right and lower border by repeating the last pixels; smaller sizes change nothing. */
export async function extendedPicture(picture: Picture, width: number, height: number): Promise<Picture> {
  const right = Math.max(0, width - picture.width);
  const bottom = Math.max(0, height - picture.height);
  const raw = { width: picture.width, height: picture.height, channels: 4 as const };
  const data = await sharp(picture.rgba, { raw })
    .extend({ right, bottom, extendWith: 'copy' })
    .raw()
    .toBuffer();
  const extended = createPicture(picture.width + right, picture.height + bottom);
  extended.rgba.set(data);
  return extended;
}
