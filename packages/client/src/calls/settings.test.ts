import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeServer, KEY } from '../../test/support/fake-server.ts';
import { Reelay } from '../reelay.ts';
import { readSettings } from './settings.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe('settings', () => {
  test('come from the environment where none are given', () => {
    vi.stubEnv('REELAY_API_KEY', 'rk_test_from_env');
    vi.stubEnv('REELAY_URL', 'https://reelay.example.com/');
    expect(readSettings({})).toMatchObject({
      apiKey: 'rk_test_from_env',
      baseUrl: 'https://reelay.example.com',
    });
    expect(readSettings({ apiKey: KEY, baseUrl: 'http://other' })).toMatchObject({
      apiKey: KEY,
      baseUrl: 'http://other',
    });
  });

  test('need no process', () => {
    vi.stubGlobal('process', undefined);
    expect(readSettings({ apiKey: KEY }).baseUrl).toBe('http://127.0.0.1:8787');
    expect(() => readSettings({})).toThrow(TypeError);
  });

  test('may keep the API below a path', () => {
    expect(readSettings({ apiKey: KEY, baseUrl: 'https://example.com/reelay/' }).baseUrl).toBe(
      'https://example.com/reelay',
    );
  });

  test.each(['', 'example.com', 'ftp://example.com', 'https://user:secret@example.com', 'https://x/?a=b'])(
    'refuse %j as an address',
    (baseUrl) => {
      expect(() => new Reelay({ apiKey: KEY, baseUrl })).toThrow(TypeError);
    },
  );

  test('refuse a key that is none without showing it', () => {
    vi.stubEnv('REELAY_API_KEY', undefined);
    expect(() => new Reelay({})).toThrow(/REELAY_API_KEY/);
    for (const apiKey of ['rk_test_secret\nx', 'rk_test_secret words'])
      expect(() => new Reelay({ apiKey })).toThrow(/^(?!.*secret)/);
    expect(readSettings({ apiKey: `${KEY}\n` }).apiKey).toBe(KEY);
  });
});

test('a client does not show its key', async () => {
  const { client } = fakeServer([new Error('no')], { retries: 0 });
  const error: unknown = await client.balance().catch((one: unknown) => one);
  expect(inspect([client, error], { depth: 10, showHidden: true })).not.toContain(KEY);
  expect(JSON.stringify([client, error])).not.toContain(KEY);
});
