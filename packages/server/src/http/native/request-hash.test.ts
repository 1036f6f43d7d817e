import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestHash } from './request-hash.ts';

test('the order of keys means nothing, every value does', () => {
  expect(requestHash({ a: 1, b: [1, 'x'] })).toEqual(requestHash({ b: [1, 'x'], a: 1 }));
  const others = [{ a: 1 }, { a: '1' }, { a: null }, { a: [1] }, { a: {} }, { b: 1 }, [1], 1, '1', null];
  expect(new Set(others.map((value) => requestHash(value).toString('hex'))).size).toBe(others.length);
});

test('text that is hashed in pieces hashes as a whole, also where a character would be cut in two', () => {
  const parts = fc.constantFrom('a', '"', '\\', '\n', 'ä', '\u{1F43C}', '\ud83d', '\udc3c');
  fc.assert(
    fc.property(fc.nat(3), fc.array(parts, { minLength: 1, maxLength: 6 }), (shift, middle) => {
      const text = 'x'.repeat(65_534 + shift) + middle.join('') + 'y'.repeat(65_536);
      const whole = createHash('sha256').update(JSON.stringify(text)).digest();
      expect(requestHash(text)).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});
