import { expect, test } from 'vitest';
import { compilePrompt } from './compile.ts';

const ties = (prompt: string) => {
  const { subjects, relations } = compilePrompt(prompt, null);
  return relations.map(({ kind, from, to }) => `${subjects[from]?.figure} ${kind} ${subjects[to]?.figure}`);
};
const cast = (prompt: string) =>
  compilePrompt(prompt, null).subjects.map(({ figure, count }) => `${count} ${figure}`);

test.each([
  ['a basket of apples', ['apple inside basket']],
  ['a vase with red tulips', ['tulip inside vase']],
  ['a bowl of eggs on a table', ['egg inside bowl', 'bowl on dining_table']],
  ['flowers in a vase on a table', ['flower inside vase', 'vase on dining_table']],
  ['a table full of food', ['bento on dining_table']],
])('what a container holds is in it: %s', (prompt, expected) => {
  expect(ties(prompt)).toEqual(expected);
});

test('food words name several kinds, all in the same place', () => {
  expect(cast('a basket of fruit')).toEqual(['1 basket', '2 apple', '1 banana', '1 grapes']);
  expect(ties('a basket of vegetables')).toEqual([
    'tomato inside basket',
    'carrot inside basket',
    'broccoli inside basket',
  ]);
});

test('a dish known by its vessel is one thing', () => {
  expect(cast('a cup of coffee')).toEqual(['1 coffee']);
  expect(cast('a bowl of fruit')).toEqual(['1 fruit_bowl']);
  expect(cast('a slice of pizza on a plate')).toEqual(['1 pizza_slice', '1 plate']);
  expect(compilePrompt('a slice of pizza', null).subjects[0]?.action).toBeNull();
});

test('what two things joined by "and" stand on carries both', () => {
  expect(ties('a cup and a laptop on a desk')).toEqual([
    'laptop next_to cup',
    'laptop on desk',
    'cup on desk',
  ]);
});

test('who writes on a board stands before it, who writes on paper holds it', () => {
  expect(ties('a teacher writing on a blackboard')).toContain('teacher in_front_of blackboard');
  expect(ties('一个老师在黑板上写字')).toContain('teacher in_front_of blackboard');
  expect(ties('a boy drawing on paper')).toContain('boy holds paper');
});

test('under a tree is before its trunk, under an umbrella is holding it', () => {
  expect(ties('a girl reading under a tree')).toEqual(['girl in_front_of tree', 'girl holds book']);
  expect(ties('a man under an umbrella')).toEqual(['man holds umbrella']);
});

test('who eats bamboo has a stick of it', () => {
  expect(ties('a panda eating bamboo')).toEqual(['panda eats bamboo_stick']);
});

test('an open book is no act of opening', () => {
  expect(ties('a cup of coffee next to an open book on a wooden table by a rainy window')).toEqual([
    'coffee next_to book',
    'coffee on dining_table',
  ]);
});
