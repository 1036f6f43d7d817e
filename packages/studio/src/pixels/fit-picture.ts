import { createPicture } from './picture.ts';
import type { Picture } from './picture.ts';
import { resizePicture } from './resize.ts';

const SHORT_SIDE = { '720p': 720, '1080p': 1080 } as const;
/** A class of films names the shorter side of their pictures in pixels. */
export type PictureClass = keyof typeof SHORT_SIDE;
/** A panorama longer than this gets a shorter short side instead. */
const LONGEST_ASPECT = 2.5;

/**
 * The picture at a film's size: its own shape, the short side 720 or 1080, both sides even (an odd line is cut off, nothing
 * is stretched), opaque (what shines through is white).
 */
export function fitPicture(picture: Picture, pictureClass: PictureClass): Picture {
  return fitWithAlpha(flatten(picture), pictureClass);
}

/** {@link fitPicture} with the picture's own transparency kept. */
export function fitWithAlpha(picture: Picture, pictureClass: PictureClass): Picture {
  const short = SHORT_SIDE[pictureClass];
  const scale = Math.min(
    short / Math.min(picture.width, picture.height),
    (short * LONGEST_ASPECT) / Math.max(picture.width, picture.height),
  );
  const scaled = resizePicture(
    picture,
    Math.max(2, Math.round(picture.width * scale)),
    Math.max(2, Math.round(picture.height * scale)),
  );
  const out = createPicture(scaled.width - (scaled.width % 2), scaled.height - (scaled.height % 2));
  for (let y = 0; y < out.height; y++)
    out.rgba.set(
      scaled.rgba.subarray(y * scaled.width * 4, (y * scaled.width + out.width) * 4),
      y * out.width * 4,
    );
  return out;
}

function flatten({ width, height, rgba }: Picture): Picture {
  const out = createPicture(width, height);
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 255;
    for (let channel = at; channel < at + 3; channel++)
      out.rgba[channel] = ((rgba[channel] ?? 0) * alpha) / 255 + 255 - alpha;
    out.rgba[at + 3] = 255;
  }
  return out;
}
