import type { CameraPose } from './shot.ts';

/** Focal length of the base lens as a share of the longer side of the picture; the renderer uses the same lens. */
const BASE_FOCAL = 0.87;

/** Size of the picture in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
}

/** An upright rectangle in the world, facing the camera: what a figure fills. `z` is its lower edge. */
export interface Stand {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly widthMetres: number;
  readonly heightMetres: number;
}

/** Edges as shares of the picture: 0 left and top, 1 right and bottom. Values outside 0..1 are out of frame. */
export interface ScreenBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Metres along the view axis. */
  readonly depth: number;
}

/** Metres of the world that the picture is high, per metre of distance, at zoom 1. */
export function frameHeightPerMetre(picture: Picture): number {
  return picture.height / focalPixels(picture);
}

/** Metres of the world that the picture is wide, per metre of distance, at zoom 1. */
export function frameWidthPerMetre(picture: Picture): number {
  return picture.width / focalPixels(picture);
}

export function focalPixels(picture: Picture): number {
  return BASE_FOCAL * Math.max(picture.width, picture.height);
}

/** Where an upright rectangle lands in the picture, or null when it is behind the camera. */
export function screenBox(pose: CameraPose, picture: Picture, stand: Stand): ScreenBox | null {
  const focal = focalPixels(picture) * pose.zoom;
  const dx = stand.x - pose.x;
  const dy = stand.y - pose.y;
  const depth = dx * Math.sin(pose.yaw) + dy * Math.cos(pose.yaw);
  if (depth < 0.05) return null;
  const side = dx * Math.cos(pose.yaw) - dy * Math.sin(pose.yaw);
  const scale = focal / depth;
  const centre = 0.5 + (side * scale) / picture.width;
  const halfWidth = (stand.widthMetres * scale) / (2 * picture.width);
  const horizon = 0.5 + (Math.tan(pose.pitch) * focal) / picture.height;
  const bottom = horizon + ((pose.z - stand.z) * scale) / picture.height;
  return {
    left: centre - halfWidth,
    right: centre + halfWidth,
    top: bottom - (stand.heightMetres * scale) / picture.height,
    bottom,
    depth,
  };
}

export function boxesOverlap(a: ScreenBox, b: ScreenBox, margin: number): boolean {
  return (
    a.left < b.right + margin &&
    a.right > b.left - margin &&
    a.top < b.bottom + margin &&
    a.bottom > b.top - margin
  );
}
