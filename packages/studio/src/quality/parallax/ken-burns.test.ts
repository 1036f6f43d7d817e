import { expect, test } from 'vitest';
import { createPicture } from '../../pixels/picture.ts';
import type { Picture } from '../../pixels/picture.ts';
import { psnr } from '../likeness.ts';
import { bestKenBurns, moveFlat } from './ken-burns.ts';

const MARGIN = { across: 0.1, along: 0.1 } as const;

test('a flat move is found again', () => {
  const before = texture();
  const after = moveFlat(before, { right: -0.04, down: 0.02, zoom: 1.05 });
  expect(bestKenBurns(before, after, MARGIN).decibels).toBeGreaterThan(36);
  expect(psnr(before, after, MARGIN)).toBeLessThan(24);
});

test('it is never worse than to leave the picture as it is', () => {
  const before = texture();
  expect(bestKenBurns(before, before, MARGIN).decibels).toBe(99);
});

function texture(): Picture {
  const picture = createPicture(320, 180);
  for (let y = 0; y < 180; y++) {
    for (let x = 0; x < 320; x++) {
      const value = 128 + 40 * Math.sin(x / 9 + y / 31) + 40 * Math.sin(y / 7 - x / 43);
      picture.rgba.set([value, 255 - value, 90, 255], (y * 320 + x) * 4);
    }
  }
  return picture;
}
