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

/** The straight colours of the opaque pixels of a sprite. */
function colours(sprite: Sprite): Rgb[] {
  const { pixels } = sprite.levels[0] ?? { pixels: new Uint8Array() };
  const found: Rgb[] = [];
  for (let i = 0; i < pixels.length; i += 4)
    if ((pixels[i + 3] ?? 0) > 250) found.push([pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0]);
  return found;
}

test('an orange bird keeps the light and shade of its feathers', async () => {
  const sprite = recolourSprite(await loadSprite({ kind: 'drawn', name: 'bird' }, 120), COLOURS.orange);
  const reds = colours(sprite)
    .map(([red, green]) => red + green)
    .sort((a, b) => a - b);
  const at = (share: number): number => reds[Math.floor(reds.length * share)] ?? 0;
  expect(at(0.9) - at(0.1)).toBeGreaterThan(70);
});

test('the face of a blue clock stays pale', async () => {
  const sprite = recolourSprite(await loadSprite({ kind: 'drawn', name: 'wall_clock' }, 120), COLOURS.blue);
  const pale = colours(sprite).filter(([red, green, blue]) => Math.min(red, green, blue) > 185);
  expect(pale.length / colours(sprite).length).toBeGreaterThan(0.35);
});

test('the windows of a red bus stay blue', async () => {
  const sprite = recolourSprite(await loadSprite({ kind: 'emoji', name: 'bus' }, 120), COLOURS.red);
  const glass = colours(sprite).filter(([red, , blue]) => blue > 200 && red < 120);
  expect(glass.length / colours(sprite).length).toBeGreaterThan(0.12);
});
