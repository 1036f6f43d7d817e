import { type Picture, createPicture } from '../pixels/picture.ts';
import { resizePicture } from '../pixels/resize.ts';
import type { PictureOptions } from './picture-plan.ts';

const SHORT_SIDE = { '720p': 720, '1080p': 1080 } as const satisfies Record<
  PictureOptions['pictureClass'],
  number
>;
/** A panorama longer than this gets a shorter short side instead. */
const LONGEST_ASPECT = 2.5;

/** The film's size from the picture's shape: even, the same shape to within a pixel, the short side 720 or 1080. */
export function filmSize(
  width: number,
  height: number,
  pictureClass: PictureOptions['pictureClass'],
): { readonly width: number; readonly height: number } {
  const scale = scaleOf(width, height, pictureClass);
  return { width: even(Math.round(width * scale)), height: even(Math.round(height * scale)) };
}

function scaleOf(width: number, height: number, pictureClass: PictureOptions['pictureClass']): number {
  const short = SHORT_SIDE[pictureClass];
  return Math.min(short / Math.min(width, height), (short * LONGEST_ASPECT) / Math.max(width, height));
}

function even(pixels: number): number {
  return Math.max(2, pixels - (pixels % 2));
}

/** The picture at the film's size, never stretched: an odd line is cut off. */
export function fitPicture(picture: Picture, pictureClass: PictureOptions['pictureClass']): Picture {
  const scale = scaleOf(picture.width, picture.height, pictureClass);
  const scaled = resizePicture(
    picture,
    Math.max(2, Math.round(picture.width * scale)),
    Math.max(2, Math.round(picture.height * scale)),
  );
  const width = even(scaled.width);
  const height = even(scaled.height);
  if (width === scaled.width && height === scaled.height) return scaled;
  const out = createPicture(width, height);
  for (let y = 0; y < height; y++)
    out.rgba.set(scaled.rgba.subarray(y * scaled.width * 4, (y * scaled.width + width) * 4), y * width * 4);
  return out;
}

/** The picture without its transparency: what shines through is white. */
export function onWhite(picture: Picture): Picture {
  const out = createPicture(picture.width, picture.height);
  const { rgba } = picture;
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 255;
    const white = 255 - alpha;
    for (let channel = at; channel < at + 3; channel++)
      out.rgba[channel] = ((rgba[channel] ?? 0) * alpha) / 255 + white;
    out.rgba[at + 3] = 255;
  }
  return out;
}
