import type { PictureClass } from '../pixels/fit-picture.ts';

const SIZES = {
  '16:9': { '720p': { width: 1280, height: 720 }, '1080p': { width: 1920, height: 1080 } },
  '9:16': { '720p': { width: 720, height: 1280 }, '1080p': { width: 1080, height: 1920 } },
  '1:1': { '720p': { width: 720, height: 720 }, '1080p': { width: 1080, height: 1080 } },
} as const;

/** Pixels of a picture of an aspect ratio in a class: the class names the shorter side. */
export function sizeOf(
  aspect: '16:9' | '9:16' | '1:1',
  sizeClass: PictureClass,
): { readonly width: number; readonly height: number } {
  return SIZES[aspect][sizeClass];
}
