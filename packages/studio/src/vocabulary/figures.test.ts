import icons from '@iconify-json/fluent-emoji/icons.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { DRAWN, isDrawnId } from './drawn.ts';
import type { Figure } from './figure.ts';
import { FIGURES } from './figures.ts';

const figures: [string, Figure][] = Object.entries(FIGURES);
const iconNames = new Set([...Object.keys(icons.icons), ...Object.keys(icons.aliases)]);

test('every icon that a figure or its head is drawn from exists', () => {
  const missing = figures.flatMap(([id, { art }]) => {
    const name = art.kind === 'emoji' ? art.name : art.kind === 'biped' ? art.head : null;
    return name === null || iconNames.has(name) || isDrawnId(name) ? [] : [`${id}: ${name}`];
  });
  expect(missing).toEqual([]);
});

test('every figure of our own art is one that the art room draws', () => {
  const names: readonly string[] = DRAWN;
  const missing = figures.filter(([, { art }]) => art.kind === 'drawn' && !names.includes(art.name));
  expect(missing).toEqual([]);
});

test('ids are snake_case singular words, heights are positive and points lie inside the sprite', () => {
  for (const [id, figure] of figures) {
    expect(id).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(figure.heightMetres).toBeGreaterThan(0);
    for (const point of [...(figure.grasp ?? []), ...(figure.seat ?? []), figure.surface ?? 0]) {
      expect(point).toBeGreaterThanOrEqual(0);
      expect(point).toBeLessThanOrEqual(1);
    }
  }
});

test('no figure is defined in two tables', async () => {
  const tables = await Promise.all([
    import('./figures/people.ts').then((m) => m.PEOPLE),
    import('./figures/animals.ts').then((m) => m.ANIMALS),
    import('./figures/sea-life.ts').then((m) => m.SEA_LIFE),
    import('./figures/vehicles.ts').then((m) => m.VEHICLES),
    import('./figures/buildings.ts').then((m) => m.BUILDINGS),
    import('./figures/nature.ts').then((m) => m.NATURE),
    import('./figures/furniture.ts').then((m) => m.FURNITURE),
    import('./figures/food.ts').then((m) => m.FOOD),
    import('./figures/objects.ts').then((m) => m.OBJECTS),
  ]);
  const total = tables.reduce((sum, table) => sum + Object.keys(table).length, 0);
  expect(Object.keys(FIGURES)).toHaveLength(total);
});
