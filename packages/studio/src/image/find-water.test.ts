import { describe, expect, test } from 'vitest';
import { createPicture, type Picture } from '../pixels/picture.ts';
import { analysePicture } from './analyse-picture.ts';
import { findWater } from './find-water.ts';

type Paint = (x: number, y: number) => readonly [number, number, number];

const WIDTH = 320;
const HEIGHT = 240;
const SKY: Paint = (_, y) => [110 + y / 4, 160 + y / 4, 230];
const SAND: Paint = () => [205, 190, 150];
/** Stripes along the rows: waves. */
const SEA: Paint = (_, y) => [60, 120 + 14 * Math.sin(y / 3), 165 + 14 * Math.sin(y / 3)];
/** Grey that is only a little bluish, as roads are. */
const ROAD: Paint = (_, y) => [66 + (y % 5), 70 + (y % 5), 77 + (y % 5)];
/** Bluish, and as busy across as down. */
const REEF: Paint = (x, y) => {
  const patch = ((x >> 4) + (y >> 4)) % 2 ? 40 : 0;
  return [60 + patch, 110 + patch, 150 + patch];
};

function factsOf(upper: Paint, middle: Paint, lower: Paint) {
  const picture: Picture = createPicture(WIDTH, HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const paint = y < 96 ? upper : y < 160 ? middle : lower;
      picture.rgba.set([...paint(x, y), 255], (y * WIDTH + x) * 4);
    }
  return analysePicture(picture, {
    alpha: { width: WIDTH, height: HEIGHT, values: new Float32Array(WIDTH * HEIGHT) },
    confidence: 0,
  });
}

describe('water that nobody spoke of', () => {
  test('is a wide and level blue under the sky', () => {
    const water = findWater(factsOf(SKY, SEA, SAND), false);
    expect(water).not.toBeNull();
    const at = (x: number, y: number) => water?.values[(y >> 2) * (WIDTH >> 2) + (x >> 2)] ?? -1;
    expect(at(160, 130)).toBeGreaterThan(0.9);
    expect(at(160, 60)).toBeLessThan(0.1);
    expect(at(160, 200)).toBeLessThan(0.1);
  });

  test.each([
    ['a grey road', SKY, ROAD, ROAD],
    ['a reef', SKY, REEF, REEF],
    ['sand', SKY, SAND, SAND],
    ['blue without a sky over it', SAND, SEA, SAND],
  ] as const)('is not %s', (_, upper, middle, lower) => {
    expect(findWater(factsOf(upper, middle, lower), false)).toBeNull();
  });
});

test.each([
  ['without a sky', SAND, SEA],
  ['where it is grey', SKY, ROAD],
  ['where it is not level', SKY, REEF],
] as const)('water that is named is found %s', (_, upper, middle) => {
  expect(findWater(factsOf(upper, middle, SAND), true)).not.toBeNull();
});

test('no word finds water in sand', () => {
  expect(findWater(factsOf(SKY, SAND, SAND), true)).toBeNull();
});
