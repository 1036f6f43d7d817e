import type { CameraMoveId } from '../vocabulary/camera.ts';
import type { SceneGraph } from './scene-graph.ts';

/**
 * Kling's own form of asking for a camera move (its `camera_control` object): a named compound move, or `simple` with
 * exactly one of six amounts, each -10..10.
 */
export type CameraControl =
  | { readonly type: 'simple'; readonly config: CameraAmounts }
  | { readonly type: 'down_back' | 'forward_up' | 'right_turn_forward' | 'left_turn_forward' };

/**
 * In Kling's words, which are not the trade's: `horizontal` and `vertical` carry the camera (right and up are positive),
 * `pan` turns it up (positive) and down, `tilt` right (positive) and left, `roll` turns it clockwise (positive), and
 * `zoom` widens the view (positive) or narrows it.
 */
export interface CameraAmounts {
  readonly horizontal: number;
  readonly vertical: number;
  readonly pan: number;
  readonly tilt: number;
  readonly roll: number;
  readonly zoom: number;
}

type Pair = readonly [negative: CameraMoveId, positive: CameraMoveId];

const MOVES_OF = {
  horizontal: ['truck_left', 'truck_right'],
  vertical: ['pedestal_down', 'pedestal_up'],
  pan: ['tilt_down', 'tilt_up'],
  tilt: ['pan_left', 'pan_right'],
  // The vocabulary has one way to roll.
  roll: ['roll', 'roll'],
  zoom: ['zoom_in', 'zoom_out'],
} as const satisfies Record<keyof CameraAmounts, Pair>;

const AXES = [
  'horizontal',
  'vertical',
  'pan',
  'tilt',
  'roll',
  'zoom',
] as const satisfies readonly (keyof CameraAmounts)[];

const COMPOUND_MOVES = {
  down_back: ['pedestal_down', 'dolly_out'],
  forward_up: ['dolly_in', 'tilt_up'],
  right_turn_forward: ['pan_right', 'dolly_in'],
  left_turn_forward: ['pan_left', 'dolly_in'],
} as const satisfies Record<Exclude<CameraControl['type'], 'simple'>, readonly CameraMoveId[]>;

/** Amount 5 is a move of normal size, 10 a large one (1.8), 1 a small one (0.36). */
const SPEED_AT_ZERO = 0.2;
const SPEED_PER_UNIT = 0.16;

/** The graph with the camera moved by `control` instead of by the prompt's words; unchanged when it is null. */
export function applyCameraControl(graph: SceneGraph, control: CameraControl | null): SceneGraph {
  if (control === null) return graph;
  if (control.type !== 'simple') return { ...graph, camera: COMPOUND_MOVES[control.type], cameraSpeed: 1 };
  const { config } = control;
  const used = AXES.filter((axis) => config[axis] !== 0);
  if (used.length === 0) return { ...graph, camera: ['static'], cameraSpeed: 1 };
  const largest = Math.max(...used.map((axis) => Math.abs(config[axis])));
  return {
    ...graph,
    camera: used.map((axis) => MOVES_OF[axis][config[axis] < 0 ? 0 : 1]),
    cameraSpeed: SPEED_AT_ZERO + SPEED_PER_UNIT * Math.min(10, largest),
  };
}
