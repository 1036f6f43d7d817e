import { LANDMARK_COUNT } from '../vision/vision.ts';
import type { PoseTrack } from '../vision/vision.ts';

/** x, y, z, score. */
const VALUES = 4;

/** A driver at the film's rate. */
export interface FilmPoses {
  readonly frameCount: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  /** x, y, z (pixels of the driver) and score of every landmark of every frame. */
  readonly values: Float32Array;
}

/**
 * The track at `fps`, `frameCount` pictures long. Between two pictures of a slow driver the points follow a
 * Catmull-Rom curve, held within the two neighbours' range widened by a quarter of it, so that a foot on the floor
 * never swings below it; a track at the film's own rate comes through unchanged. After its end the last pose stays.
 */
export function resampleTrack(track: PoseTrack, fps: number, frameCount: number): FilmPoses {
  const count = track.poses.length;
  const values = new Float32Array(frameCount * LANDMARK_COUNT * VALUES);
  for (let frame = 0; frame < frameCount; frame++) {
    const time = Math.min(count - 1, (frame / fps) * track.fps);
    const index = Math.min(Math.max(0, count - 2), Math.floor(time));
    const k = time - index;
    for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
      const at = (frame * LANDMARK_COUNT + landmark) * VALUES;
      const before = pointOf(track, index - 1, landmark);
      const from = pointOf(track, index, landmark);
      const to = pointOf(track, index + 1, landmark);
      const after = pointOf(track, index + 2, landmark);
      values[at] = between(before.x, from.x, to.x, after.x, k);
      values[at + 1] = between(before.y, from.y, to.y, after.y, k);
      values[at + 2] = between(before.z, from.z, to.z, after.z, k);
      values[at + 3] = from.score + (to.score - from.score) * k;
    }
  }
  return { frameCount, fps, width: track.width, height: track.height, values };
}

function pointOf(
  track: PoseTrack,
  index: number,
  landmark: number,
): { x: number; y: number; z: number; score: number } {
  const pose = track.poses[Math.max(0, Math.min(track.poses.length - 1, index))];
  return pose?.landmarks[landmark] ?? { x: 0, y: 0, z: 0, score: 0 };
}

function between(before: number, from: number, to: number, after: number, k: number): number {
  const value =
    from +
    0.5 *
      k *
      (to - before + k * (2 * before - 5 * from + 4 * to - after + k * (3 * (from - to) + after - before)));
  const slack = Math.abs(to - from) / 4;
  return Math.max(Math.min(from, to) - slack, Math.min(Math.max(from, to) + slack, value));
}

/** Offset of a landmark's x in {@link FilmPoses.values}; y, z and score follow. */
export function landmarkAt(frame: number, landmark: number): number {
  return (frame * LANDMARK_COUNT + landmark) * VALUES;
}
