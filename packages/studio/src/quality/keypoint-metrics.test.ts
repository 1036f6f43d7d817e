import { expect, test } from 'vitest';
import { meanBoneError, scoreKeypoints, trunkLength } from './keypoint-metrics.ts';
import type { FoundPoint } from './keypoint-metrics.ts';
import { createLens } from './performer/lens.ts';
import { RESTING_POSTURE } from './performer/posture.ts';
import { solveBody } from './performer/solve-body.ts';
import { trueLandmarks } from './performer/true-landmarks.ts';

const STANDING: readonly FoundPoint[] = trueLandmarks(solveBody(RESTING_POSTURE), createLens(540, 720));
const TRUNK = trunkLength(STANDING);

test('joints that lie where they should are all correct', () => {
  expect(scoreKeypoints([STANDING], [STANDING])).toEqual({
    pck20: 1,
    pck10: 1,
    averageDistance: 0,
    missingRate: 0,
  });
});

test('joints shifted by 15 % of the trunk are within 0.2 of it and not within 0.1', () => {
  const score = scoreKeypoints([STANDING], [moved(0.15 * TRUNK)]);
  expect(score).toMatchObject({ pck20: 1, pck10: 0, missingRate: 0 });
  expect(score.averageDistance).toBeCloseTo(0.15, 6);
});

test('a picture in which nobody was seen misses every joint', () => {
  const score = scoreKeypoints([STANDING, STANDING], [STANDING, null]);
  expect(score).toMatchObject({ pck20: 0.5, pck10: 0.5, averageDistance: 0, missingRate: 0.5 });
});

test('a joint without confidence is missing however near it lies', () => {
  const faint = STANDING.map((point) => ({ ...point, score: 0.1 }));
  expect(scoreKeypoints([STANDING], [faint]).missingRate).toBe(1);
});

test('a turn of the whole figure is the error of every bone, and a shift is none', () => {
  const turned = STANDING.map(({ x, y, score }) => ({
    x: x * Math.cos(0.1) - y * Math.sin(0.1),
    y: x * Math.sin(0.1) + y * Math.cos(0.1),
    score,
  }));
  expect(meanBoneError([STANDING], [turned])).toBeCloseTo((0.1 * 180) / Math.PI, 6);
  expect(meanBoneError([STANDING], [moved(40)])).toBeCloseTo(0, 6);
  expect(meanBoneError([STANDING], [null])).toBeNull();
});

function moved(pixels: number): FoundPoint[] {
  return STANDING.map((point) => ({ ...point, x: point.x + pixels }));
}
