import { expect, test } from 'vitest';
import { fillHole } from './fill-hole.ts';
import { createPicture, createPlane } from './picture.ts';
import type { Picture, Plane } from './picture.ts';

/** Stripes of 8 pixels with a hole in the middle. */
function stripes(): { picture: Picture; hole: Plane; truth: Picture } {
  const truth = createPicture(120, 96);
  const picture = createPicture(120, 96);
  const hole = createPlane(120, 96);
  for (let i = 0; i < 120 * 96; i++) {
    const x = i % 120;
    const y = Math.floor(i / 120);
    const bright = (x + y) % 16 < 8;
    truth.rgba.set(bright ? [230, 200, 120, 255] : [30, 60, 110, 255], i * 4);
    const inside = Math.abs(x - 60) < 14 && Math.abs(y - 48) < 14;
    hole.values[i] = inside ? 1 : 0;
    picture.rgba.set(inside ? [255, 0, 255, 255] : truth.rgba.subarray(i * 4, i * 4 + 4), i * 4);
  }
  return { picture, hole, truth };
}

test('a texture goes on through the hole, and nothing outside it changes', () => {
  const { picture, hole, truth } = stripes();
  const filled = fillHole(picture, hole, { seed: 1 });
  let wrong = 0;
  let inside = 0;
  for (let i = 0; i < hole.values.length; i++) {
    const off = Math.abs((filled.rgba[i * 4] ?? 0) - (truth.rgba[i * 4] ?? 0));
    if (hole.values[i] === 1) {
      inside++;
      if (off > 60) wrong++;
    } else expect(off).toBe(0);
  }
  expect(wrong / inside).toBeLessThan(0.12);
});

test('the same seed fills the same way', () => {
  const { picture, hole } = stripes();
  const first = fillHole(picture, hole, { seed: 3 });
  expect(fillHole(picture, hole, { seed: 3 }).rgba).toEqual(first.rgba);
});

test('a hole with nothing around it to copy is filled smoothly', () => {
  const picture = createPicture(40, 30);
  const hole = createPlane(40, 30);
  picture.rgba.fill(200);
  hole.values.fill(1);
  for (let y = 0; y < 30; y++) hole.values[y * 40] = 0;
  const filled = fillHole(picture, hole, { seed: 1 });
  expect(filled.rgba[(15 * 40 + 20) * 4]).toBe(200);
});

test('nothing is copied from where it must not be', () => {
  const { picture, hole } = stripes();
  const avoid = createPlane(120, 96);
  for (let i = 0; i < avoid.values.length; i++) avoid.values[i] = i % 120 > 70 ? 1 : 0;
  for (let i = 0; i < avoid.values.length; i++) if (i % 120 > 76) picture.rgba.set([255, 0, 0, 255], i * 4);
  const filled = fillHole(picture, hole, { seed: 1, avoid });
  for (let i = 0; i < hole.values.length; i++)
    if (hole.values[i] === 1) expect(filled.rgba[i * 4 + 1]).toBeGreaterThan(20);
});
