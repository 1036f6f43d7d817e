import { expect, test } from 'vitest';
import { createPicture } from '../pixels/picture.ts';
import type { Picture } from '../pixels/picture.ts';
import { psnr, ssim } from './likeness.ts';

const WIDTH = 96;
const HEIGHT = 64;

test('a picture is exactly like itself', () => {
  const picture = paint(stripes);
  expect(ssim(picture, picture)).toBe(1);
  expect(psnr(picture, picture)).toBe(99);
});

test('one grey level apart is 48 decibels', () => {
  expect(
    psnr(
      paint(() => 100),
      paint(() => 101),
    ),
  ).toBeCloseTo(20 * Math.log10(255), 6);
});

test('a shift of three pixels costs structure, a little brightness hardly any', () => {
  const picture = paint(stripes);
  expect(
    ssim(
      picture,
      paint((x, y) => stripes(x + 3, y)),
    ),
  ).toBeLessThan(0.7);
  expect(
    ssim(
      picture,
      paint((x, y) => stripes(x, y) + 2),
    ),
  ).toBeGreaterThan(0.99);
});

test('what lies in the margin does not count', () => {
  const inner = paint((x) => (x < 8 ? 0 : 128));
  const other = paint((x) => (x < 8 ? 255 : 128));
  expect(psnr(inner, other)).toBeLessThan(20);
  expect(psnr(inner, other, { across: 0.1, along: 0 })).toBe(99);
});

test('pictures of different sizes are not compared', () => {
  expect(() => psnr(paint(stripes), createPicture(8, 8))).toThrow(RangeError);
});

function stripes(x: number, y: number): number {
  return 128 + 60 * Math.sin(x / 2) + 40 * Math.sin(y / 3);
}

function paint(brightness: (x: number, y: number) => number): Picture {
  const picture = createPicture(WIDTH, HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const value = brightness(x, y);
      picture.rgba.set([value, value, value, 255], (y * WIDTH + x) * 4);
    }
  }
  return picture;
}
