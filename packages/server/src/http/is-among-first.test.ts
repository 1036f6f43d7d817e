import { expect, test } from 'vitest';
import { createIsAmongFirst } from './is-among-first.ts';

test('the first times of every name count, and without a number all do', () => {
  const isAmongFirst = createIsAmongFirst();
  expect([1, 2, 3, 4].map(() => isAmongFirst(2, 'one'))).toEqual([true, true, false, false]);
  expect(isAmongFirst(1, 'other')).toBe(true);
  expect([1, 2, 3].map(() => isAmongFirst(null, 'one'))).toEqual([true, true, true]);
});

test('the name that was used longest ago is forgotten first', () => {
  const isAmongFirst = createIsAmongFirst(2);
  for (const name of ['a', 'b', 'a', 'c']) isAmongFirst(1, name);
  expect(['a', 'b'].map((name) => isAmongFirst(1, name))).toEqual([false, true]);
});
