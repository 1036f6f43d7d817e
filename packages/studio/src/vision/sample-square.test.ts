import { describe, expect, it } from 'vitest';
import { createPicture } from '../pixels/picture.ts';
import { sampleSquare } from './sample-square.ts';

function ramp(width: number, height: number) {
  const picture = createPicture(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) picture.rgba.set([x * 4, y * 4, 200, 255], (y * width + x) * 4);
  return picture;
}

describe('a square of a picture', () => {
  it('at its own size and upright is the picture itself', () => {
    const out = new Float32Array(32 * 32 * 3);
    sampleSquare(ramp(32, 32), { centreX: 16, centreY: 16, size: 32, angle: 0 }, 32, out);
    expect(out[(5 * 32 + 9) * 3]).toBeCloseTo(36, 3);
    expect(out[(5 * 32 + 9) * 3 + 1]).toBeCloseTo(20, 3);
    expect(out[(31 * 32 + 31) * 3]).toBeCloseTo(124, 3);
  });

  it('turned by a quarter reads down where it wrote across', () => {
    const out = new Float32Array(32 * 32 * 3);
    sampleSquare(ramp(32, 32), { centreX: 16, centreY: 16, size: 32, angle: Math.PI / 2 }, 32, out);
    expect(out[(5 * 32 + 9) * 3 + 1]).toBeCloseTo(9 * 4, 2);
    expect(out[(5 * 32 + 9) * 3]).toBeCloseTo((31 - 5) * 4, 2);
  });

  it('is black beyond the border and takes in every pixel on the way down', () => {
    const picture = ramp(64, 64);
    const out = new Float32Array(8 * 8 * 3);
    sampleSquare(picture, { centreX: 0, centreY: 0, size: 64, angle: 0 }, 8, out, 1 / 255);
    expect(out[0]).toBe(0);
    expect(out[7 * 3 + 7 * 8 * 3 + 2]).toBeCloseTo(200 / 255, 2);
    const striped = createPicture(64, 64);
    for (let i = 0; i < 64 * 64; i++) striped.rgba[i * 4] = i % 2 === 0 ? 0 : 200;
    sampleSquare(striped, { centreX: 32, centreY: 32, size: 64, angle: 0 }, 8, out);
    for (let i = 0; i < 64; i++) expect(out[i * 3]).toBeCloseTo(100, 0);
  });
});
