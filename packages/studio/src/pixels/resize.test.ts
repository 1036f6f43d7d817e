import { expect, test } from 'vitest';
import { createPicture, createPlane } from './picture.ts';
import { resizePicture, resizePlane } from './resize.ts';

test('a smaller picture is the mean of the area that each pixel covers', () => {
  const picture = createPicture(4, 2);
  picture.rgba.fill(255);
  for (let i = 0; i < 8; i++) picture.rgba[i * 4] = [0, 100, 200, 40, 20, 80, 60, 100][i] ?? 0;
  const small = resizePicture(picture, 2, 1);
  expect([...small.rgba]).toEqual([50, 255, 255, 255, 100, 255, 255, 255]);
});

test('a larger picture keeps a flat colour and passes through a ramp', () => {
  const picture = createPicture(8, 8);
  for (let i = 0; i < 64; i++) picture.rgba.set([(i % 8) * 30, 77, 200, 255], i * 4);
  const large = resizePicture(picture, 24, 16);
  const middle = (8 * 24 + 12) * 4;
  expect(large.rgba[middle + 1]).toBe(77);
  expect(large.rgba[middle]).toBeGreaterThan(large.rgba[middle - 4] ?? 0);
  expect(large.rgba[middle]).toBeCloseTo(((12.5 * 8) / 24 - 0.5) * 30, -1);
});

test('a plane of 0 and 1 never leaves 0..1 at any size', () => {
  const plane = createPlane(5, 5);
  for (let i = 0; i < 25; i += 2) plane.values[i] = 1;
  for (const side of [1, 3, 7, 13]) {
    const { values } = resizePlane(plane, side, side);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(1 + 1e-6);
  }
});
