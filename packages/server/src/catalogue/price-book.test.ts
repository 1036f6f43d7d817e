import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_MODEL_IDS } from '../contract/models.ts';
import { parseDollars } from '../kernel/money.ts';
import { DEFAULT_PRICES, quote, readPriceBook } from './price-book.ts';

test('every model has a price above zero, and no quote is ever 0', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ALL_MODEL_IDS),
      fc.integer({ min: 1, max: 30 }),
      fc.boolean(),
      (model, seconds, sound) => {
        expect(quote(DEFAULT_PRICES, model, seconds, sound)).toBeGreaterThan(0n);
      },
    ),
  );
});

test('sound costs more on kling_2.6 and nothing elsewhere', () => {
  expect(quote(DEFAULT_PRICES, 'kling_2.6', 5, true)).toBe(parseDollars('0.7'));
  expect(quote(DEFAULT_PRICES, 'kling_2.6', 5, false)).toBe(parseDollars('0.35'));
  expect(quote(DEFAULT_PRICES, 'kling_3', 5, true)).toBe(quote(DEFAULT_PRICES, 'kling_3', 5, false));
});

test('a price file changes the models it names and no others', () => {
  const book = readPriceBook({ kling_3: { per_second: '0.5' } });
  expect(quote(book, 'kling_3', 3, false)).toBe(parseDollars('1.5'));
  expect(book.kling_3_pro).toEqual(DEFAULT_PRICES.kling_3_pro);
});

test.each([
  { kling_9: { per_second: '1' } },
  { kling_3: { per_second: '0' } },
  { kling_3: { per_second: 'free' } },
  { kling_3: {} },
  [],
])('a price file that cannot be right is refused: %j', (file) => {
  expect(() => readPriceBook(file)).toThrow();
});
