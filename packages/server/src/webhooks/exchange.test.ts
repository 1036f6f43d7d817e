import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptBody, keptRequestHeaders, keptResponseHeaders, REDACTED } from './exchange.ts';

test('of any bytes at most 2,000 characters are kept, and PostgreSQL can hold them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12_000 }), (bytes) => {
      const kept = keptBody(bytes);
      expect(Array.from(kept).length).toBeLessThanOrEqual(2_000);
      expect(kept.isWellFormed()).toBe(true);
      expect(kept).not.toMatch(/[^\P{Cc}\t\n\r]/u);
    }),
  );
});

test('text is kept as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const readable = text.replaceAll(/[^\P{Cc}\t\n\r]/gu, '\uFFFD');
      expect(keptBody(Buffer.from(text))).toBe(readable.replace(/^\uFEFF/, ''));
    }),
  );
});

test.each([
  'set-cookie',
  'Set-Cookie',
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'x-amz-security-token',
  'x-session-id',
  'x-secret',
  'webhook-signature',
])('the value of %s is not kept', (name) => {
  expect(keptResponseHeaders({ [name]: 'abc' })).toEqual({ [name]: REDACTED });
});

test('twenty headers are kept, each up to 200 characters', () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`x-${index}`, 'v'.repeat(300)]));
  const kept = keptResponseHeaders(many);
  expect(Object.keys(kept)).toHaveLength(20);
  expect(kept['x-0']).toHaveLength(200);
});

test('a secret in the query of an address is not kept, wherever in a header it stands', () => {
  expect(
    keptResponseHeaders({
      location: 'https://a.test/x?page=2&X-Amz-Signature=abc&api_key=abc#top',
      link: ['<https://a.test/?token=abc>; rel="next"', '<https://a.test/?page=3>; rel="last"'],
    }),
  ).toEqual({
    location: `https://a.test/x?page=2&X-Amz-Signature=${REDACTED}&api_key=${REDACTED}#top`,
    link: `<https://a.test/?token=${REDACTED}>; rel="next", <https://a.test/?page=3>; rel="last"`,
  });
});

test('of our signatures is kept how many there were', () => {
  expect(keptRequestHeaders({ 'webhook-id': '7', 'webhook-signature': 'v1,abc= v1,def=' })).toEqual({
    'webhook-id': '7',
    'webhook-signature': `v1,${REDACTED} v1,${REDACTED}`,
  });
});
