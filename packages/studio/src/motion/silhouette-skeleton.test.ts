import { describe, expect, it } from 'vitest';
import { createPlane } from '../pixels/picture.ts';
import type { Plane } from '../pixels/picture.ts';
import { hangArms } from './hang-arms.ts';
import { silhouetteSkeleton } from './silhouette-skeleton.ts';
import { JOINTS } from './skeleton.ts';

type Stroke = readonly [x: number, y: number, toX: number, toY: number, radius: number];

/** Thick lines on an empty matte. */
function draw(width: number, height: number, strokes: readonly Stroke[]): Plane {
  const plane = createPlane(width, height);
  for (const [ax, ay, bx, by, radius] of strokes) {
    const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const k = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
        if (Math.hypot(x - ax - (bx - ax) * k, y - ay - (by - ay) * k) <= radius)
          plane.values[y * width + x] = 1;
      }
  }
  return plane;
}

const FIGURE: readonly Stroke[] = [
  [200, 90, 200, 90, 48],
  [200, 130, 200, 200, 18],
  [200, 190, 200, 300, 46],
  [225, 185, 340, 150, 13],
  [175, 185, 70, 240, 13],
  [222, 310, 250, 470, 15],
  [178, 310, 150, 470, 15],
];

describe('silhouetteSkeleton', () => {
  it('finds head, hands and feet of a drawn figure', () => {
    const reading = silhouetteSkeleton(draw(400, 520, FIGURE));
    if (reading.kind !== 'skeleton') throw new Error(reading.seen);
    const { points, limbs, headRadius } = reading.skeleton;
    const near = (joint: number, x: number, y: number, tolerance: number): void => {
      expect(Math.abs((points[joint * 2] ?? 0) - x)).toBeLessThan(tolerance);
      expect(Math.abs((points[joint * 2 + 1] ?? 0) - y)).toBeLessThan(tolerance);
    };
    expect([...limbs].sort()).toEqual(['leftArm', 'leftLeg', 'rightArm', 'rightLeg']);
    near(JOINTS.head, 200, 90, 24);
    expect(headRadius).toBeGreaterThan(36);
    expect(headRadius).toBeLessThan(64);
    // Its left is on the right of the picture: it looks at us.
    near(JOINTS.leftHand, 348, 148, 24);
    near(JOINTS.rightHand, 62, 244, 24);
    near(JOINTS.leftToe, 252, 482, 26);
    near(JOINTS.rightToe, 148, 482, 26);
    near(JOINTS.leftShoulder, 243, 180, 26);
    near(JOINTS.leftHip, 224, 320, 34);
    near(JOINTS.pelvis, 200, 320, 34);
    near(JOINTS.neck, 200, 185, 30);
  });

  it('sees no figure in a ball, in a bar and in nothing, and says what it saw', () => {
    for (const strokes of [[[200, 260, 200, 260, 120]], [[60, 260, 340, 260, 30]], []] as const) {
      const reading = silhouetteSkeleton(draw(400, 520, strokes));
      expect(reading.kind).toBe('no_figure');
      if (reading.kind === 'no_figure') expect(reading.seen).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('makes do with a figure whose arms lie on its body', () => {
    const reading = silhouetteSkeleton(
      draw(
        400,
        520,
        FIGURE.filter((_, i) => i !== 3 && i !== 4),
      ),
    );
    if (reading.kind !== 'skeleton') throw new Error(reading.seen);
    expect([...reading.skeleton.limbs].sort()).toEqual(['leftLeg', 'rightLeg']);
    const { points } = reading.skeleton;
    expect(points[JOINTS.neck * 2 + 1]).toBeLessThan((points[JOINTS.pelvis * 2 + 1] ?? 0) - 60);
  });

  it('hangs arms at the sides of a toy whose outline shows none', () => {
    const alpha = draw(
      400,
      520,
      FIGURE.filter((_, i) => i !== 3 && i !== 4),
    );
    const reading = silhouetteSkeleton(alpha);
    if (reading.kind !== 'skeleton') throw new Error(reading.seen);
    const { points, limbs } = hangArms(reading.skeleton, alpha);
    expect([...limbs].sort()).toEqual(['leftArm', 'leftLeg', 'rightArm', 'rightLeg']);
    expect(points[JOINTS.leftHand * 2]).toBeGreaterThan(220);
    expect(points[JOINTS.rightHand * 2]).toBeLessThan(180);
    expect(points[JOINTS.leftHand * 2 + 1]).toBeGreaterThan((points[JOINTS.leftShoulder * 2 + 1] ?? 0) + 50);
    expect(points[JOINTS.head * 2 + 1]).toBeLessThan(130);
  });
});
