import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDollars, parseDollars, times, toMicros } from './money.ts';

test('n units cost n times one unit, at any size', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.nat(), (unit, count) => {
      expect(times(toMicros(unit), count)).toBe(unit * BigInt(count));
    }),
  );
});

test('refuses a count that is not a whole number', () => {
  for (const count of [-1, 0.5, Number.NaN, Infinity])
    expect(() => times(toMicros(1n), count)).toThrow(RangeError);
});

test('an amount with at most 4 decimals survives being shown and read again', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 11n), 10n ** 11n), (units) => {
      const amount = toMicros(units * 100n);
      expect(parseDollars(formatDollars(amount))).toBe(amount);
    }),
  );
});

test('shows a price rounded up, never below what is charged', () => {
  expect(formatDollars(toMicros(290_000n))).toBe('0.2900');
  expect(formatDollars(toMicros(1n))).toBe('0.0001');
  expect(formatDollars(toMicros(0n))).toBe('0.0000');
  expect(formatDollars(toMicros(-1n))).toBe('0.0000');
});

test('refuses an amount that is not dollars', () => {
  for (const text of ['', 'abc', '1e3', '1.2345678', '0x10', '1,5', '--1'])
    expect(() => parseDollars(text)).toThrow(RangeError);
});
