import { expect, test } from 'vitest';
import { frameCount, madeSeconds } from './frame-count.ts';

test('frames are rounded up to what the model takes', () => {
  expect(frameCount(5, { frames: '4n+1', fps: 16 })).toBe(81);
  expect(frameCount(10, { frames: '4n+1', fps: 16 })).toBe(161);
  expect(frameCount(5, { frames: '8n+1', fps: 24 })).toBe(121);
  expect(frameCount(5, { frames: 'any', fps: 24 })).toBe(120);
});

test('a number that the model takes already stays, whatever floats make of it', () => {
  expect(frameCount(81 / 16, { frames: '4n+1', fps: 16 })).toBe(81);
  expect(frameCount(0.1 + 0.2, { frames: 'any', fps: 10 })).toBe(3);
});

test('there is never a video without a frame', () => {
  expect(frameCount(0.01, { frames: '8n+1', fps: 24 })).toBe(1);
});

test('of fixed lengths the next longer one is made, and too long is none', () => {
  const fixed = { lengthsSeconds: [4, 8, 12], mostSeconds: 12 };
  expect(madeSeconds(5, fixed)).toBe(8);
  expect(madeSeconds(8, fixed)).toBe(8);
  expect(madeSeconds(13, fixed)).toBeNull();
  expect(madeSeconds(7.5, { lengthsSeconds: null, mostSeconds: 10 })).toBe(7.5);
});
