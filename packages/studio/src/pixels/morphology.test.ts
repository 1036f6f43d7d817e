import { expect, test } from 'vitest';
import { dilate, distanceToMask, erode, maskPieces } from './morphology.ts';
import { createPlane } from './picture.ts';

function count(values: Float32Array): number {
  return values.reduce((sum, value) => sum + (value >= 0.5 ? 1 : 0), 0);
}

test('the distance to a mask is exact', () => {
  const mask = createPlane(20, 20);
  mask.values[3 * 20 + 4] = 1;
  mask.values[15 * 20 + 17] = 1;
  const { values } = distanceToMask(mask);
  for (const [x, y] of [
    [4, 3],
    [0, 0],
    [10, 10],
    [19, 19],
  ] as const)
    expect(values[y * 20 + x]).toBeCloseTo(Math.min(Math.hypot(x - 4, y - 3), Math.hypot(x - 17, y - 15)), 4);
});

test('dilating and eroding move the rim by the radius', () => {
  const mask = createPlane(60, 60);
  for (let y = 20; y < 40; y++) mask.values.fill(1, y * 60 + 20, y * 60 + 40);
  expect(Math.sqrt(count(dilate(mask, 5).values))).toBeCloseTo(30, -0.5);
  expect(Math.sqrt(count(erode(mask, 5).values))).toBeCloseTo(10, -0.5);
});

test('pieces come largest first, with their bounds', () => {
  const mask = createPlane(10, 4);
  mask.values[0] = 1;
  for (const x of [4, 5, 6]) mask.values[10 + x] = 1;
  mask.values[20 + 6] = 1;
  const { labels, pieces } = maskPieces(mask);
  expect(pieces.map(({ pixelCount }) => pixelCount)).toEqual([4, 1]);
  expect(pieces[0]).toMatchObject({ left: 4, right: 6, top: 1, bottom: 2 });
  expect(labels[10 + 5]).toBe(pieces[0]?.label);
});
