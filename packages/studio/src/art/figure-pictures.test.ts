import { expect, test } from 'vitest';
import type { Figure } from '../vocabulary/figure.ts';
import { FIGURES } from '../vocabulary/figures.ts';
import { isDrawnId } from '../vocabulary/drawn.ts';
import { QUADRUPEDS } from './gait/quadrupeds.ts';
import { loadSprite } from './load-sprite.ts';
import { GROWN_SCENERY, VARIANTS } from './scenery/paint-scenery.ts';

const figures: [string, Figure][] = Object.entries(FIGURES);

test('every figure that is grown is a plant of the scenery in one of its drawings', () => {
  const strange = figures.filter(
    ([, { art }]) =>
      art.kind === 'scenery' && (!Object.hasOwn(GROWN_SCENERY, art.name) || art.variant >= VARIANTS),
  );
  expect(strange).toEqual([]);
});

test('every four-legged animal of our own art walks on legs', () => {
  const legless = figures.filter(
    ([, { art, kind }]) => kind === 'quadruped' && art.kind === 'drawn' && QUADRUPEDS[art.name] === undefined,
  );
  expect(legless).toEqual([]);
});

test('swimmers are stretched out as they swim', async () => {
  for (const id of ['shark', 'dolphin', 'whale'] as const) {
    const { name } = FIGURES[id].art as { name: string };
    expect((await loadSprite({ kind: 'drawn', name }, 60)).aspect).toBeGreaterThan(2);
  }
});

test('what lies on a table is wider than high, and a rocket stands upright', async () => {
  for (const name of ['dinner_plate', 'whole_pizza', 'banana_bunch', 'violin_side', 'hot_dog_lying'])
    expect((await loadSprite({ kind: 'drawn', name }, 60)).aspect).toBeGreaterThan(1.3);
  expect((await loadSprite({ kind: 'drawn', name: 'rocket_upright' }, 60)).aspect).toBeLessThan(0.7);
});

test('heads of our own art are round enough for a body', async () => {
  const heads = figures.flatMap(([, { art }]) =>
    art.kind === 'biped' && isDrawnId(art.head) ? [art.head] : [],
  );
  expect(heads).toContain('knight_head');
  for (const name of heads) {
    const { aspect } = await loadSprite({ kind: 'drawn', name }, 60);
    expect(Math.abs(aspect - 1)).toBeLessThan(0.3);
  }
});
