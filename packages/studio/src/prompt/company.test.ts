import { expect, test } from 'vitest';
import { compilePrompt } from './compile.ts';

const cast = (prompt: string) =>
  compilePrompt(prompt, null).subjects.map(({ figure, count, action }) => `${count} ${figure} ${action}`);

test.each([
  ['A person is wrestling', ['2 person fight']],
  ['A person is shaking hands', ['2 person shake_hands']],
  ['a person hugging', ['2 person hug']],
  ['two women kissing', ['2 woman kiss']],
  ['a child hugging a teddy bear', ['1 child hug', '1 teddy_bear null']],
  ['a couple kissing', ['1 man kiss', '1 woman kiss']],
])('what nobody does alone is done by two: %s', (prompt, expected) => {
  expect(cast(prompt)).toEqual(expected);
});

test('a verb after two names is meant for both', () => {
  expect(cast('a boy and a girl hugging')).toEqual(['1 boy hug', '1 girl hug']);
  expect(cast('a man and a dog running on the beach')).toEqual(['1 man run', '1 dog run']);
  expect(cast('a man reading and a dog sleeping')).toEqual(['1 man read', '1 dog sleep', '1 book null']);
});

test('things that fall are many', () => {
  expect(cast('apples falling from a tree')[0]).toBe('7 apple fall');
  expect(cast('an apple falling from a tree')[0]).toBe('1 apple fall');
});

test('a vase takes one stem', () => {
  expect(cast('a vase with red tulips')).toEqual(['1 vase null', '1 tulip null']);
  expect(cast('a basket of tulips')).toEqual(['1 basket null', '3 tulip null']);
});

test('an animal stays on its four legs until it needs hands', () => {
  expect(cast('a fox in a forest')).toEqual(['1 fox null']);
  expect(cast('a fox playing guitar')[0]).toBe('1 fox_character play_guitar');
});

test('a parked car does not drive', () => {
  expect(cast('a pink car parked in a street')).toEqual(['1 car idle']);
});

test('who reads has something to read', () => {
  expect(cast('an old man reading')).toEqual(['1 old_man read', '1 book null']);
  expect(cast('an old man reading a newspaper')).toEqual(['1 old_man read', '1 newspaper null']);
});
