import { expect, test } from 'vitest';
import { deliveredFps } from './delivered-fps.ts';

function delivered(meanFps: number, usualFps = meanFps, mostFps = 30): number {
  return deliveredFps({ meanFps, usualFps }, mostFps);
}

test.each([
  [23.976, 24],
  [24, 24],
  [25, 25],
  [29.97, 30],
  [30, 30],
  [12.4, 12],
])('a film of %d pictures a second keeps its rate', (own, fps) => {
  expect(delivered(own)).toBe(fps);
});

test.each([
  [60, 30],
  [59.94, 30],
  [50, 25],
  [48, 24],
])('a film of %d pictures a second loses every second one', (own, fps) => {
  expect(delivered(own)).toBe(fps);
});

test('a rate with no even part of at least 24 is delivered at the most', () => {
  expect(delivered(40)).toBe(30);
});

test('a film of variable rate is delivered at the rate that it has most of the time', () => {
  expect(delivered(18, 30)).toBe(30);
  expect(delivered(29, 30.3)).toBe(29);
});
