import { expect, test } from 'vitest';
import { COLOURS } from '../vocabulary/conditions.ts';
import { isColour, nameColour, voteColours } from './colour-name.ts';
import type { MaskedPicture } from './picture.ts';

test.each([
  [[210, 40, 40], 'red'],
  [[110, 20, 24], 'red'],
  [[240, 130, 30], 'orange'],
  [[245, 205, 40], 'yellow'],
  [[60, 160, 70], 'green'],
  [[60, 200, 195], 'turquoise'],
  [[40, 100, 220], 'blue'],
  [[130, 66, 190], 'purple'],
  [[128, 30, 116], 'purple'],
  [[244, 120, 176], 'pink'],
  [[130, 84, 50], 'brown'],
  [[30, 30, 34], 'black'],
  [[140, 142, 146], 'gray'],
  [[240, 240, 242], 'white'],
] as const)('%j is called %s', ([red, green, blue], name) => {
  expect(nameColour(red, green, blue)).toBe(name);
});

test('every colour that can be asked for passes for itself, in light and in shade', () => {
  for (const [name, [red, green, blue]] of Object.entries(COLOURS)) {
    const colour = Object.keys(COLOURS).find((id): id is keyof typeof COLOURS => id === name);
    if (colour === undefined) continue;
    for (const shade of [1, 0.85]) {
      const votes = voteColours(subjectOf(red * shade, green * shade, blue * shade), 0);
      expect(votes !== null && isColour(votes, colour, false), `${name} x ${shade}`).toBe(true);
    }
  }
});

test('another colour does not pass', () => {
  const votes = voteColours(subjectOf(...COLOURS.blue), 0);
  expect(votes !== null && isColour(votes, 'red', false)).toBe(false);
});

test('a subject that is not seen has no colour', () => {
  expect(voteColours(subjectOf(200, 0, 0), 3)).toBeNull();
});

function subjectOf(red: number, green: number, blue: number): MaskedPicture {
  return {
    width: 2,
    height: 1,
    rgba: Uint8ClampedArray.from([red, green, blue, 255, 0, 0, 0, 255]),
    ids: Uint8Array.from([1, 0]),
  };
}
