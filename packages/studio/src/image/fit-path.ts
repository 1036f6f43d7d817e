import type { Plane } from '../pixels/picture.ts';
import { type PictureCamera, picturePath } from './picture-camera.ts';
import type { PicturePose } from './picture-plan.ts';
import { type Point, pictureView, sourcePoint } from './picture-view.ts';

/** A path that the picture can bear. */
export interface FittedPath {
  readonly camera: readonly PicturePose[];
  readonly amplitude: number;
}

/** More of a side than this (of width or height) is not uncovered: the picture is stretched over it, which must not show. */
const LARGEST_REVEAL = 0.1;
const AMPLITUDES = [1, 0.88, 0.76, 0.64, 0.52, 0.42, 0.32, 0.22, 0.12] as const;
const SAMPLED_FRAMES = 9;
const SAMPLES_A_SIDE = 12;

/** The largest of a few amplitudes at which no side uncovers more than can be stretched over. */
export function fitPath(setup: PictureCamera, layers: readonly Plane[]): FittedPath {
  let camera: readonly PicturePose[] = [];
  let amplitude = 0;
  for (amplitude of AMPLITUDES) {
    camera = picturePath(setup, amplitude);
    const seen = seenBeyond(setup, camera, layers);
    const across = Math.max(seen.left, seen.right) / setup.width;
    const upward = Math.max(seen.top, seen.bottom) / setup.height;
    if (Math.max(across, upward) <= LARGEST_REVEAL) break;
  }
  return { camera, amplitude };
}

interface Revealed {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels beyond each border that come into the picture, over all frames and layers. */
function seenBeyond(
  setup: PictureCamera,
  camera: readonly PicturePose[],
  layers: readonly Plane[],
): Revealed {
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
