import { expect, test } from 'vitest';

import { GAITS, gaitFor, movingFrame, restingFrame, type GaitId } from './gait.ts';
import { legParts, type LegPlan } from './leg-parts.ts';
import { QUADRUPEDS } from './quadrupeds.ts';

const GAIT_IDS = Object.keys(GAITS) as GaitId[];
const LEGS = ['near_front', 'near_hind', 'far_front', 'far_hind'] as const;
const PLAN: LegPlan = {
  front: { ahead: 0.2, height: 0.4 },
  hind: { ahead: -0.3, height: 0.4 },
  radius: 0.05,
  coat: [1, 2, 3],
  farCoat: [1, 2, 3],
  hoof: null,
  halfWidth: 0.1,
};

test('a hoof on the ground moves back exactly one stride a cycle: it does not slide', () => {
  for (const id of GAIT_IDS)
    for (let step = 0; step < 40; step++) {
      const a = movingFrame(id, step / 40).feet.near_hind;
      const b = movingFrame(id, (step + 0.5) / 40).feet.near_hind;
      if (a.lift > 0 || b.lift > 0) continue;
      expect(a.ahead - b.ahead).toBeCloseTo((GAITS[id].stride * 0.5) / 40, 6);
    }
});

test('a walk always keeps at least two feet on the ground', () => {
  for (let step = 0; step < 60; step++) {
    const { feet } = movingFrame('walk', step / 60);
    expect(LEGS.filter((leg) => feet[leg].lift === 0).length).toBeGreaterThanOrEqual(2);
  }
});

test('faster animals change from walk to trot to gallop', () => {
  expect([1, 4, 9].map((speed) => gaitFor(speed, 'walk'))).toEqual(['walk', 'trot', 'gallop']);
  expect(gaitFor(1, 'run')).toBe('gallop');
});

test('leg parts are finite and end at the ground when the foot stands', () => {
  const standing = restingFrame('idle', 0.4);
  for (const id of LEGS) {
    const parts = legParts(id, PLAN, standing, (ahead, height) => ({ ahead, height }));
    const shin = parts[1];
    expect(shin?.to.y).toBeCloseTo(PLAN.radius * 1.05, 2);
  }
});

test('side views are cut below the body and keep the legs inside the picture', () => {
  const views = Object.values(QUADRUPEDS).filter((animal) => animal.kind === 'side_view');
  expect(views.filter((view) => view.belly < 0.45 || view.front >= view.hind || view.hind >= 1)).toEqual([]);
});

test('a gallop touches the ground at every moment but its leap, and its legs come down one by one', () => {
  for (let step = 0; step < 80; step++) {
    const { feet, air } = movingFrame('gallop', step / 80);
    const standing = LEGS.filter((leg) => feet[leg].lift === 0).length;
    expect(standing).toBeLessThanOrEqual(2);
    expect(standing > 0 ? air : 0).toBeCloseTo(0, 6);
    expect(air).toBeLessThan(0.15);
  }
  const beats = Object.values(GAITS.gallop.beats).toSorted((a, b) => a - b);
  expect(beats.every((beat, i) => i === 0 || beat - (beats[i - 1] ?? 0) > 0.14)).toBe(true);
});
