import { describe, expect, it } from 'vitest';
import { gaussianBlur } from '../pixels/blur.ts';
import { type Plane, createPlane } from '../pixels/picture.ts';
import { fillOutlines } from './fill-outlines.ts';
import { matteConfidence } from './matte-confidence.ts';

const SIDE = 160;

function plane(valueAt: (x: number, y: number) => number): Plane {
  const out = createPlane(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) out.values[y * SIDE + x] = valueAt(x, y);
  return out;
}

function disc(radius: number): Plane {
  return plane((x, y) => (Math.hypot(x - SIDE / 2, y - SIDE / 2) < radius ? 1 : 0));
}

describe('confidence in a matte', () => {
  it('is full for one clear shape, and for one that stands on the lower border', () => {
    expect(matteConfidence(disc(40))).toBeGreaterThan(0.95);
    expect(matteConfidence(plane((x, y) => (x > 50 && x < 110 && y > 40 ? 1 : 0)))).toBeGreaterThan(0.95);
  });

  it('is none for nothing, a speck, everything, and a fog', () => {
    expect(matteConfidence(disc(0))).toBe(0);
    expect(matteConfidence(disc(3))).toBeLessThan(0.1);
    expect(matteConfidence(plane(() => 1))).toBe(0);
    expect(matteConfidence(gaussianBlur(disc(40), 25))).toBeLessThan(0.3);
  });

  it('is small for crumbs all over the picture', () => {
    expect(matteConfidence(plane((x, y) => (x % 20 < 8 && y % 20 < 8 ? 1 : 0)))).toBeLessThan(0.1);
  });
});

describe('a matte that is an outline', () => {
  it('is filled, a ring as much as a drawn leg', () => {
    const ring = plane((x, y) => (Math.abs(Math.hypot(x - 80, y - 80) - 50) < 4 ? 1 : 0));
    expect(fillOutlines(ring).values[80 * SIDE + 80]).toBe(1);
    expect(fillOutlines(ring).values[0]).toBe(0);
  });

  it('keeps the small gap between an arm and its body open', () => {
    const akimbo = plane((x, y) =>
      Math.hypot(x - 80, y - 80) < 60 && Math.hypot(x - 120, y - 80) > 8 ? 1 : 0,
    );
    expect(fillOutlines(akimbo)).toBe(akimbo);
  });
});
