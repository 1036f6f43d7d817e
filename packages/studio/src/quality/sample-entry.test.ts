import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { FIGURES } from '../vocabulary/figures.ts';
import { PromptFile } from './sample-entry.ts';
import type { Check } from './sample-entry.ts';
import { sampleVBench } from './vbench-entry.ts';

const file = PromptFile.parse(
  JSON.parse(await readFile(new URL('../../quality/prompts.json', import.meta.url), 'utf8')),
);

test('the sample asks for every kind of check in at least 90 prompts', () => {
  expect(file.prompts.length).toBeGreaterThanOrEqual(90);
  const kinds = new Set(file.prompts.flatMap(({ checks }) => checks.map(({ kind }) => kind)));
  expect([...kinds].toSorted()).toEqual([
    'action',
    'camera',
    'colour',
    'count',
    'motion',
    'place',
    'relation',
    'shows',
    'style',
    'time',
    'weather',
  ]);
});

test('no prompt is asked twice', () => {
  expect(new Set(file.prompts.map(({ prompt }) => prompt)).size).toBe(file.prompts.length);
});

test('every thing of the sample is a figure, or a noun of its prompt', () => {
  for (const { prompt, checks } of file.prompts) {
    for (const thing of checks.flatMap(thingsOf)) {
      expect(Object.hasOwn(FIGURES, thing) || prompt.includes(thing), `${thing} in ${prompt}`).toBe(true);
    }
  }
});

test('a list of benchmark prompts is sampled per dimension, the same way every time', () => {
  const entries = ['cow', 'sheep', 'goat', 'pig'].map((object) => ({
    prompt: `a ${object}`,
    dimension: ['object_class'],
    auxiliary_info: { object_class: { object } },
  }));
  const [first, second, ...rest] = sampleVBench(entries, 2);
  expect(rest).toEqual([]);
  expect([first?.prompt, second?.prompt]).toEqual(['a sheep', 'a pig']);
  expect(first?.checks).toEqual([{ kind: 'shows', thing: 'sheep' }]);
});

test('a benchmark relation becomes a check of sides', () => {
  const words = { object_a: 'bird', object_b: 'cat', relationship: 'on the left of' };
  const [entry] = sampleVBench(
    [
      {
        prompt: 'a bird on the left of a cat, front view',
        dimension: ['spatial_relationship'],
        auxiliary_info: { spatial_relationship: { spatial_relationship: words } },
      },
    ],
    1,
  );
  expect(entry?.checks).toEqual([{ kind: 'relation', relation: 'left_of', from: 'bird', to: 'cat' }]);
});

function thingsOf(check: Check): string[] {
  switch (check.kind) {
    case 'shows':
    case 'colour':
    case 'count':
    case 'action':
      return [check.thing];
    case 'relation':
      return [check.from, check.to];
    default:
      return [];
  }
}
