import { expect, test } from 'vitest';

import type { Sprite } from '../../art/sprite.ts';
import { createFrame, FAR, type Frame } from '../frame.ts';
import type { Blit } from './blit.ts';
import { blitSprite } from './blit-sprite.ts';
import { occlude } from './occlude.ts';
import { spriteRuns } from './sprite-runs.ts';
import { uprightOf } from './upright.ts';

const SIZE = 48;

/** A disc of one colour with a soft edge. */
function disc(red: number, green: number, blue: number): Sprite {
  const pixels = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const out = Math.hypot(x + 0.5 - SIZE / 2, y + 0.5 - SIZE / 2);
      const alpha = Math.max(0, Math.min(1, (SIZE / 2 - out) / 4));
      pixels.set([red * alpha, green * alpha, blue * alpha, 255 * alpha].map(Math.round), (y * SIZE + x) * 4);
    }
  return { levels: [{ width: SIZE, height: SIZE, pixels }], aspect: 1 };
}

function blitOf(sprite: Sprite, centreX: number, depth: number, mirrored = false): Blit {
  return {
    sprite,
    at: { centreX, centreY: 40, width: 57, height: 61, angle: 0, mirrored },
    shade: { light: [0.9, 1.1, 1], lightAcross: [0.2, 0, -0.1], fog: [200, 210, 220], fogAmount: 0.2 },
    depth,
    opacity: 1,
    id: 0,
    warp: null,
    lean: (height) => 0.1 * height * height,
    warpMargin: 0,
  };
}

function blank(): Frame {
  const frame = createFrame(120, 80, false);
  frame.rgba.fill(90);
  frame.depth.fill(FAR);
  return frame;
}

const SCENE = [
  blitOf(disc(220, 40, 40), 50, 9.3),
  blitOf(disc(40, 200, 60), 66, 7.1, true),
  blitOf(disc(30, 60, 220), 58, 3.7),
];

test('what is hidden may be skipped: occluding first changes no pixel by more than an eye can see', () => {
  const plain = blank();
  for (const blit of SCENE) blitSprite(plain, blit);
  const skipped = blank();
  for (const blit of SCENE) {
    const upright = uprightOf(blit, skipped.height);
    if (upright) occlude(skipped, upright, blit.depth);
  }
  for (const blit of SCENE) blitSprite(skipped, blit);
  const change = plain.rgba.map((value, at) => Math.abs(value - (skipped.rgba[at] ?? 0)));
  expect(change.reduce((most, value) => Math.max(most, value), 0)).toBeLessThanOrEqual(3);
});

test('a picture occludes only where it is drawn opaque', () => {
  const [blit] = SCENE;
  if (!blit) throw new Error('no scene');
  const frame = blank();
  const upright = uprightOf(blit, frame.height);
  if (upright) occlude(frame, upright, blit.depth);
  const claimed = [...frame.depth.keys()].filter((pixel) => frame.depth[pixel] !== FAR);
  blitSprite(frame, {
    ...blit,
    shade: { ...blit.shade, light: [0, 0, 0], lightAcross: [0, 0, 0], fogAmount: 0 },
  });
  expect(claimed.length).toBeGreaterThan(1000);
  // Nothing of the grey behind is left where the depth was claimed, or less than an eye can see.
  expect(Math.max(...claimed.map((pixel) => frame.rgba[pixel * 4] ?? 255))).toBeLessThanOrEqual(2);
});

test('runs know the clear margins of a picture and its opaque middle', () => {
  const level = disc(1, 2, 3).levels[0];
  if (!level) throw new Error('no level');
  const { extents, firstSolid, solid } = spriteRuns(level);
  const first = firstSolid[24] ?? 0;
  expect([extents[0], extents[1]]).not.toEqual([0, SIZE]);
  expect(solid[first]).toBeGreaterThan(0);
  expect(solid[first + 1]).toBeLessThan(SIZE);
  expect((solid[first + 1] ?? 0) - (solid[first] ?? 0)).toBeGreaterThan(34);
});
