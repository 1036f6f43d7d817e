/** Which way a bone points, in degrees, whatever the bone above it does. */
export interface Swing {
  /** Outwards on the limb's own side: 0 hangs down, 90 level, 180 straight up; negative crosses the body. */
  readonly raise: number;
  /** Towards where the figure faces. */
  readonly forward: number;
}

/** Arm and leg of one side. */
export interface Side {
  readonly upperArm: Swing;
  readonly forearm: Swing;
  readonly thigh: Swing;
  readonly shin: Swing;
}

/** A body at one moment, as angles in degrees: the truth that a tracker is measured against. */
export interface Posture {
  /** Metres to the figure's own left, and of the lowest foot over the floor. */
  readonly sway: number;
  readonly lift: number;
  /** The whole body turned to its own left. */
  readonly turn: number;
  /** The trunk over the hips: turned left, bent forward, leaned left. */
  readonly twist: number;
  readonly bow: number;
  readonly lean: number;
  /** The head on the trunk: turned left, nodded forward, tilted left. */
  readonly headTurn: number;
  readonly headNod: number;
  readonly headTilt: number;
  readonly left: Side;
  readonly right: Side;
}

const RESTING_SIDE: Side = {
  upperArm: { raise: 14, forward: 0 },
  forearm: { raise: 8, forward: 12 },
  thigh: { raise: 4, forward: 2 },
  shin: { raise: 3, forward: -3 },
};

export const RESTING_POSTURE: Posture = {
  sway: 0,
  lift: 0,
  turn: 0,
  twist: 0,
  bow: 0,
  lean: 0,
  headTurn: 0,
  headNod: 0,
  headTilt: 0,
  left: RESTING_SIDE,
  right: RESTING_SIDE,
};

/** A side at rest but for what is named. */
export function side(changes: Partial<Side>): Side {
  return { ...RESTING_SIDE, ...changes };
}

export function swing(raise: number, forward = 0): Swing {
  return { raise, forward };
}
