import { expect, test } from 'vitest';

import { footingsIn } from './footings.ts';

const NOTHING = 9;

/** Heights of the lowest things over 100 columns, a hundredth of the height each. */
function outline(spans: readonly (readonly [from: number, to: number, low: number])[]): Float32Array {
  const lows = new Float32Array(100).fill(NOTHING);
  for (const [from, to, low] of spans) lows.fill(low, from, to);
  return lows;
}

test('every leg of a table is a foot, the far ones higher than the near ones', () => {
  const lows = outline([
    [0, 100, 0.8],
    [5, 12, 0],
    [25, 30, 0.1],
    [70, 75, 0.1],
    [88, 95, 0],
  ]);
  const feet = footingsIn(lows, 100, 0.01, -0.5);
  expect(feet.map(({ raise }) => Math.round(raise * 100))).toEqual([0, 10, 10, 0]);
  expect(feet.map(({ aside }) => Math.sign(aside))).toEqual([-1, -1, 1, 1]);
});

test('what hangs beside a foot is none, and neither is what hangs high', () => {
  const lows = outline([
    [10, 30, 0],
    [30, 36, 0.09],
    [60, 90, 0.5],
  ]);
  const feet = footingsIn(lows, 100, 0.01, -0.5);
  expect(feet.length).toBe(1);
  expect(feet[0]?.halfWidth).toBeCloseTo(0.1, 2);
});
