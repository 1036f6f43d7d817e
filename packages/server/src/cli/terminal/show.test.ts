import { expect, test } from 'vitest';
import { showDollars, showSeconds, showTime } from './show.ts';

test('times are local and short, with the year only when it is another', () => {
  const local = new Date(2026, 10, 23, 8, 5);
  expect(showTime(local.toISOString(), local)).toBe('11-23 08:05');
  expect(showTime(local.toISOString(), new Date(2027, 0, 1))).toBe('2026-11-23 08:05');
  expect([showTime(null), showTime(undefined)]).toEqual(['-', '-']);
});

test('money has its sign', () => {
  expect(['0.2100', '-3.0000', 'calculating'].map(showDollars)).toEqual([
    '$0.2100',
    '-$3.0000',
    'calculating',
  ]);
});

test('lengths of time are in the unit that people would say', () => {
  expect([0.2, 45, 99.5, 100, 3_600, 6_000, 9_000].map(showSeconds)).toEqual([
    '1 s',
    '45 s',
    '100 s',
    '2 min',
    '60 min',
    '1 h 40 min',
    '2 h 30 min',
  ]);
});
