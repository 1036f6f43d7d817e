import { expect, test } from 'vitest';
import { createRedact } from './redact.ts';

const SECRET = 'sk-live-0123456789abcdef';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhY2Nlc3MifQ.c2lnbmF0dXJlLW9mLWl0';

test('a secret is taken out wherever and however often it stands', () => {
  const redact = createRedact([SECRET, 'second-secret']);
  expect(redact(`${SECRET} and {"key":"${SECRET}"} and second-secret`)).toBe(
    '[secret] and {"key":"[secret]"} and [secret]',
  );
});

test('of a secret that begins with another secret nothing stays', () => {
  expect(createRedact(['sk-live', SECRET])(`it is ${SECRET}`)).toBe('it is [secret]');
});

test('what a secret holds is no pattern, and no replacement', () => {
  expect(createRedact(['a.c$&(d'])('a.c$&(d, abc$&(d')).toBe('[secret], abc$&(d');
});

test('too short a secret would blank out ordinary words, and is left', () => {
  expect(createRedact(['no', ''])('there is no place')).toBe('there is no place');
});

test.each([
  ['a bearer header', `authorization: Bearer ${SECRET}`, 'authorization: Bearer [secret]'],
  ['a key header', `authorization: Key ${SECRET}`, 'authorization: Key [secret]'],
  ['a token made anew', `it was ${TOKEN}`, 'it was [secret]'],
  [
    'a signed address',
    'https://cdn.test/a.mp4?X-Signature=abc%2F1&size=7&token=tk1',
    'https://cdn.test/a.mp4?X-Signature=[secret]&size=7&token=[secret]',
  ],
])('%s is taken out though nobody said that it is secret', (_what, text, clean) => {
  expect(createRedact([])(text)).toBe(clean);
});

test('ordinary words of an upstream stay as they are', () => {
  const words = 'HTTP 400 {"code":1201,"message":"duration must be 5 or 10; the key frame token is invalid"}';
  expect(createRedact([SECRET])(words)).toBe(words);
});

test('at most 500 characters are kept, and no part of a secret at the cut', () => {
  const clean = createRedact([SECRET])(`${'x'.repeat(490)}${SECRET}`);
  expect(clean.length).toBeLessThanOrEqual(500);
  expect(clean).not.toContain('sk-live');
  expect(createRedact([])('y'.repeat(501))).toBe(`${'y'.repeat(499)}…`);
  expect(createRedact([])('y'.repeat(500))).toHaveLength(500);
});

test.each(['?', '?key', '?key-eyJ', 'key '])('megabytes of %j are read at once', (piece) => {
  const began = performance.now();
  createRedact([SECRET])(piece.repeat(4_000_000 / piece.length));
  // Without limits it would be hours.
  expect(performance.now() - began).toBeLessThan(5_000);
});
