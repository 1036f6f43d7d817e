import type { Plane } from '../pixels/picture.ts';
import { type PictureCamera, picturePath } from './picture-camera.ts';
import type { Margins, PicturePose } from './picture-plan.ts';
import { type Point, pictureView, sourcePoint } from './picture-view.ts';

/** A path that the picture can bear, and how far beyond its borders the path looks. */
export interface FittedPath {
  readonly camera: readonly PicturePose[];
  readonly amplitude: number;
  readonly margins: Margins;
}

/** More of a side than this (of width or height) is not made up. */
const LARGEST_MARGIN = 0.13;
const AMPLITUDES = [1, 0.88, 0.76, 0.64, 0.52, 0.42, 0.32, 0.22, 0.12] as const;
/** Pixels of made-up border kept in reserve, for local motion and soft edges. */
const RESERVE = 6;
const SAMPLED_FRAMES = 9;
const SAMPLES_A_SIDE = 12;

/** The largest of a few amplitudes at which no side uncovers more than can be continued well. */
export function fitPath(setup: PictureCamera, layers: readonly Plane[]): FittedPath {
  let camera: readonly PicturePose[] = [];
  let amplitude = 0;
  let seen = { left: 0, top: 0, right: 0, bottom: 0 };
  for (amplitude of AMPLITUDES) {
    camera = picturePath(setup, amplitude);
    seen = seenBeyond(setup, camera, layers);
    const across = Math.max(seen.left, seen.right) / setup.width;
    const upward = Math.max(seen.top, seen.bottom) / setup.height;
    if (Math.max(across, upward) <= LARGEST_MARGIN) break;
  }
  return {
    camera,
    amplitude,
    margins: {
      left: marginFor(seen.left),
      top: marginFor(seen.top),
      right: marginFor(seen.right),
      bottom: marginFor(seen.bottom),
    },
  };
}

/** Whole pixels, and none for a rounding error. */
function marginFor(pixels: number): number {
  return pixels < 0.5 ? 0 : Math.ceil(pixels) + RESERVE;
}

/** Pixels beyond each border that come into the picture, over all frames and layers. */
function seenBeyond(setup: PictureCamera, camera: readonly PicturePose[], layers: readonly Plane[]): Margins {
  const { width, height } = setup;
  const seen = { left: 0, top: 0, right: 0, bottom: 0 };
  const point: Point = { x: 0, y: 0 };
  const look = (pose: PicturePose, nearness: Plane): void => {
    const view = pictureView(pose, width, height);
    for (let side = 0; side <= SAMPLES_A_SIDE * 4; side++) {
      const along = (side % (SAMPLES_A_SIDE + 1)) / SAMPLES_A_SIDE;
      const edge = Math.floor(side / (SAMPLES_A_SIDE + 1));
      const x = edge === 0 ? 0 : edge === 1 ? width : along * width;
      const y = edge === 2 ? 0 : edge === 3 ? height : along * height;
      sourcePoint(view, nearness, x, y, point);
      seen.left = Math.max(seen.left, -point.x);
      seen.top = Math.max(seen.top, -point.y);
      seen.right = Math.max(seen.right, point.x - width);
      seen.bottom = Math.max(seen.bottom, point.y - height);
    }
  };
  // A trembling hand turns anywhere at any time; other moves go out from rest.
  const step = setup.moves.includes('shake') ? 1 : Math.max(1, Math.floor(camera.length / SAMPLED_FRAMES));
  for (let frame = camera.length - 1; frame > 0; frame -= step) {
    const pose = camera[frame];
    if (pose) for (const nearness of layers) look(pose, nearness);
  }
  return seen;
}
