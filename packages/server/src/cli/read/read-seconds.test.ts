import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { parseSeconds, readCount, readSeconds, readTimeAgo } from './read-seconds.ts';

const NOW = new Date('2026-11-23T07:00:00Z');

test('lengths of time are a number and a unit, seconds unless said', () => {
  const units = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 };
  fc.assert(
    fc.property(fc.nat(999_999), fc.constantFrom(...Object.entries(units)), (count, [unit, seconds]) => {
      expect(parseSeconds(`${count}${unit}`)).toBe(count * seconds);
    }),
  );
});

test.each(['', 'soon', '-1s', '1.5h', '1w', '10 m', '9999999999'])('%j is no length of time', (text) => {
  expect(() => readSeconds('--timeout', text)).toThrow(UsageError);
});

test('a time is so long ago, or as it stands', () => {
  expect(readTimeAgo('2h', NOW)).toBe('2026-11-23T05:00:00.000Z');
  for (const text of ['2026-11-23', '2026-11-23T07:00:00Z', '2026', 'yesterday'])
    expect(readTimeAgo(text, NOW)).toBe(text);
});

test('a count is whole and not too small', () => {
  expect(readCount('--limit', '20')).toBe(20);
  for (const text of ['0', '-3', '2.5', 'x', ''])
    expect(() => readCount('--limit', text)).toThrow(UsageError);
});
