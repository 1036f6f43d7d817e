import { clamp, mix, smoothstep } from '../maths/curves.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import type { Freedom } from '../scene/freedom.ts';
import { pick } from '../scene/freedom.ts';
import { focalPixels } from '../scene/framing.ts';
import type { CameraMoveId } from '../vocabulary/camera.ts';
import { isAboutLiving } from './find-stirring.ts';
import type { PicturePose } from './picture-plan.ts';

/** What the camera does: moves of the vocabulary, or the way it stirs when none was named. */
export type PictureMove =
  | CameraMoveId
  | 'push'
  | 'drift_left'
  | 'drift_right'
  | 'rise'
  | 'arc_left'
  | 'arc_right';

export interface PictureCamera {
  readonly moves: readonly PictureMove[];
  /** 0.3..1.8: how large the moves are; 1 as their table says. */
  readonly size: number;
  /** Share of the size taken by steps of the camera (not turns or zooms): less when depth is a guess. */
  readonly stepShare: number;
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
  readonly fps: number;
  /** Pixels from the middle of the picture to what the camera goes towards: right and down. */
  readonly aim: { readonly x: number; readonly y: number };
  /** Radians: where a hand's tremor starts. */
  readonly shakePhase: number;
}

/** Sizes over a clip. Shares of the picture's width or height by which the subject would be shifted. */
const ZOOM_IN_RATIO = 1.4;
const ZOOM_OUT_RATIO = 1.17;
const PAN_SHARE = 0.17;
const TILT_SHARE = 0.16;
const TRUCK_SHARE = 0.13;
const PEDESTAL_SHARE = 0.13;
const ROLL_RADIANS = 0.1;
const ORBIT_RADIANS = 0.17;
/** Distances to the subject. */
const DOLLY_IN = 0.28;
const DOLLY_OUT = 0.17;
/** Turning away uncovers what was never photographed: a little zoom on the way halves it. */
const TURN_ZOOM = 1.07;
const ROLL_ZOOM = 1.1;
/** How much of the way the camera's approach is kept on its aim: 1 would nail it to its place. */
const AIM_SHARE = 0.85;
/** Seconds until a hand's tremor is there. */
const SHAKE_ONSET_SECONDS = 0.6;

/** Above this much freedom the camera leaves a living subject that the prompt is about, too. */
const FREE_OF_SUBJECT = 0.75;

/**
 * Chooses the moves: those of the prompt, else a gentle push that becomes freer as cfg falls. On somebody living it
 * stays a push for longer: who is asked to smile is looked at, not passed by.
 */
export function chooseMoves(graph: SceneGraph, freedom: Freedom): readonly PictureMove[] {
  const banned = new Set(graph.banned);
  const asked = graph.camera.filter((move) => !(move === 'shake' && banned.has('shake')));
  if (asked.length > 0) return asked;
  if (banned.has('motion')) return ['static'];
  if (freedom.amount <= (isAboutLiving(graph) ? FREE_OF_SUBJECT : 0.05)) return ['push'];
  return [
    pick(
      ['push', 'drift_left', 'drift_right', 'arc_left', 'arc_right', 'rise'],
      freedom.chance('picture drift'),
    ),
  ];
}

/** How large an unasked motion is: a breath at cfg 1, a real move at 0. */
export function idleSize(freedom: Freedom): number {
  return 0.3 + 0.6 * freedom.amount;
}

/** The pose of every frame at `amplitude` 0..1 of the moves' size. Frame 0 is at rest whatever the moves. */
export function picturePath(camera: PictureCamera, amplitude: number): PicturePose[] {
  return Array.from({ length: camera.frameCount }, (_, frame) => {
    const linear = frame / Math.max(1, camera.frameCount - 1);
    // Starts and ends softly, but never quite stands still in between.
    const eased = mix(linear, smoothstep(0, 1, linear), 0.75);
    return poseAt(camera, eased, camera.size * amplitude, frame / camera.fps);
  });
}

type Offsets = { -readonly [K in keyof PicturePose]: PicturePose[K] };

function poseAt(camera: PictureCamera, k: number, size: number, seconds: number): PicturePose {
  const pose: Offsets = { right: 0, up: 0, forward: 0, yaw: 0, pitch: 0, roll: 0, zoom: 1 };
  for (const move of camera.moves) turn(pose, move, k * size, camera, seconds);
  pose.forward = clamp(pose.forward, -0.5, 0.5);
  return pose;
}

/** Turns and zooms; the rest are steps. `k` is how far the move has come, times its size. */
function turn(pose: Offsets, move: PictureMove, k: number, camera: PictureCamera, seconds: number): void {
  const focal = focalPixels(camera);
  switch (move) {
    case 'zoom_in': {
      const ratio = ZOOM_IN_RATIO ** k;
      pose.zoom *= ratio;
      // Turns so far that what it is about stays where it is, or nearly.
      const kept = AIM_SHARE * (1 - 1 / ratio);
      pose.yaw += Math.atan(camera.aim.x / focal) * kept;
      pose.pitch -= Math.atan(camera.aim.y / focal) * kept;
      return;
    }
    case 'zoom_out':
      pose.zoom /= ZOOM_OUT_RATIO ** k;
      return;
    case 'pan_left':
    case 'pan_right': {
      const sign = move === 'pan_left' ? -1 : 1;
      pose.yaw += sign * Math.atan((PAN_SHARE * camera.width) / focal) * k;
      pose.zoom *= TURN_ZOOM ** k;
      return;
    }
    case 'tilt_up':
    case 'tilt_down': {
      const sign = move === 'tilt_down' ? -1 : 1;
      pose.pitch += sign * Math.atan((TILT_SHARE * camera.height) / focal) * k;
      pose.zoom *= TURN_ZOOM ** k;
      return;
    }
    case 'roll':
      pose.roll += ROLL_RADIANS * k;
      pose.zoom *= ROLL_ZOOM ** k;
      return;
    case 'shake':
      shake(pose, seconds, camera.shakePhase);
      return;
    default:
      step(pose, move, k * camera.stepShare, camera);
  }
}

type StepId = Exclude<
  PictureMove,
  'zoom_in' | 'zoom_out' | 'pan_left' | 'pan_right' | 'tilt_up' | 'tilt_down' | 'roll' | 'shake'
>;

/** Moves that carry the camera to another place. */
function step(pose: Offsets, move: StepId, k: number, camera: PictureCamera): void {
  const focal = focalPixels(camera);
  const across = (TRUCK_SHARE * camera.width) / focal;
  const upward = (PEDESTAL_SHARE * camera.height) / focal;
  switch (move) {
    case 'static':
    case 'rack_focus':
      return;
    case 'dolly_in':
      approach(pose, DOLLY_IN * k, camera, focal);
      return;
    case 'push':
      approach(pose, DOLLY_IN * 0.6 * k, camera, focal);
      return;
    case 'dolly_out':
      pose.forward -= DOLLY_OUT * k;
      return;
    case 'truck_left':
    case 'drift_left':
      pose.right -= across * k;
      return;
    case 'truck_right':
    case 'drift_right':
      pose.right += across * k;
      return;
    case 'pedestal_up':
      pose.up += upward * k;
      return;
    case 'rise':
      // Looks back down a little, as a crane does.
      pose.up += upward * k;
      pose.pitch -= upward * 0.6 * k;
      return;
    case 'pedestal_down':
      pose.up -= upward * k;
      return;
    case 'orbit_left':
    case 'arc_left':
      orbit(pose, ORBIT_RADIANS * k);
      return;
    case 'orbit_right':
    case 'arc_right':
      orbit(pose, -ORBIT_RADIANS * k);
      return;
    case 'aerial':
      pose.forward += 0.16 * k;
      pose.up += upward * 0.7 * k;
      pose.pitch -= upward * 0.45 * k;
      return;
    case 'track':
      orbit(pose, -ORBIT_RADIANS * 0.8 * k);
      return;
    default:
      move satisfies never;
  }
}

/** Towards what the picture is about, so that a face does not leave at the upper border. */
function approach(pose: Offsets, distance: number, camera: PictureCamera, focal: number): void {
  pose.forward += distance;
  pose.right += (distance * AIM_SHARE * camera.aim.x) / focal;
  pose.up -= (distance * AIM_SHARE * camera.aim.y) / focal;
}

/** Around the subject, which stays where it is in the picture: to the left by `angle`, turning right. */
function orbit(pose: Offsets, angle: number): void {
  pose.right -= Math.sin(angle);
  pose.forward += 1 - Math.cos(angle);
  pose.yaw += angle;
}

/** Hand tremor: a few frequencies that never line up. */
function shake(pose: Offsets, seconds: number, phase: number): void {
  const onset = smoothstep(0, SHAKE_ONSET_SECONDS, seconds);
  pose.yaw +=
    onset * (0.006 * Math.sin(seconds * 9.1 + phase) + 0.004 * Math.sin(seconds * 17.3 + 2 * phase));
  pose.pitch +=
    onset * (0.006 * Math.sin(seconds * 11.7 + 1.3 * phase) + 0.004 * Math.sin(seconds * 20.9 + phase));
  pose.roll += onset * 0.005 * Math.sin(seconds * 7.3 + phase);
}
