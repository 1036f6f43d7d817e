import { focalPixels } from '../scene/framing.ts';
import type { Plane } from '../pixels/picture.ts';
import type { PicturePose } from './picture-plan.ts';

/** A camera pose made ready for many points: where does what is seen at a pixel come from in the picture at rest? */
export interface PictureView {
  readonly pose: PicturePose;
  readonly focal: number;
  readonly centreX: number;
  readonly centreY: number;
  readonly cosRoll: number;
  readonly sinRoll: number;
  readonly cosPitch: number;
  readonly sinPitch: number;
  readonly cosYaw: number;
  readonly sinYaw: number;
}

export interface Point {
  x: number;
  y: number;
}

export function pictureView(pose: PicturePose, width: number, height: number): PictureView {
  return {
    pose,
    focal: focalPixels({ width, height }),
    centreX: width / 2,
    centreY: height / 2,
    cosRoll: Math.cos(pose.roll),
    sinRoll: Math.sin(pose.roll),
    cosPitch: Math.cos(pose.pitch),
    sinPitch: Math.sin(pose.pitch),
    cosYaw: Math.cos(pose.yaw),
    sinYaw: Math.sin(pose.yaw),
  };
}

/** Rounds of looking up how near the found point is. Nearness is smooth, so each brings the error down by far. */
const ROUNDS = 3;

/**
 * The point of the picture at rest that is seen at (x, y), all in pixels of the film. A ray is laid through the pixel
 * and met with the plane at the found point's depth. Writes to `into` and returns the nearness there.
 */
export function sourcePoint(view: PictureView, nearness: Plane, x: number, y: number, into: Point): number {
  const { pose, focal, centreX, centreY } = view;
  const lens = 1 / (focal * pose.zoom);
  const dx = (x - centreX) * lens;
  const dy = (y - centreY) * lens;
  const a = dx * view.cosRoll + dy * view.sinRoll;
  const b = dy * view.cosRoll - dx * view.sinRoll;
  const down = b * view.cosPitch - view.sinPitch;
  const ahead = view.cosPitch + b * view.sinPitch;
  const side = a * view.cosYaw + ahead * view.sinYaw;
  const depth = ahead * view.cosYaw - a * view.sinYaw;
  const rayX = side / depth;
  const rayY = down / depth;
  let near = sampleQuarter(nearness, x, y);
  for (let round = 0; round < ROUNDS; round++) {
    const left = 1 - pose.forward * near;
    into.x = centreX + focal * (pose.right * near + left * rayX);
    into.y = centreY + focal * (left * rayY - pose.up * near);
    near = sampleQuarter(nearness, into.x, into.y);
  }
  return near;
}

/** The other way about: where a point of the picture at rest is seen. */
export function seenPoint(view: PictureView, nearness: number, x: number, y: number, into: Point): void {
  const { pose, focal, centreX, centreY } = view;
  const side = (x - centreX) / focal - pose.right * nearness;
  const down = (y - centreY) / focal + pose.up * nearness;
  const depth = 1 - pose.forward * nearness;
  const across = side * view.cosYaw - depth * view.sinYaw;
  const ahead = side * view.sinYaw + depth * view.cosYaw;
  const below = down * view.cosPitch + ahead * view.sinPitch;
  const lens = (focal * pose.zoom) / (ahead * view.cosPitch - down * view.sinPitch);
  into.x = centreX + (across * view.cosRoll - below * view.sinRoll) * lens;
  into.y = centreY + (below * view.cosRoll + across * view.sinRoll) * lens;
}

/** Bilinear sample of a plane at a quarter of the film's size, by film pixels; the border goes on outside. */
export function sampleQuarter(plane: Plane, x: number, y: number): number {
  const { width, height, values } = plane;
  const u = Math.min(width - 1.001, Math.max(0, x * 0.25 - 0.5));
  const v = Math.min(height - 1.001, Math.max(0, y * 0.25 - 0.5));
  const column = u | 0;
  const row = v | 0;
  const at = row * width + column;
  const kx = u - column;
  const ky = v - row;
  const a = values[at] ?? 0;
  const b = values[at + 1] ?? 0;
  const c = values[at + width] ?? 0;
  const d = values[at + width + 1] ?? 0;
  const upper = a + (b - a) * kx;
  return upper + (c + (d - c) * kx - upper) * ky;
}
