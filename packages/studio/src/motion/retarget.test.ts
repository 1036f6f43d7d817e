import { describe, expect, it } from 'vitest';
import { SYNTHETIC_DRIVERS, syntheticTrack } from '../../test/motion-drivers.ts';
import type { PoseTrack } from '../vision/vision.ts';
import { readDriverMotion } from './driver-motion.ts';
import type { DriverMotion } from './driver-motion.ts';
import { resampleTrack } from './film-poses.ts';
import { retarget, turnBetween } from './retarget.ts';
import type { Performance } from './performance.ts';
import { JOINTS, JOINT_COUNT, LIMBS, LIMB_NAMES, distanceBetween, isLeg } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

const FPS = 24;
const WIDTH = 1280;

/** A stout figure with short arms, unlike the driver. */
function character(): Skeleton {
  const at: Readonly<Record<keyof typeof JOINTS, readonly [number, number]>> = {
    pelvis: [640, 400],
    neck: [640, 240],
    head: [640, 180],
    leftShoulder: [700, 245],
    leftElbow: [720, 300],
    leftWrist: [728, 350],
    leftHand: [730, 368],
    rightShoulder: [580, 245],
    rightElbow: [560, 300],
    rightWrist: [552, 350],
    rightHand: [550, 368],
    leftHip: [670, 402],
    leftKnee: [674, 490],
    leftAnkle: [676, 580],
    leftToe: [690, 600],
    rightHip: [610, 402],
    rightKnee: [606, 490],
    rightAnkle: [604, 580],
    rightToe: [590, 600],
  };
  return {
    points: Float64Array.from(Object.values(at).flat()),
    limbs: LIMB_NAMES,
    headRadius: 40,
    face: { yaw: 0, pitch: 0 },
    isFacingUs: true,
    source: 'pose',
    limbLines: {},
  };
}

function perform(
  track: PoseTrack,
  orientation: 'image' | 'video' = 'image',
): { driver: DriverMotion; performance: Performance } {
  const frames = Math.round((track.poses.length / track.fps) * FPS);
  const driver = readDriverMotion(resampleTrack(track, FPS, frames));
  return { driver, performance: retarget(character(), driver, orientation, WIDTH) };
}

function angleIn(points: Float64Array, frame: number, a: number, b: number): number {
  const from = (frame * JOINT_COUNT + a) * 2;
  const to = (frame * JOINT_COUNT + b) * 2;
  return Math.atan2((points[to + 1] ?? 0) - (points[from + 1] ?? 0), (points[to] ?? 0) - (points[from] ?? 0));
}

function meanBoneError(driver: DriverMotion, performance: Performance): number {
  let sum = 0;
  let count = 0;
  for (let frame = 0; frame < performance.frameCount; frame++)
    for (const limb of LIMB_NAMES) {
      const [root, middle, end] = LIMBS[limb];
      for (const [a, b] of [
        [root, middle],
        [middle, end],
      ] as const) {
        sum += Math.abs(
          turnBetween(angleIn(driver.points, frame, a, b), angleIn(performance.points, frame, a, b)),
        );
        count++;
      }
    }
  return ((sum / count) * 180) / Math.PI;
}

describe('retarget', () => {
  for (const name of ['jack', 'wave', 'walk'] as const)
    it(`keeps the driver's bone angles within 3 degrees on average (${name})`, () => {
      const { driver, performance } = perform(syntheticTrack(SYNTHETIC_DRIVERS[name], 3, FPS));
      expect(meanBoneError(driver, performance)).toBeLessThan(3);
    });

  it("keeps the character's bone lengths where the driver's bones lie across the view", () => {
    const { performance } = perform(syntheticTrack(SYNTHETIC_DRIVERS.wave, 3, FPS));
    const rest = character().points;
    for (let frame = 0; frame < performance.frameCount; frame += 5) {
      const now = performance.points.subarray(frame * JOINT_COUNT * 2, (frame + 1) * JOINT_COUNT * 2);
      for (const limb of LIMB_NAMES) {
        const [root, middle, end] = LIMBS[limb];
        const ratio = distanceBetween(now, middle, end) / distanceBetween(rest, middle, end);
        expect(ratio).toBeGreaterThan(isLeg(limb) ? 0.85 : 0.9);
        expect(ratio).toBeLessThan(isLeg(limb) ? 1.15 : 1.06);
        expect(distanceBetween(now, root, middle)).toBeGreaterThan(0);
      }
    }
  });

  it('keeps standing feet where they stand, and no foot below its ground', () => {
    const { performance } = perform(syntheticTrack(SYNTHETIC_DRIVERS.walk, 4, FPS));
    const rest = character().points;
    for (const ankle of [JOINTS.leftAnkle, JOINTS.rightAnkle]) {
      const ground = rest[ankle * 2 + 1] ?? 0;
      let skated = 0;
      let standing = 0;
      for (let frame = 1; frame < performance.frameCount; frame++) {
        const at = (frame * JOINT_COUNT + ankle) * 2;
        const before = at - JOINT_COUNT * 2;
        expect(performance.points[at + 1]).toBeLessThanOrEqual(ground + 2);
        const isDown =
          Math.min(performance.points[at + 1] ?? 0, performance.points[before + 1] ?? 0) > ground - 1;
        if (!isDown) continue;
        standing++;
        skated += Math.abs((performance.points[at] ?? 0) - (performance.points[before] ?? 0));
      }
      expect(standing).toBeGreaterThan(20);
      // Pixels a frame, of a figure of 440.
      expect(skated / standing).toBeLessThan(0.8);
    }
  });

  it('turns around without becoming a line: it keeps its width while the mirror image takes over', () => {
    const { performance } = perform(syntheticTrack(SYNTHETIC_DRIVERS.turn, 4, FPS), 'video');
    expect(performance.swing.some((width) => width < -0.95)).toBe(true);
    for (const [frame, width] of performance.swing.entries()) {
      expect(Math.abs(width) * (performance.trunkWidth[frame] ?? 0)).toBeGreaterThanOrEqual(0.45);
      // Where the side changes both pictures are equally strong, so that nothing jumps.
      if (frame > 0 && Math.sign(width) !== Math.sign(performance.swing[frame - 1] ?? 0))
        expect(performance.otherSide[frame]).toBeGreaterThan(0.25);
    }
  });

  it('stands no taller than the character does in its picture', () => {
    const { performance } = perform(syntheticTrack(SYNTHETIC_DRIVERS.wave, 2, FPS));
    const rest = character().points[JOINTS.pelvis * 2 + 1] ?? 0;
    for (let frame = 0; frame < performance.frameCount; frame++)
      expect(performance.points[(frame * JOINT_COUNT + JOINTS.pelvis) * 2 + 1]).toBeGreaterThan(rest - 2);
  });

  it('jumps as high as the driver for its size', () => {
    const { performance } = perform(syntheticTrack(SYNTHETIC_DRIVERS.jack, 3, FPS));
    const heights: number[] = [];
    for (let frame = 0; frame < performance.frameCount; frame++)
      heights.push(
        Math.min(performance.footHeights[frame * 2] ?? 0, performance.footHeights[frame * 2 + 1] ?? 0),
      );
    expect(Math.max(...heights)).toBeGreaterThan(18);
    expect(Math.max(...heights)).toBeLessThan(60);
    expect(Math.min(...heights)).toBeLessThan(1);
  });

  it('moves smoothly at 24 pictures a second when the driver has 5', () => {
    const { performance } = perform(syntheticTrack(SYNTHETIC_DRIVERS.walk, 4, 5));
    const wrist = Float64Array.from(
      { length: performance.frameCount },
      (_, f) => performance.points[(f * JOINT_COUNT + JOINTS.leftWrist) * 2] ?? 0,
    );
    let jolt = 0;
    for (let f = 2; f < wrist.length; f++)
      jolt = Math.max(jolt, Math.abs((wrist[f] ?? 0) - 2 * (wrist[f - 1] ?? 0) + (wrist[f - 2] ?? 0)));
    expect(jolt).toBeLessThan(6);
  });

  it('rests the legs of a character whose driver shows none, and leaves it where it is', () => {
    const track = syntheticTrack(SYNTHETIC_DRIVERS.wave, 2, FPS);
    const hidden: PoseTrack = {
      ...track,
      poses: track.poses.map((pose) => ({
        ...pose,
        landmarks: pose.landmarks.map((landmark, i) => (i > 24 ? { ...landmark, score: 0.02 } : landmark)),
      })),
    };
    const { performance } = perform(hidden);
    const rest = character().points;
    for (const joint of [JOINTS.pelvis, JOINTS.leftAnkle, JOINTS.rightKnee])
      for (const frame of [0, 20, 47])
        for (let axis = 0; axis < 2; axis++)
          expect(performance.points[(frame * JOINT_COUNT + joint) * 2 + axis]).toBeCloseTo(
            rest[joint * 2 + axis] ?? 0,
            3,
          );
  });

  it('lets an arm rest while it is out of sight, and brings it back without a jump', () => {
    const track = syntheticTrack(SYNTHETIC_DRIVERS.wave, 3, FPS);
    const gap: PoseTrack = {
      ...track,
      poses: track.poses.map((pose, i) => ({
        ...pose,
        landmarks: pose.landmarks.map((landmark, k) =>
          i > 24 && i < 48 && k === 16 ? { ...landmark, score: 0 } : landmark,
        ),
      })),
    };
    const { performance } = perform(gap);
    const x = (f: number): number => performance.points[(f * JOINT_COUNT + JOINTS.rightWrist) * 2] ?? 0;
    const y = (f: number): number => performance.points[(f * JOINT_COUNT + JOINTS.rightWrist) * 2 + 1] ?? 0;
    for (let f = 1; f < performance.frameCount; f++)
      expect(Math.hypot(x(f) - x(f - 1), y(f) - y(f - 1))).toBeLessThan(42);
    expect(y(36)).toBeGreaterThan(y(10) + 50);
  });

  it("mirrors the figure where the driver turns around, for the driver's orientation only", () => {
    const track = syntheticTrack(SYNTHETIC_DRIVERS.turn, 4, FPS);
    const own = perform(track, 'image').performance;
    const driven = perform(track, 'video').performance;
    expect(own.isTurnedAround).toBe(true);
    expect([...own.swing].every((swing) => swing === 1)).toBe(true);
    expect(driven.swing[0]).toBeGreaterThan(0.99);
    expect(driven.swing[48]).toBeLessThan(-0.99);
  });
});
