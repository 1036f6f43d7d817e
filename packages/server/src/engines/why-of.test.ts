import { expect, test } from 'vitest';
import { whyOf } from './http.ts';

test('what went wrong is told without names of classes, at every address of a name that has several', () => {
  expect(whyOf(new TypeError('other side closed'))).toBe('other side closed');
  const refused = ['::1', '127.0.0.1'].map((host) => new Error(`connect ECONNREFUSED ${host}:9`));
  expect(whyOf(new AggregateError(refused))).toBe(
    'connect ECONNREFUSED ::1:9; connect ECONNREFUSED 127.0.0.1:9',
  );
  expect(whyOf('a text')).toBe('a text');
});
