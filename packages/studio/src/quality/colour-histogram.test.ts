import { expect, test } from 'vitest';
import { createPicture, createPlane } from '../pixels/picture.ts';
import type { Picture } from '../pixels/picture.ts';
import { colourHistogram, histogramCorrelation } from './colour-histogram.ts';

test('the same colours elsewhere in the picture are the same character', () => {
  const left = colourHistogram(halves([200, 30, 30], [20, 20, 180]), null);
  const right = colourHistogram(halves([20, 20, 180], [200, 30, 30]), null);
  expect(histogramCorrelation(left, right)).toBeCloseTo(1, 10);
});

test('other colours are another character', () => {
  const one = colourHistogram(halves([200, 30, 30], [20, 20, 180]), null);
  const other = colourHistogram(halves([30, 200, 30], [230, 230, 20]), null);
  expect(histogramCorrelation(one, other)).toBeLessThan(0.1);
});

test('only what the matte keeps counts', () => {
  const matte = createPlane(8, 8);
  for (let pixel = 0; pixel < 64; pixel++) matte.values[pixel] = pixel % 8 < 4 ? 1 : 0;
  const kept = colourHistogram(halves([200, 30, 30], [20, 20, 180]), matte);
  expect(kept.filter((share) => share > 0)).toEqual(Float64Array.of(1));
});

function halves(left: readonly number[], right: readonly number[]): Picture {
  const picture = createPicture(8, 8);
  for (let pixel = 0; pixel < 64; pixel++)
    picture.rgba.set([...(pixel % 8 < 4 ? left : right), 255], pixel * 4);
  return picture;
}
