import { describe, expect, test } from 'vitest';
import { fogShares, layFog } from './relight.ts';
import { pixelsOf } from './texture-runs.ts';
import { createWarpGrid } from './warp-grid.ts';

const WHITE = [255, 255, 255] as const;

/** Red of a black film under fog, at a nearness. */
function foggedAt(nearness: number, shares: ReturnType<typeof fogShares>, share = 1): number {
  const rgba = new Uint8ClampedArray(64 * 64 * 4);
  const grid = createWarpGrid(64, 64);
  grid.near.fill(nearness);
  layFog(pixelsOf(rgba), 64, grid, { colour: WHITE, ...shares }, share, 0);
  return (rgba[(32 * 64 + 32) * 4] ?? 0) / 255;
}

describe('fog', () => {
  test('takes the distance before the subject, and nothing of what is near', () => {
    const shares = fogShares(0.12, 0.8, 0.2);
    const [far, middle, subject, near] = [0.12, 0.4, 1, 1.6].map((nearness) => foggedAt(nearness, shares));
    expect(far).toBeGreaterThan(0.5);
    expect(far).toBeGreaterThan((middle ?? 1) * 1.3);
    expect(middle).toBeGreaterThan((subject ?? 1) * 1.8);
    expect(subject).toBeLessThan(0.25);
    expect(near).toBeLessThan(0.01);
  });

  test('shows which part is farther where little is far', () => {
    const shares = fogShares(0.6, 0.8, 0.2);
    expect(foggedAt(0.6, shares)).toBeGreaterThan(foggedAt(1, shares) * 1.5);
    expect(shares.near).toBeLessThanOrEqual(0.2);
  });

  test('that has not come leaves the picture as it is', () => {
    expect(foggedAt(0.12, fogShares(0.12, 0.8, 0.2), 0)).toBe(0);
  });
});
