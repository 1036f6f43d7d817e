import { cameraPath } from './camera-path.ts';
import type { CameraSetup } from './camera-path.ts';
import { screenBox } from './framing.ts';
import type { Picture } from './framing.ts';
import { standAt } from './motion.ts';
import type { Track } from './motion.ts';
import type { CameraPose } from './shot.ts';

/** Smallest margin between a figure and the edge of the picture, as a share of the picture. */
const MARGIN = 0.02;
/** Moves may be damped to this share of their size before the camera steps back instead. */
const SMALLEST_AMPLITUDE = 0.55;

/** Damps the moves, steps back and widens the lens, in this order, until everyone is in the picture from first to last. */
export function fitCamera(
  setup: CameraSetup,
  tracks: readonly Track[],
  picture: Picture,
  mustSee: number,
): CameraPose[] {
  let { distance, zoom, amplitude } = setup;
  const { reach } = setup.bounds;
  if (distance > reach) {
    zoom *= Math.max(0.6, reach / distance);
    distance = reach;
  }
  let path = cameraPath({ ...setup, distance, zoom, amplitude });
  for (let attempt = 0; attempt < 60 && !holds(path, tracks, picture, mustSee); attempt++) {
    if (amplitude > SMALLEST_AMPLITUDE) amplitude *= 0.9;
    else if (distance * 1.06 < reach) distance *= 1.06;
    else if (zoom > 0.5) zoom *= 0.95;
    else amplitude *= 0.85;
    // Nearer or farther, the camera keeps its angle to what it looks at.
    const eyeMetres =
      setup.aimMetres + (setup.eyeMetres - setup.aimMetres) * Math.min(1.3, distance / setup.distance);
    path = cameraPath({
      ...setup,
      distance,
      zoom,
      amplitude,
      eyeMetres: Math.max(setup.bounds.zMin, eyeMetres),
    });
  }
  return path;
}

function holds(
  path: readonly CameraPose[],
  tracks: readonly Track[],
  picture: Picture,
  mustSee: number,
): boolean {
  return sampleFrames(path.length).every((frame) => {
    const pose = path[frame];
    return pose !== undefined && tracks.every((track) => isInside(pose, picture, track, frame, mustSee));
  });
}

function isInside(pose: CameraPose, picture: Picture, track: Track, frame: number, mustSee: number): boolean {
  const box = screenBox(pose, picture, standAt(track, frame, mustSee));
  if (!box) return false;
  return box.left >= MARGIN && box.right <= 1 - MARGIN && box.top >= MARGIN && box.bottom <= 1 - MARGIN;
}

/** First, last and a few frames between. */
export function sampleFrames(frameCount: number): number[] {
  const last = frameCount - 1;
  return [...new Set([0, Math.round(last * 0.25), Math.round(last * 0.5), Math.round(last * 0.75), last])];
}
