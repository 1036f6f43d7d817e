import { expect, test } from 'vitest';
import { meaningOf, saysNoSuchWork } from './service-codes.ts';

test.each([
  [401, 1000, 'account'],
  [401, 1001, 'account'],
  [401, 1002, 'account'],
  [401, 1003, 'account'],
  [401, 1004, 'account'],
  [429, 1100, 'account'],
  [429, 1101, 'account'],
  [429, 1102, 'account'],
  [403, 1103, 'account'],
  [400, 1200, 'rejected'],
  [400, 1201, 'maybe_duplicate'],
  [404, 1202, 'unserved'],
  [404, 1203, 'unserved'],
  [400, 1300, 'content'],
  [400, 1301, 'content'],
  [429, 1302, 'full'],
  [429, 1303, 'full'],
  [429, 1304, 'account'],
  [500, 5000, 'unknown'],
  [503, 5001, 'unknown'],
  [504, 5002, 'unknown'],
  // A code that the list does not have yet goes by its status; a status of 500 or more never proves anything.
  [429, 1399, 'full'],
  [403, 1199, 'account'],
  [502, 1303, 'unknown'],
  [200, 9999, 'unknown'],
  // Not Kling's own answers.
  [404, null, 'unserved'],
  [429, null, 'unknown'],
  [502, null, 'unknown'],
])('HTTP %s with code %s is %s', (status, code, expected) => {
  const meaning = meaningOf(status, code);
  expect(meaning.kind === 'refused' ? meaning.trouble : meaning.kind).toBe(expected);
});

test('no such work is said by a code, never by a page that is missing', () => {
  expect(saysNoSuchWork(404, 1203)).toBe(true);
  expect(saysNoSuchWork(400, 1201)).toBe(true);
  expect(saysNoSuchWork(404, null)).toBe(false);
  expect(saysNoSuchWork(500, 1203)).toBe(false);
});
