import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from './json-text.ts';

test('what JSON.parse takes is read as it reads it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const read = readJson(text);
      // The one thing that is refused beyond JSON is a field that is there twice, and fc.json writes none.
      expect(read).toEqual({ value: JSON.parse(text) });
    }),
  );
});

test('what JSON.parse refuses is refused with its place', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', ',', '}', '"', 'x', ']]'),
      (text, at, put) => {
        const place = at % (text.length + 1);
        const broken = text.slice(0, place) + put + text.slice(place + 1);
        let isJson = true;
        try {
          JSON.parse(broken);
        } catch {
          isJson = false;
        }
        if (!isJson) expect(readJson(broken)).toHaveProperty('problem');
      },
    ),
  );
});

test.each([
  ['{"a": 1,}', 'line 1, column 9'],
  ['{\n  "a": [1, 2\n}', 'line 3, column 1'],
  ['{"a": "b}', 'line 1, column 7'],
  ['{"a": 01}', 'line 1, column 7'],
  ['{a: 1}', 'line 1, column 2'],
  ['{} {}', 'line 1, column 4'],
  ['// a note\n{}', 'line 1, column 1'],
  ['', 'line 1, column 1'],
])('%j goes wrong at %s', (text, place) => {
  expect(readJson(text)).toEqual({ problem: expect.stringContaining(`is not JSON: ${place}: `) });
});

test('a field that is there twice is told, not overwritten', () => {
  expect(readJson('{"prices": 1,\n "prices": 2}')).toEqual({
    problem: 'is not JSON: line 2, column 2: the field "prices" is here a second time.',
  });
});

test('the text itself is in no message: it may hold keys', () => {
  const read = readJson('{"api_key": secret-of-mine}');
  expect(JSON.stringify(read)).not.toContain('secret');
});

test('the mark that Windows editors put first does not matter', () => {
  expect(readJson('\ufeff{"a": 1}')).toEqual({ value: { a: 1 } });
});

test('brackets that never end are refused before they exhaust the stack', () => {
  expect(readJson('['.repeat(500_000))).toEqual({
    problem: expect.stringContaining('nested deeper than 64'),
  });
});
