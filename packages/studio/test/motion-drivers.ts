import { LANDMARKS } from '../src/vision/vision.ts';
import type { Landmark, LandmarkName, Pose, PoseTrack } from '../src/vision/vision.ts';

/** Angles in degrees, 0 = hanging straight down, positive = out to the person's own side (arms, legs) as seen from the front. */
interface Stance {
  readonly leftArm: readonly [upper: number, lower: number];
  readonly rightArm: readonly [upper: number, lower: number];
  readonly leftLeg: readonly [upper: number, lower: number];
  readonly rightLeg: readonly [upper: number, lower: number];
  /** Pixels the hips move to the right and, in the air, up. */
  readonly across?: number;
  readonly up?: number;
  /** Degrees the head is tilted, and the nose's place between the ears (-1..1). */
  readonly headTilt?: number;
  readonly headYaw?: number;
  /** 1 from the front, -1 from behind. */
  readonly turn?: number;
}

const SIZE = { width: 720, height: 960 } as const;
const TRUNK = 190;
const RADIANS = Math.PI / 180;

/** Movements for tests and looks: what a pose network would give of a person who makes them. */
export const SYNTHETIC_DRIVERS = {
  /** Arms up and down, legs out and in, in the air between. */
  jack: (t) => {
    const k = 0.5 - 0.5 * Math.cos(t * 2 * Math.PI * 0.8);
    const arm = 12 + 150 * k;
    const leg = 3 + 20 * k;
    const up = 60 * Math.max(0, Math.sin(t * 2 * Math.PI * 1.6)) ** 2;
    return {
      leftArm: [arm, arm + 8],
      rightArm: [arm, arm + 8],
      leftLeg: [leg, leg],
      rightLeg: [leg, leg],
      up,
    };
  },
  /** One arm raised, waving; the head turns and nods sideways. */
  wave: (t) => ({
    leftArm: [14, 8],
    rightArm: [115, 165 + 30 * Math.sin(t * 2 * Math.PI * 1.5)],
    leftLeg: [3, 2],
    rightLeg: [3, 2],
    headTilt: 8 * Math.sin(t * 2 * Math.PI * 0.5),
    headYaw: 0.4 * Math.sin(t * 2 * Math.PI * 0.4),
  }),
  /** Steps on the spot and across: each foot stands while the other swings. */
  walk: (t) => {
    const phase = t * 2 * Math.PI * 0.9;
    const left = Math.max(0, Math.sin(phase));
    const right = Math.max(0, -Math.sin(phase));
    return {
      leftArm: [10 + 14 * right, 4 + 20 * right],
      rightArm: [10 + 14 * left, 4 + 20 * left],
      leftLeg: [4 + 16 * left, 4 - 22 * left],
      rightLeg: [4 + 16 * right, 4 - 22 * right],
    };
  },
  /** Turns around once. */
  turn: (t) => ({
    leftArm: [40, 60],
    rightArm: [20, 10],
    leftLeg: [4, 3],
    rightLeg: [4, 3],
    turn: Math.cos((t * Math.PI) / 2),
  }),
} as const satisfies Record<string, (seconds: number) => Stance>;

/** A clip of one of the movements. `noise`: pixels of it by point, the same every time. */
export function syntheticTrack(
  stanceAt: (seconds: number) => Stance,
  seconds: number,
  fps: number,
): PoseTrack {
  const poses = Array.from({ length: Math.round(seconds * fps) }, (_, frame) =>
    poseOf(stanceAt(frame / fps)),
  );
  return { ...SIZE, fps, poses, seenShare: 1 };
}

function poseOf(stance: Stance): Pose {
  const turn = stance.turn ?? 1;
  const points = new Map<LandmarkName, readonly [number, number]>();
  const hips: readonly [number, number] = [360 + (stance.across ?? 0), 0];
  const neck: readonly [number, number] = [hips[0], -TRUNK];
  const tilt = (stance.headTilt ?? 0) * RADIANS;
  const head: readonly [number, number] = [neck[0] + Math.sin(tilt) * 75, neck[1] - Math.cos(tilt) * 75];
  for (const [side, sign] of [
    ['left', turn],
    ['right', -turn],
  ] as const) {
    const go = (
      from: readonly [number, number],
      degrees: number,
      length: number,
    ): readonly [number, number] => [
      from[0] + Math.sin(degrees * RADIANS) * length * sign,
      from[1] + Math.cos(degrees * RADIANS) * length,
    ];
    const arm = side === 'left' ? stance.leftArm : stance.rightArm;
    const leg = side === 'left' ? stance.leftLeg : stance.rightLeg;
    const shoulder: readonly [number, number] = [neck[0] + 60 * sign, neck[1]];
    const elbow = go(shoulder, arm[0], 105);
    const wrist = go(elbow, arm[1], 95);
    const hip: readonly [number, number] = [hips[0] + 36 * sign, 0];
    const knee = go(hip, leg[0], 155);
    const ankle = go(knee, leg[1], 150);
    points.set(`${side}Shoulder`, shoulder);
    points.set(`${side}Elbow`, elbow);
    points.set(`${side}Wrist`, wrist);
    points.set(`${side}Index`, go(wrist, arm[1], 34));
    points.set(`${side}Pinky`, go(wrist, arm[1], 30));
    points.set(`${side}Thumb`, go(wrist, arm[1], 20));
    points.set(`${side}Hip`, hip);
    points.set(`${side}Knee`, knee);
    points.set(`${side}Ankle`, ankle);
    points.set(`${side}Heel`, [ankle[0], ankle[1] + 14]);
    points.set(`${side}Foot`, [ankle[0] + 14 * sign, ankle[1] + 24]);
    const ear = 28 * sign;
    points.set(`${side}Ear`, [head[0] + Math.cos(tilt) * ear, head[1] + Math.sin(tilt) * ear]);
  }
  points.set('nose', [head[0] + (stance.headYaw ?? 0) * 56, head[1] + 6]);
  const low = Math.max(points.get('leftAnkle')?.[1] ?? 0, points.get('rightAnkle')?.[1] ?? 0);
  const down = 860 - low - (stance.up ?? 0);
  const landmarks = Object.keys(LANDMARKS).map((name): Landmark => {
    const [x, y] = points.get(name as LandmarkName) ?? head;
    return { x, y: y + down, z: 0, score: 0.95 };
  });
  return { landmarks, score: 0.95 };
}
