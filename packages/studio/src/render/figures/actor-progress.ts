import { POSES } from '../../art/biped/poses.ts';
import type { Actor, PathPoint, Shot } from '../../scene/shot.ts';
import type { View } from '../view.ts';

/** An actor at one frame. */
export interface Progress {
  readonly point: PathPoint;
  /** Metres gone along the path since the first frame, and the speed now, per second of story. */
  readonly distanceMetres: number;
  readonly speed: number;
  /** Seconds of the action so far, tempo and offset included. */
  readonly actionSeconds: number;
}

/** Slower than this a figure walks on the spot and its cycle runs on time, not on distance. */
export const STILL_METRES_PER_SECOND = 0.08;

export function progressAt(shot: Shot, actor: Actor, view: View): Progress {
  const last = actor.path.length - 1;
  const frame = Math.min(view.frame, last);
  const point = actor.path[frame];
  if (!point) throw new RangeError('an actor needs at least one path point');
  let distanceMetres = 0;
  for (let i = 1; i <= frame; i++) distanceMetres += stepLength(actor.path[i - 1], actor.path[i]);
  const around = last > 0 ? Math.max(1, frame) : 0;
  const filmSpeed = around > 0 ? stepLength(actor.path[around - 1], actor.path[around]) * shot.fps : 0;
  return {
    point,
    distanceMetres,
    speed: shot.timeScale > 0 ? filmSpeed / shot.timeScale : filmSpeed,
    actionSeconds: view.storySeconds * actor.tempo,
  };
}

function stepLength(a: PathPoint | undefined, b: PathPoint | undefined): number {
  return a && b ? Math.hypot(b.x - a.x, b.y - a.y) : 0;
}

/** Cycles of a biped's action: what strides follows the path, so that feet do not slide; the rest follows time. */
export function bipedPhase(actor: Actor, progress: Progress): number {
  const pose = POSES[actor.action];
  if (pose.stride !== undefined && progress.speed > STILL_METRES_PER_SECOND)
    return actor.phase + progress.distanceMetres / (pose.stride * actor.heightMetres);
  return actor.phase + progress.actionSeconds / pose.seconds;
}
