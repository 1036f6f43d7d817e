import { expect, test } from 'vitest';
import { judgeByteCount, judgeDuration, judgeFps, judgeImageSize, judgeVideoSize } from './judge-media.ts';

const MIB = 1024 * 1024;

test('a picture of 10 MB is taken and a larger one is refused with both sizes', () => {
  expect(judgeByteCount('picture', 10 * MIB)).toBeNull();
  expect(judgeByteCount('picture', 10.5 * MIB)).toEqual({
    code: 'too_large',
    sentence: 'The picture has 10.5 MB; at most 10 MB are taken.',
  });
});

test('a file that is too large by one byte is not said to have the allowed size', () => {
  expect(judgeByteCount('picture', 10 * MIB + 1)?.sentence).toBe(
    'The picture has 10.1 MB; at most 10 MB are taken.',
  );
});

test('a video of 100 MB is taken and a larger one is refused with both sizes', () => {
  expect(judgeByteCount('video', 100 * MIB)).toBeNull();
  expect(judgeByteCount('video', 120 * MIB)).toEqual({
    code: 'too_large',
    sentence: 'The video has 120.0 MB; at most 100 MB are taken.',
  });
});

test.each([
  [300, 300, null, null],
  [8192, 3277, null, null],
  [200, 150, 'too_small_picture', 'The picture is 200 x 150 pixels; each side must have 300 to 8192 pixels.'],
  [
    9000,
    6000,
    'too_large_picture',
    'The picture is 9000 x 6000 pixels; each side must have 300 to 8192 pixels.',
  ],
  [
    8000,
    7000,
    'too_large_picture',
    'The picture is 8000 x 7000 pixels, 56 megapixels; at most 50 are taken.',
  ],
  [
    1000,
    300,
    'too_narrow',
    'The picture is 1000 x 300 pixels; its sides must be between 1:2.5 and 2.5:1, and are 3.33 to 1.',
  ],
])(
  'a picture of %i x %i is judged by its sides, its pixels and its shape',
  (width, height, code, sentence) => {
    expect(judgeImageSize(width, height)).toEqual(code === null ? null : { code, sentence });
  },
);

test.each([
  [340, 3850, null],
  [320, 480, 'too_small_picture'],
  [4096, 2160, 'too_large_picture'],
])('a video of %i x %i is judged by its sides', (width, height, code) => {
  const sentence = `The video is ${width} x ${height} pixels; each side must have 340 to 3850 pixels.`;
  expect(judgeVideoSize(width, height)).toEqual(code === null ? null : { code, sentence });
});

test.each([
  [2.94, 'too_short'],
  [2.95, null],
  [30.05, null],
  [30.06, 'too_long'],
])('a video of %d s is judged with half a picture of tolerance', (seconds, code) => {
  const sentence = `The video lasts ${seconds.toFixed(2)} s; 3 to 30 s are taken.`;
  expect(judgeDuration(seconds)).toEqual(code === null ? null : { code, sentence });
});

test('sixty pictures a second are taken and more are refused with the rate', () => {
  expect(judgeFps(60.2)).toBeNull();
  expect(judgeFps(119.881)).toEqual({
    code: 'too_fast',
    sentence: 'The video has 119.88 pictures a second; at most 60 are taken.',
  });
});
