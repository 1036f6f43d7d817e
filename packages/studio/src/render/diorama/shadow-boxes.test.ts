import { expect, test } from 'vitest';
import type { Material } from './diorama.ts';
import { blocked, boundsOf, boxesAlong, boxesNear, firstHit, packBoxes } from './shadow-boxes.ts';

const BOXES = packBoxes([
  { low: [-1, 4, 0], high: [1, 5, 2] },
  { low: [20, 4, 0], high: [22, 5, 2] },
]);
const PLAIN: Material = { texture: 'none' };
const FLOOR = boundsOf({
  origin: [-1, 1, 0],
  along: [2, 0, 0],
  down: [0, -2, 0],
  material: PLAIN,
  twoSided: false,
  taper: [1, 1],
  lightStep: 1,
});

test('a ray meets the first box on its way, at its share of the ray', () => {
  expect(firstHit(0, 0, 1, 0, 8, 0, BOXES)).toBeCloseTo(0.5);
  expect(firstHit(0, 0, 3, 0, 8, 0, BOXES)).toBe(Infinity);
  expect(blocked(0, 0, 1, 0, 8, 0, 0.4, BOXES)).toBe(false);
  expect(blocked(0, 0, 1, 0, 8, 0, 0.6, BOXES)).toBe(true);
});

test('only boxes that some ray from a surface could meet are kept', () => {
  expect(boxesAlong(BOXES, FLOOR, 0, 10, 0, 0.1)).toEqual(BOXES.subarray(0, 6));
  expect(boxesAlong(BOXES, FLOOR, 0, 2, 0, 0.1)).toHaveLength(0);
  expect(boxesNear(BOXES, FLOOR, 3.5)).toEqual(BOXES.subarray(0, 6));
  expect(boxesNear(BOXES, FLOOR, 2.5)).toHaveLength(0);
});
