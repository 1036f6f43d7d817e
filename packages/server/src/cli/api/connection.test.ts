import { expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { MissingKeyError, readConnection } from './connection.ts';

const KEY = { REELAY_API_KEY: 'rk_test_one' };

test('options come before the environment, and that before what is usual', () => {
  expect(readConnection({}, KEY)).toEqual({ baseUrl: 'http://127.0.0.1:8787', apiKey: 'rk_test_one' });
  const environment = { ...KEY, REELAY_KEY: 'rk_test_other', REELAY_URL: 'https://video.example/api' };
  expect(readConnection({}, environment)).toEqual({
    baseUrl: 'https://video.example/api',
    apiKey: 'rk_test_one',
  });
  expect(readConnection({ url: 'http://[::1]:9', key: ' rk_test_two\n' }, environment)).toEqual({
    baseUrl: 'http://[::1]:9',
    apiKey: 'rk_test_two',
  });
  expect(readConnection({}, { REELAY_API_KEY: '', REELAY_KEY: 'rk_test_other' }).apiKey).toBe(
    'rk_test_other',
  );
});

test.each([
  'localhost:8787',
  'http://',
  'http://user:pass@host',
  'http://host/?key=1',
  'file:///etc',
  'http://a b',
])('%s is no address of a server', (url) => {
  expect(() => readConnection({ url }, KEY)).toThrow(UsageError);
});

test('no key, and what cannot be one, are told apart, and the key is not shown', () => {
  expect(() => readConnection({}, { REELAY_API_KEY: ' ' })).toThrow(MissingKeyError);
  expect(() => readConnection({ key: 'rk_test_ä' }, {})).toThrow(/copy it again/);
  expect(() => readConnection({ key: 'rk_test_ä' }, {})).not.toThrow(/rk_test/);
});
