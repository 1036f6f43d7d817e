import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('whatever others wrote is one line that steers nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(plainText(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});

test('words stay as they are', () => {
  expect(plainText('  Ein Zug, 列車 🚂\r\n\tim Schnee ')).toBe('Ein Zug, 列車 🚂 im Schnee');
});
