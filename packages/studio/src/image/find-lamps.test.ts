import { expect, test } from 'vitest';
import { createPicture } from '../pixels/picture.ts';
import { analysePicture } from './analyse-picture.ts';
import { findLamps } from './find-lamps.ts';

/** A grey picture, 320 x 240, with a flame-coloured square in its middle. */
function factsWith(side: number) {
  const picture = createPicture(320, 240);
  for (let y = 0; y < 240; y++)
    for (let x = 0; x < 320; x++) {
      const isFlame = Math.abs(x - 160) < side / 2 && Math.abs(y - 120) < side / 2;
      picture.rgba.set(isFlame ? [255, 225, 120, 255] : [90, 90, 90, 255], (y * 320 + x) * 4);
    }
  return analysePicture(picture, {
    alpha: { width: 320, height: 240, values: new Float32Array(320 * 240) },
    confidence: 0,
  });
}

test('a small warm bright spot is a lamp', () => {
  const [lamp, ...more] = findLamps(factsWith(16), false);
  expect(more).toEqual([]);
  expect(Math.abs((lamp?.x ?? 0) - 160)).toBeLessThan(4);
  expect(Math.abs((lamp?.y ?? 0) - 120)).toBeLessThan(4);
});

test('a large one is a fire when the prompt speaks of one, and nothing otherwise', () => {
  expect(findLamps(factsWith(80), false)).toEqual([]);
  const [fire] = findLamps(factsWith(80), true);
  expect(fire?.radius).toBeGreaterThan(80);
  expect(fire?.strength).toBeLessThan(findLamps(factsWith(16), true)[0]?.strength ?? 0);
});
