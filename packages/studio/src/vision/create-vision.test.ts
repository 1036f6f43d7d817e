import { describe, expect, it } from 'vitest';
import { type Picture, createPicture } from '../pixels/picture.ts';
import { createVision } from './create-vision.ts';

const SIDE = 200;
const isSubject = (x: number, y: number): boolean => Math.hypot(x - 100, y - 110) < 50;

function picture(
  backdrop: (x: number, y: number) => readonly [number, number, number],
  alpha = 255,
): Picture {
  const out = createPicture(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      out.rgba.set(isSubject(x, y) ? [200, 60, 40, 255] : [...backdrop(x, y), alpha], (y * SIDE + x) * 4);
  return out;
}

function agreement(values: Float32Array): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < values.length; i++) {
    const a = (values[i] ?? 0) >= 0.5;
    const b = isSubject(i % SIDE, Math.floor(i / SIDE));
    if (a && b) both++;
    if (a || b) either++;
  }
  return both / either;
}

describe('vision without networks', () => {
  it('says so, finds nobody and follows nobody', async () => {
    const vision = await createVision({ runtime: null });
    expect(vision.sources).toEqual({ matte: 'heuristic', pose: 'none' });
    expect(await vision.findPeople(picture(() => [230, 228, 220]))).toEqual([]);
    expect(vision.trackPerson(30)).toBeNull();
    await vision.close();
  });

  it('cuts a thing out of a plain background, and trusts that', async () => {
    const vision = await createVision({ runtime: null });
    const matte = await vision.matte(picture((x, y) => [210 + x / 20, 215 + y / 20, 220]));
    expect(agreement(matte.alpha.values)).toBeGreaterThan(0.95);
    expect(matte.confidence).toBeGreaterThan(0.6);
  });

  it('does not trust itself before a busy background', async () => {
    const vision = await createVision({ runtime: null });
    const busy = picture((x, y) => [((x * 7) % 11) * 22, ((y * 5) % 13) * 18, ((x + y) % 7) * 33]);
    expect((await vision.matte(busy)).confidence).toBeLessThan(0.2);
  });

  it('takes the transparency that a cut-out brings along', async () => {
    const vision = await createVision({ runtime: null });
    const matte = await vision.matte(picture(() => [0, 0, 0], 0));
    expect(agreement(matte.alpha.values)).toBe(1);
    expect(matte.confidence).toBe(1);
  });

  it('gives the same matte for the same picture', async () => {
    const vision = await createVision({ runtime: null });
    const first = await vision.matte(picture((x, y) => [x, y, 90]));
    const second = await vision.matte(picture((x, y) => [x, y, 90]));
    expect(second.alpha.values).toEqual(first.alpha.values);
  });
});
