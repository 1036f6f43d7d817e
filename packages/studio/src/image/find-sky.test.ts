import { expect, test } from 'vitest';
import { lumaOf } from '../pixels/luma.ts';
import { createPicture, createPlane } from '../pixels/picture.ts';
import { findSky } from './find-sky.ts';

const WIDTH = 160;
const HEIGHT = 120;
type Colour = readonly [number, number, number];

/** The picture's upper half in one colour over dark land, with a disc of radius 12 at (80, 30) in another. */
function skyOf(upper: (y: number) => Colour, disc: Colour) {
  const picture = createPicture(WIDTH, HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const colour = Math.hypot(x - 80, y - 30) < 12 ? disc : y < 60 ? upper(y) : [60, 50, 40];
      picture.rgba.set([...colour, 255], (y * WIDTH + x) * 4);
    }
  return findSky(picture, lumaOf(picture), createPlane(WIDTH, HEIGHT), null);
}

const BLUE: Colour = [90, 150, 230];

test('the clouds of a sky are of it', () => {
  expect(skyOf(() => BLUE, [245, 246, 250])?.values[30 * WIDTH + 80]).toBe(1);
});

test('what is dark before it is not', () => {
  const sky = skyOf(() => BLUE, [120, 30, 30]);
  expect(sky?.values[30 * WIDTH + 80]).toBe(0);
  expect(sky?.values[30 * WIDTH + 20]).toBe(1);
});

test('a warm pale wall is none', () => {
  // Paler at the top, where its colour might be a white sky's.
  expect(skyOf((y) => [228 - y / 4, 206 - y * 0.4, 198 - y / 2], [120, 30, 30])).toBeNull();
});
