import { expect, test } from 'vitest';
import { boxBlur, gaussianBlur } from './blur.ts';
import { createPlane } from './picture.ts';

test('a box blur is the mean of the square, cut off at the border', () => {
  const plane = createPlane(3, 3);
  plane.values.set([9, 0, 0, 0, 0, 0, 0, 0, 0]);
  const blurred = boxBlur(plane, 1).values;
  expect(blurred[0]).toBeCloseTo(9 / 4);
  expect(blurred[4]).toBeCloseTo(1);
  expect(blurred[8]).toBeCloseTo(0);
});

test('a Gaussian blur has the spread that was asked for and keeps the sum', () => {
  for (const sigma of [2, 3.5, 6]) {
    const plane = createPlane(81, 81);
    plane.values[40 * 81 + 40] = 1;
    const { values } = gaussianBlur(plane, sigma);
    let sum = 0;
    let variance = 0;
    for (let i = 0; i < values.length; i++) {
      sum += values[i] ?? 0;
      variance += (values[i] ?? 0) * ((i % 81) - 40) ** 2;
    }
    expect(sum).toBeCloseTo(1, 3);
    expect(Math.sqrt(variance)).toBeGreaterThan(sigma * 0.9);
    expect(Math.sqrt(variance)).toBeLessThan(sigma * 1.1);
  }
});
