import { expect, test } from 'vitest';
import { guidedFilter } from './guided-filter.ts';
import { createPicture, createPlane } from './picture.ts';

test('a mask that is some pixels off is pulled onto the edge of the picture', () => {
  const size = 64;
  const guide = createPicture(size, size);
  const mask = createPlane(size, size);
  for (let i = 0; i < size * size; i++) {
    const x = i % size;
    guide.rgba.set(x < 32 ? [20, 60, 200, 255] : [220, 160, 40, 255], i * 4);
    mask.values[i] = x < 29 ? 0 : 1;
  }
  const refined = guidedFilter(guide, mask, { radius: 10, epsilon: 1e-4 });
  const row = 32 * size;
  expect(refined.values[row + 30]).toBeLessThan(0.35);
  expect(refined.values[row + 33]).toBeGreaterThan(0.8);
  const step = (refined.values[row + 33] ?? 0) - (refined.values[row + 30] ?? 0);
  expect(step).toBeGreaterThan(0.5);
});
