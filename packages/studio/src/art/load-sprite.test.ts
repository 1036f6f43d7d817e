import { expect, test } from 'vitest';
import type { SceneryId } from '../scene/shot.ts';
import { DRAWN } from '../vocabulary/drawn.ts';
import { loadSprite, svgOf } from './load-sprite.ts';
import { MADE_SCENERY } from './scenery/made-things.ts';
import { GROWN_SCENERY, VARIANTS } from './scenery/paint-scenery.ts';
import { spriteKey, type Sprite, type SpriteRef } from './sprite.ts';

const HEIGHT_PX = 72;

/** The compiler refuses this table when a scenery of the shot has no painter, or the other way round. */
const SCENERY: readonly string[] = Object.keys({ ...GROWN_SCENERY, ...MADE_SCENERY } satisfies Record<
  SceneryId,
  unknown
>);

const EVERYTHING: readonly SpriteRef[] = [
  ...DRAWN.map((name) => ({ kind: 'drawn', name }) as const),
  ...SCENERY.flatMap((name) =>
    Array.from({ length: VARIANTS }, (_, variant) => ({ kind: 'scenery', name, variant }) as const),
  ),
];

function largest(sprite: Sprite) {
  const level = sprite.levels[0];
  if (level === undefined) throw new Error('no level');
  return level;
}

function opaqueShare(sprite: Sprite): number {
  const { pixels } = largest(sprite);
  let opaque = 0;
  for (let i = 3; i < pixels.length; i += 4) if ((pixels[i] ?? 0) > 8) opaque++;
  return opaque / (pixels.length / 4);
}

function touchesAllSides(sprite: Sprite): boolean {
  const { width, height, pixels } = largest(sprite);
  const opaque = (x: number, y: number): boolean => (pixels[(y * width + x) * 4 + 3] ?? 0) > 8;
  const columns = Array.from({ length: width }, (_, x) => x);
  const rows = Array.from({ length: height }, (_, y) => y);
  return (
    columns.some((x) => opaque(x, 0)) &&
    columns.some((x) => opaque(x, height - 1)) &&
    rows.some((y) => opaque(0, y)) &&
    rows.some((y) => opaque(width - 1, y))
  );
}

test('every drawing and every piece of scenery is a trimmed picture', { timeout: 120_000 }, async () => {
  const faulty: string[] = [];
  for (const ref of EVERYTHING) {
    const sprite = await loadSprite(ref, HEIGHT_PX);
    if (opaqueShare(sprite) <= 0.05 || !touchesAllSides(sprite)) faulty.push(spriteKey(ref));
  }
  expect(faulty).toEqual([]);
});

test('the same picture has the same bytes every time', { timeout: 120_000 }, async () => {
  for (const ref of EVERYTHING.filter((_, i) => i % 5 === 0)) {
    const [first, second] = await Promise.all([loadSprite(ref, 40), loadSprite(ref, 40)]);
    expect({ ref, difference: Buffer.compare(largest(first).pixels, largest(second).pixels) }).toEqual({
      ref,
      difference: 0,
    });
  }
});

test('the four variants of a tree are different trees', async () => {
  const trees = await Promise.all(
    [0, 1, 2, 3].map((variant) => loadSprite({ kind: 'scenery', name: 'oak', variant }, 60)),
  );
  expect(new Set(trees.map((tree) => Buffer.from(largest(tree).pixels).toString('base64'))).size).toBe(4);
});

test('a sprite is about as high as asked, however low the figure lies in its square', async () => {
  for (const name of ['automobile', 'glasses', 'red-apple']) {
    const { height } = largest(await loadSprite({ kind: 'emoji', name }, 120));
    expect(Math.abs(height - 120)).toBeLessThanOrEqual(8);
  }
});

test('levels halve down to about eight pixels and share their memory between threads', async () => {
  const { levels } = await loadSprite({ kind: 'drawn', name: 'cup' }, 130);
  expect(levels.length).toBeGreaterThanOrEqual(4);
  for (const [i, level] of levels.entries()) {
    const before = levels[i - 1];
    if (before !== undefined) expect(level.width).toBe(Math.ceil(before.width / 2));
    expect(level.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
  }
});

test('pixels are premultiplied', async () => {
  const { pixels } = largest(await loadSprite({ kind: 'drawn', name: 'wine_glass' }, 80));
  for (let i = 0; i < pixels.length; i += 4)
    expect(Math.max(pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0)).toBeLessThanOrEqual(
      pixels[i + 3] ?? 0,
    );
});

test('names that do not exist are refused by name', async () => {
  await expect(loadSprite({ kind: 'emoji', name: 'no-such-thing' }, 64)).rejects.toThrow(
    "unknown emoji 'no-such-thing'",
  );
  await expect(loadSprite({ kind: 'scenery', name: 'moss', variant: 0 }, 64)).rejects.toThrow(
    "unknown scenery 'moss'",
  );
  expect(() => svgOf({ kind: 'drawn', name: 'toString' })).toThrow("unknown drawing 'toString'");
});
