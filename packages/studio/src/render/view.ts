import type { CameraPose, Shot } from '../scene/shot.ts';

/** The camera of one frame with what every pass needs precomputed. Roll is applied at the end, in post. */
export interface View {
  readonly frame: number;
  /** Seconds of film since the start, and of story (film x timeScale). */
  readonly seconds: number;
  readonly storySeconds: number;
  readonly pose: CameraPose;
  /** Focal length in pixels, zoom included. */
  readonly focal: number;
  /** Screen row of the horizon; grows when the camera looks up. */
  readonly horizon: number;
  readonly centreX: number;
  readonly sinYaw: number;
  readonly cosYaw: number;
}

/** Focal length of the base lens as a fraction of the longer side (about a 60 degree field across). */
const BASE_FOCAL = 0.87;

export function viewAt(shot: Shot, frame: number): View {
  const pose = shot.camera[Math.min(frame, shot.camera.length - 1)];
  if (!pose) throw new RangeError('a shot needs at least one camera pose');
  const focal = BASE_FOCAL * Math.max(shot.width, shot.height) * pose.zoom;
  const seconds = frame / shot.fps;
  return {
    frame,
    seconds,
    storySeconds: seconds * shot.timeScale,
    pose,
    focal,
    horizon: shot.height / 2 + Math.tan(pose.pitch) * focal,
    centreX: shot.width / 2,
    sinYaw: Math.sin(pose.yaw),
    cosYaw: Math.cos(pose.yaw),
  };
}

/** Where a world point lands: x, y in pixels, depth in metres along the view (<= 0 is behind), scale in pixels per metre. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
  readonly scale: number;
}

export function project(view: View, x: number, y: number, z: number): Projected {
  const dx = x - view.pose.x;
  const dy = y - view.pose.y;
  const depth = dx * view.sinYaw + dy * view.cosYaw;
  const side = dx * view.cosYaw - dy * view.sinYaw;
  const scale = view.focal / depth;
  return { x: view.centreX + side * scale, y: view.horizon + (view.pose.z - z) * scale, depth, scale };
}
