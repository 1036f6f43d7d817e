import { expect, test } from 'vitest';
import { createRedact } from '../redact.ts';
import { createBearer } from './bearer.ts';

const clock = { now: () => new Date(1_790_000_000_000) };
const login = { accessKey: 'kling-access-key', secretKey: 'kling-secret-key' };
const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());

test('an API key is sent as it is', () => {
  expect(createBearer({ apiKey: 'kling-api-key' }, clock)()).toBe('kling-api-key');
});

test('a token says who, from when and until when, and not the secret', () => {
  const [header = '', claims = ''] = createBearer(login, clock)().split('.');
  expect(read(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(read(claims)).toEqual({ iss: 'kling-access-key', exp: 1_790_001_800, nbf: 1_789_999_995 });
});

test('a token that an upstream repeats is taken out of every text', () => {
  expect(createRedact([])(`cannot verify ${createBearer(login, clock)()}.`)).toBe('cannot verify [secret].');
});
