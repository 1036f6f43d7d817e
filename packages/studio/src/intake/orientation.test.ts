import { expect, test } from 'vitest';
import { orientPixels, readOrientation } from './orientation.ts';

/** Pixels of a picture of 3 x 2, in rows of 4. */
const STORED = Uint32Array.of(1, 2, 3, 0, 4, 5, 6, 0);

function show(xx: number, xy: number, yx: number, yy: number): number[] {
  const matrix = new Uint8Array(36);
  const view = new DataView(matrix.buffer);
  [xx, xy, 0, yx, yy].forEach((value, index) => view.setInt32(index * 4, value * 65_536, true));
  const shown = new Uint32Array(6);
  orientPixels(STORED, 4, 3, 2, readOrientation(matrix), shown);
  return [...shown];
}

test('an upright film is shown as stored', () => {
  expect(show(1, 0, 0, 1)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a quarter turn clockwise, as phones held upright write it, brings the left column to the top', () => {
  expect(show(0, 1, -1, 0)).toEqual([4, 1, 5, 2, 6, 3]);
});

test('a half turn and a quarter turn the other way', () => {
  expect(show(-1, 0, 0, -1)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(show(0, -1, 1, 0)).toEqual([3, 6, 2, 5, 1, 4]);
});

test('a mirrored film is mirrored back', () => {
  expect(show(-1, 0, 0, 1)).toEqual([3, 2, 1, 6, 5, 4]);
  expect(show(1, 0, 0, -1)).toEqual([4, 5, 6, 1, 2, 3]);
});

test('no matrix, or one that is too short, means upright', () => {
  expect(readOrientation(null)).toEqual({ transposed: false, mirroredX: false, mirroredY: false });
  expect(readOrientation(new Uint8Array(8))).toEqual(readOrientation(null));
});
