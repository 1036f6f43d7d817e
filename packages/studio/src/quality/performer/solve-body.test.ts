import { expect, test } from 'vitest';
import { distance } from '../../art/biped/vec3.ts';
import { LANDMARKS } from '../../vision/vision.ts';
import { ACTS } from './acts.ts';
import { createLens } from './lens.ts';
import { RESTING_POSTURE, side, swing } from './posture.ts';
import { BODY, solveBody } from './solve-body.ts';
import { trueLandmarks } from './true-landmarks.ts';

const MOMENTS = [0, 0.3, 0.7, 1.1, 1.6, 2.4];

test('bones keep their length whatever a performer does', () => {
  for (const act of Object.values(ACTS)) {
    for (const seconds of MOMENTS) {
      const { left, right } = solveBody(act(seconds));
      for (const limbs of [left, right]) {
        expect(distance(limbs.shoulder, limbs.elbow)).toBeCloseTo(BODY.upperArm, 6);
        expect(distance(limbs.elbow, limbs.wrist)).toBeCloseTo(BODY.forearm, 6);
        expect(distance(limbs.hip, limbs.knee)).toBeCloseTo(BODY.thigh, 6);
        expect(distance(limbs.knee, limbs.ankle)).toBeCloseTo(BODY.shin, 6);
      }
    }
  }
});

test('a foot is on the floor unless the figure leaps', () => {
  for (const act of Object.values(ACTS)) {
    for (const seconds of MOMENTS) {
      const posture = act(seconds);
      const { left, right } = solveBody(posture);
      const lowest = Math.min(left.heel.y, left.toe.y, right.heel.y, right.toe.y);
      expect(lowest).toBeCloseTo(posture.lift, 6);
    }
  }
});

test('an arm raised by 90 degrees is level, on its own side of the picture', () => {
  const level = side({ upperArm: swing(90), forearm: swing(90) });
  const points = trueLandmarks(solveBody({ ...RESTING_POSTURE, left: level }), createLens(540, 720));
  const shoulder = points[LANDMARKS.leftShoulder];
  const wrist = points[LANDMARKS.leftWrist];
  expect(wrist?.y).toBeCloseTo(shoulder?.y ?? 0, 6);
  expect((wrist?.x ?? 0) - (shoulder?.x ?? 0)).toBeGreaterThan(100);
});

test('every act stays in the picture', () => {
  const lens = createLens(540, 720);
  const outside = Object.entries(ACTS).flatMap(([name, act]) =>
    Array.from({ length: 30 }, (_, tenth) => trueLandmarks(solveBody(act(tenth / 10)), lens))
      .flat()
      .filter(({ x, y }) => x < 8 || x > 532 || y < 8 || y > 712)
      .map(({ x, y }) => `${name}: ${x}, ${y}`),
  );
  expect(outside).toEqual([]);
});
