import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('extra ports are numbers with commas between them, and none unless said', () => {
  expect(readConfig({}).extraUrlPorts).toEqual([]);
  expect(readConfig({ REELAY_EXTRA_URL_PORTS: '8080, 8443' }).extraUrlPorts).toEqual([8080, 8443]);
  for (const wrong of ['80;81', 'http', '0', '65536', '1,,2', '-1'])
    expect(() => readConfig({ REELAY_EXTRA_URL_PORTS: wrong })).toThrow(/REELAY_EXTRA_URL_PORTS: must be/);
});

test('every wrong variable is named at once', () => {
  const wrong = { PORT: 'many', REELAY_ALLOW_PRIVATE_URLS: 'all' };
  expect(() => readConfig(wrong)).toThrow(ConfigError);
  expect(() => readConfig(wrong)).toThrow(/PORT: .*\n.*REELAY_ALLOW_PRIVATE_URLS: /);
});
