import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ACTIONS } from '../../vocabulary/actions.ts';
import { BUILDS, type BuildId } from './build.ts';
import { SWORDPLAY, tossHeight } from './poses-sport.ts';
import { POSES } from './poses.ts';
import { solveSkeleton, type Arm, type Leg, type Skeleton } from './solve-skeleton.ts';
import { distance, length } from './vec3.ts';

const anyAction = fc.constantFrom(...ACTIONS);
const anyBuild = fc.constantFrom(...(Object.keys(BUILDS) as BuildId[]));
const anyPhase = fc.double({ min: 0, max: 6, noNaN: true });

function pose(action: (typeof ACTIONS)[number], phase: number, build: BuildId, raised = false): Skeleton {
  return solveSkeleton(POSES[action].at(phase, raised), BUILDS[build]);
}

test('every action has a pose', () => {
  expect(ACTIONS.filter((action) => !(action in POSES))).toEqual([]);
});

test('every bone keeps its length through every action', () => {
  fc.assert(
    fc.property(anyAction, anyBuild, anyPhase, fc.boolean(), (action, build, phase, raised) => {
      const skeleton = pose(action, phase, build, raised);
      const sizes = BUILDS[build];
      const armIsWhole = (arm: Arm): void => {
        expect(distance(arm.shoulder, arm.elbow)).toBeCloseTo(sizes.upperArm, 5);
        expect(distance(arm.elbow, arm.wrist)).toBeCloseTo(sizes.forearm, 5);
      };
      const legIsWhole = (leg: Leg): void => {
        expect(distance(leg.hip, leg.knee)).toBeCloseTo(sizes.thigh, 5);
        expect(distance(leg.knee, leg.ankle)).toBeCloseTo(sizes.shin, 5);
        expect(distance(leg.ankle, leg.toe)).toBeCloseTo(sizes.foot, 5);
      };
      armIsWhole(skeleton.rightArm);
      armIsWhole(skeleton.leftArm);
      legIsWhole(skeleton.rightLeg);
      legIsWhole(skeleton.leftLeg);
      expect(distance(skeleton.hips, skeleton.chest)).toBeCloseTo(sizes.torso, 5);
      expect(distance(skeleton.chest, skeleton.head)).toBeCloseTo(sizes.neck, 5);
      expect(Number.isFinite(length(skeleton.head))).toBe(true);
    }),
    { numRuns: 600 },
  );
});

test('the lower foot of a grounded action is at the ground within 6 % of the height', () => {
  for (const action of ACTIONS.filter((id) => POSES[id].grounded))
    for (const build of Object.keys(BUILDS) as BuildId[])
      for (let step = 0; step < 24; step++) {
        const { rightLeg, leftLeg } = pose(action, step / 24, build);
        const sole = Math.min(rightLeg.ankle.y, leftLeg.ankle.y) - BUILDS[build].ankle;
        expect(Math.abs(sole), `${action} ${build} ${step}`).toBeLessThan(0.06);
      }
});

test('a foot on the ground moves back as fast as a walking body moves on', () => {
  const { stride = 0 } = POSES.walk;
  for (let step = 2; step < 12; step++) {
    const before = pose('walk', step / 24, 'adult').rightLeg.ankle.z;
    const after = pose('walk', (step + 1) / 24, 'adult').rightLeg.ankle.z;
    expect(before - after).toBeCloseTo(stride / 24, 2);
  }
});

test('poses move smoothly: no joint jumps between two frames', () => {
  for (const action of ACTIONS)
    for (let step = 0; step < 120; step++) {
      const a = pose(action, step / 120, 'adult');
      const b = pose(action, (step + 1) / 120, 'adult');
      expect(distance(a.rightArm.wrist, b.rightArm.wrist), `${action} ${step}`).toBeLessThan(0.13);
      expect(distance(a.rightLeg.ankle, b.rightLeg.ankle), `${action} ${step}`).toBeLessThan(0.1);
    }
});

test('push-ups are level, a handstand is upside down and a sleeper lies low', () => {
  const pushUp = pose('push_up', 0.5, 'adult');
  expect(Math.abs(pushUp.chest.y - pushUp.hips.y)).toBeLessThan(0.12);
  const handstand = pose('handstand', 0.2, 'adult');
  expect(handstand.leftLeg.ankle.y).toBeGreaterThan(handstand.hips.y);
  expect(handstand.rightArm.wrist.y).toBeLessThan(0.08);
  expect(pose('sleep', 0.3, 'adult').head.y).toBeLessThan(0.3);
});

/** Steps of one cycle. */
const CYCLE = Array.from({ length: 24 }, (_, step) => step / 24);

test('who drinks brings the hand from before the chest up to the mouth and down again', () => {
  const heights = CYCLE.map((phase) => {
    const { head, rightArm } = pose('drink', phase, 'adult');
    return head.y - rightArm.wrist.y;
  });
  expect(Math.min(...heights)).toBeLessThan(0.17);
  expect(Math.max(...heights)).toBeGreaterThan(0.25);
});

function travel(side: 'rightArm' | 'leftArm'): number {
  const sides = CYCLE.map((phase) => pose('cook', phase, 'adult')[side].wrist.x);
  return Math.max(...sides) - Math.min(...sides);
}

test('a cook holds the pan still and stirs in it', () => {
  expect(travel('leftArm')).toBeGreaterThan(0.05);
  expect(travel('rightArm')).toBeLessThan(0.02);
});

test('a blade goes from over the shoulder down to the foe', () => {
  const wrists = CYCLE.map((phase) => solveSkeleton(SWORDPLAY.at(phase, false), BUILDS.adult).rightArm.wrist);
  expect(Math.max(...wrists.map(({ y }) => y)) - Math.min(...wrists.map(({ y }) => y))).toBeGreaterThan(0.18);
  expect(Math.max(...wrists.map(({ z }) => z)) - Math.min(...wrists.map(({ z }) => z))).toBeGreaterThan(0.18);
});

test('a shot ball rises from the hands, falls back into them, and starts again', () => {
  const heights = CYCLE.map(tossHeight);
  expect(Math.max(...heights)).toBeGreaterThan(0.3);
  expect(tossHeight(0.2)).toBe(0);
  expect(tossHeight(0.9)).toBe(0);
  expect(tossHeight(3.5)).toBeCloseTo(tossHeight(0.5), 6);
});
