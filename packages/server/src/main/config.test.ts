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

test('a folder of a bucket ends in a slash, and switches are read in both spellings', () => {
  const bucket = { REELAY_S3_BUCKET: 'media', REELAY_S3_ENDPOINT: 'http://s3.example:9000/' };
  const config = readConfig({
    ...bucket,
    REELAY_S3_PREFIX: 'reelay/videos',
    REELAY_S3_FORCE_PATH_STYLE: '1',
  });
  expect(config).toMatchObject({
    s3Endpoint: 'http://s3.example:9000',
    s3Prefix: 'reelay/videos/',
    s3ForcePathStyle: true,
  });
  expect(readConfig({})).toMatchObject({ s3Prefix: '', s3ForcePathStyle: false, s3Bucket: undefined });
  expect(() => readConfig({ REELAY_S3_FORCE_PATH_STYLE: 'yes' })).toThrow(/must be true or false/);
});

test('an endpoint without a bucket is told beside whatever else is wrong', () => {
  const wrong = { REELAY_S3_ENDPOINT: 'http://s3.example', PORT: 'many' };
  expect(() => readConfig(wrong)).toThrow(
    /PORT: .*\n.*REELAY_S3_ENDPOINT: is of no use without REELAY_S3_BUCKET/,
  );
});
