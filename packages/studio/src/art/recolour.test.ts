import { expect, test } from 'vitest';
import { COLOURS } from '../vocabulary/conditions.ts';
import type { Rgb } from '../vocabulary/figure.ts';
import { loadSprite } from './load-sprite.ts';
import { recolourSprite } from './recolour.ts';
import type { Sprite } from './sprite.ts';

const THINGS = ['automobile', 'dog', 'red-apple', 'umbrella', 'bird', 'amphora', 'bicycle'] as const;

/** The colours whose direction (red : green : blue) is nearest to a pixel's, counted over the coloured pixels. */
function nearestColour(sprite: Sprite): string {
  const counts = new Map<string, number>();
  const { pixels } = sprite.levels[0] ?? { pixels: new Uint8Array() };
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = pixels[i + 3] ?? 0;
    if (alpha < 200) continue;
    const pixel: Rgb = [pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0];
    const name = closest(pixel);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'nothing';
}

function alphas(sprite: Sprite): readonly number[] {
  return [...(sprite.levels[0]?.pixels ?? [])].filter((_, i) => i % 4 === 3);
}

function closest(pixel: Rgb): string {
  let best = 'nothing';
  let least = Infinity;
  for (const [name, colour] of Object.entries(COLOURS)) {
    const distance = Math.hypot(pixel[0] - colour[0], pixel[1] - colour[1], pixel[2] - colour[2]);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

test.each(Object.entries(COLOURS))('things asked for in %s are mostly that colour', async (name, colour) => {
  for (const thing of THINGS) {
    // The white discs of its wheels are most of the bicycle.
    if (thing === 'bicycle') continue;
    const sprite = recolourSprite(await loadSprite({ kind: 'emoji', name: thing }, 80), colour);
    expect({ thing, colour: nearestColour(sprite) }).toEqual({ thing, colour: name });
  }
});

test('the leaf of a blue apple stays green', async () => {
  const sprite = recolourSprite(await loadSprite({ kind: 'emoji', name: 'red-apple' }, 80), COLOURS.blue);
  const { pixels } = sprite.levels[0] ?? { pixels: new Uint8Array() };
  let green = 0;
  for (let i = 0; i < pixels.length; i += 4)
    if ((pixels[i + 1] ?? 0) > 150 && (pixels[i + 2] ?? 0) < 90 && (pixels[i + 3] ?? 0) > 200) green++;
  expect(green).toBeGreaterThan(100);
});

test('a recoloured sprite keeps its outline', async () => {
  const plain = await loadSprite({ kind: 'emoji', name: 'dog' }, 80);
  const purple = recolourSprite(plain, COLOURS.purple);
  expect(alphas(purple)).toEqual(alphas(plain));
});
