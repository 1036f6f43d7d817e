import { clamp, mix, smoothstep, TAU } from '../maths/curves.ts';
import type { CameraMoveId } from '../vocabulary/camera.ts';
import type { CameraBounds } from './place-recipes/place-recipe.ts';
import type { CameraPose } from './shot.ts';
import { onStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { liftOff } from './travel.ts';
import type { Travel } from './travel.ts';

/** Everything a camera path is made from. */
export interface CameraSetup {
  readonly stage: Stage;
  readonly bounds: CameraBounds;
  readonly frameCount: number;
  readonly fps: number;
  /** Height of the point looked at and of the camera itself. */
  readonly aimMetres: number;
  readonly eyeMetres: number;
  /** Tangent of the angle by which the aim stands below (+) the middle of the picture. */
  readonly aimDrop: number;
  /** Metres the camera stands to the right of the middle of the stage. */
  readonly lateralMetres: number;
  readonly moves: readonly CameraMoveId[];
  /** What the camera does when nothing is stated. */
  readonly idle: IdleMove;
  readonly speed: number;
  readonly travel: Travel;
  readonly isEmptyStage: boolean;
  /** 0..1, from the seed: where in their cycles the sways of a hand-held camera start. */
  readonly shakePhase: number;
  readonly distance: number;
  readonly zoom: number;
  /** 1 makes the moves as large as their table says; less when the subject would leave the picture. */
  readonly amplitude: number;
}

export type IdleMove = {
  readonly kind: 'push' | 'drift_left' | 'drift_right' | 'rise' | 'arc' | 'none';
  readonly amount: number;
};

/** Size of each move over a clip at normal speed. */
const ZOOM_RATIO = 1.6;
const PAN_RADIANS = 0.35;
const TILT_RADIANS = 0.28;
const ORBIT_RADIANS = 0.75;
const ROLL_RADIANS = 0.12;
/** Shares of the distance to the subject. */
const DOLLY_SHARE = 0.36;
const TRUCK_SHARE = 0.4;
const PEDESTAL_SHARE = 0.42;
const AERIAL_GLIDE_SHARE = 0.25;
/** Over land with nobody in it the flight itself is the subject. */
const AERIAL_FLIGHT_SHARE = 1.1;

/** Share of a launch that the camera looks after. */
const RISE_FOLLOWED = 0.7;

/** Offsets from the camera at rest, in its own directions. */
interface Offsets {
  forward: number;
  right: number;
  up: number;
  orbit: number;
  yaw: number;
  pitch: number;
  roll: number;
  zoom: number;
}

/** The pose of every frame. */
export function cameraPath(setup: CameraSetup): CameraPose[] {
  const still = setup.moves.includes('static');
  return Array.from({ length: setup.frameCount }, (_, frame) => {
    const linear = still ? 0.5 : frame / Math.max(1, setup.frameCount - 1);
    return poseAt(setup, linear, still ? 0 : frame / setup.fps);
  });
}

function poseAt(setup: CameraSetup, linear: number, seconds: number): CameraPose {
  // Starts and ends softly, but never quite stands still in between.
  const eased = mix(linear, smoothstep(0, 1, linear), 0.75);
  const offsets: Offsets = { forward: 0, right: 0, up: 0, orbit: 0, yaw: 0, pitch: 0, roll: 0, zoom: 1 };
  const size = clamp(setup.speed, 0.3, 1.8) * setup.amplitude;
  for (const move of setup.moves) addMove(offsets, move, eased, size, setup, seconds);
  if (setup.moves.length === 0) addIdle(offsets, setup.idle, eased, setup);
  const { stage, distance, travel } = setup;
  const along =
    (linear - 0.5) * (setup.moves.includes('track') ? Math.max(travel.follow, 0.94) : travel.follow);
  // Orbiting left means the camera goes to its left, so it must turn right to keep looking at the stage.
  const heading = stage.heading + offsets.orbit;
  const pivot = onStage(stage, setup.lateralMetres + travel.du * along, travel.dv * along);
  const back = distance - offsets.forward;
  const x = pivot.x - Math.sin(heading) * back + Math.cos(heading) * offsets.right;
  const y = pivot.y - Math.cos(heading) * back - Math.sin(heading) * offsets.right;
  const z = clamp(setup.eyeMetres + offsets.up, floorAt(setup.bounds, x, y), setup.bounds.zMax);
  const climb = travel.rise * liftOff(linear) * RISE_FOLLOWED;
  const level = Math.atan(setup.aimDrop - (setup.eyeMetres - setup.aimMetres - climb) / distance);
  // A rising camera keeps half an eye on the subject, which else would sink out of the picture.
  const regard = (-(z - setup.eyeMetres) / distance) * 0.6;
  return {
    x: rounded(clamp(x, -setup.bounds.halfWidth, setup.bounds.halfWidth)),
    y: rounded(clamp(y, setup.bounds.yMin, setup.bounds.yMax)),
    z: rounded(z),
    yaw: rounded(heading + offsets.yaw),
    pitch: rounded(clamp(level + regard + offsets.pitch, -0.6, 0.6)),
    roll: rounded(offsets.roll),
    zoom: rounded(setup.zoom * offsets.zoom),
  };
}

/** The ground is flat for some 30 m around the origin; farther out the camera keeps a growing distance from it. */
function floorAt(bounds: CameraBounds, x: number, y: number): number {
  const beyond = bounds.halfWidth > 100 && bounds.zMin >= 0 ? Math.max(0, Math.hypot(x, y) - 30) : 0;
  return bounds.zMin + beyond * 0.06;
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

function addMove(
  offsets: Offsets,
  move: CameraMoveId,
  k: number,
  size: number,
  setup: CameraSetup,
  seconds: number,
): void {
  const around = (k - 0.5) * size;
  const { distance } = setup;
  switch (move) {
    case 'static':
    case 'track':
    case 'rack_focus':
      return;
    case 'zoom_in':
      offsets.zoom *= ZOOM_RATIO ** (k * size);
      return;
    case 'zoom_out':
      offsets.zoom *= ZOOM_RATIO ** ((1 - k) * size);
      return;
    case 'dolly_in':
      offsets.forward += Math.min(0.6, DOLLY_SHARE * size) * distance * k;
      return;
    case 'dolly_out':
      offsets.forward += Math.min(0.6, DOLLY_SHARE * size) * distance * (1 - k);
      return;
    case 'pan_left':
      offsets.yaw -= (PAN_RADIANS / setup.zoom) * around;
      return;
    case 'pan_right':
      offsets.yaw += (PAN_RADIANS / setup.zoom) * around;
      return;
    case 'tilt_up':
      offsets.pitch += (TILT_RADIANS / setup.zoom) * (around + tiltShift(setup, size));
      return;
    case 'tilt_down':
      offsets.pitch -= (TILT_RADIANS / setup.zoom) * (around - tiltShift(setup, size));
      return;
    case 'roll':
      offsets.roll += ROLL_RADIANS * around;
      return;
    case 'shake':
      shake(offsets, seconds, setup.shakePhase * TAU);
      return;
    default:
      addStep(offsets, move, k, size, setup);
  }
}

/** Over empty land a tilt keeps to the sky's side: below is only bare ground. */
function tiltShift(setup: CameraSetup, size: number): number {
  return setup.isEmptyStage ? 0.26 * size : 0;
}

/** Moves that carry the camera sideways, up, around or over the land. */
function addStep(offsets: Offsets, move: StepId, k: number, size: number, setup: CameraSetup): void {
  const around = (k - 0.5) * size;
  const { distance } = setup;
  switch (move) {
    case 'truck_left':
      offsets.right -= TRUCK_SHARE * distance * around;
      return;
    case 'truck_right':
      offsets.right += TRUCK_SHARE * distance * around;
      return;
    case 'pedestal_up':
      offsets.up += rise(setup, size) * k;
      return;
    case 'pedestal_down':
      offsets.up += rise(setup, size) * (1 - k);
      return;
    case 'orbit_left':
      offsets.orbit += ORBIT_RADIANS * around;
      return;
    case 'orbit_right':
      offsets.orbit -= ORBIT_RADIANS * around;
      return;
    case 'aerial':
      offsets.forward +=
        (setup.isEmptyStage ? AERIAL_FLIGHT_SHARE : AERIAL_GLIDE_SHARE) *
        distance *
        (k - 0.5) *
        setup.amplitude;
      return;
  }
}

type StepId = Extract<
  CameraMoveId,
  'truck_left' | 'truck_right' | 'pedestal_up' | 'pedestal_down' | 'orbit_left' | 'orbit_right' | 'aerial'
>;

function rise(setup: CameraSetup, size: number): number {
  return Math.min(PEDESTAL_SHARE * setup.distance * size, setup.bounds.zMax - setup.eyeMetres);
}

/** Hand tremor: a few frequencies that never line up. */
function shake(offsets: Offsets, seconds: number, phase: number): void {
  offsets.yaw += 0.008 * Math.sin(seconds * 9.1 + phase) + 0.005 * Math.sin(seconds * 17.3 + 2 * phase);
  offsets.pitch += 0.008 * Math.sin(seconds * 11.7 + 1.3 * phase) + 0.005 * Math.sin(seconds * 20.9 + phase);
  offsets.roll += 0.006 * Math.sin(seconds * 7.3 + phase);
}

function addIdle(offsets: Offsets, idle: IdleMove, k: number, setup: CameraSetup): void {
  const amount = idle.amount * setup.amplitude;
  switch (idle.kind) {
    case 'none':
      return;
    case 'push':
      offsets.forward += amount * setup.distance * k;
      return;
    case 'drift_left':
      offsets.right -= amount * setup.distance * (k - 0.5);
      return;
    case 'drift_right':
      offsets.right += amount * setup.distance * (k - 0.5);
      return;
    case 'rise':
      offsets.up += amount * setup.distance * k;
      return;
    case 'arc':
      offsets.orbit += amount * 1.6 * (k - 0.5);
  }
}
