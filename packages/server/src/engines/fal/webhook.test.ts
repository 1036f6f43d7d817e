import { expect, test } from 'vitest';
import { falSigner } from '../../../test/emulators/fal-signer.ts';
import type { JsonValue } from '../../kernel/json.ts';
import { createSigningKeys } from './signing-keys.ts';
import { callbackWithEndpoint, isGenuine, readMessage } from './webhook.ts';

const NOW = Date.UTC(2030, 0, 1);
const BODY = JSON.stringify({
  request_id: 'request-1',
  gateway_request_id: 'other',
  status: 'OK',
  payload: {},
});

function genuineWith({
  now = NOW,
  body = BODY,
  headers: changed = {},
}: { now?: number; body?: string; headers?: Record<string, string> } = {}): Promise<boolean> {
  const signer = falSigner();
  const keys = createSigningKeys(async () => JSON.parse(JSON.stringify(signer.jwks())) as JsonValue);
  const { headers } = signer.sign('request-1', BODY, NOW);
  return isGenuine({ ...headers, ...changed }, Buffer.from(body), keys, new Date(now));
}

test('a message is genuine for five minutes before and after it was signed', async () => {
  for (const offset of [0, 299_000, -299_000]) expect(await genuineWith({ now: NOW + offset })).toBe(true);
  for (const offset of [301_000, -301_000]) expect(await genuineWith({ now: NOW + offset })).toBe(false);
});

test('a message of which anything was changed is not genuine', async () => {
  expect(await genuineWith({ body: BODY.replace('OK', 'ERROR') })).toBe(false);
  for (const name of ['request-id', 'user-id'])
    expect(await genuineWith({ headers: { [`x-fal-webhook-${name}`]: 'another' } })).toBe(false);
  const inTime = String(NOW / 1_000 + 1);
  for (const timestamp of ['', 'soon', '-1', inTime])
    expect(await genuineWith({ headers: { 'x-fal-webhook-timestamp': timestamp } })).toBe(false);
  for (const signature of ['', 'zz', '00', '0'.repeat(128)])
    expect(await genuineWith({ headers: { 'x-fal-webhook-signature': signature } })).toBe(false);
});

test('keys are not asked for on behalf of what cannot be genuine', async () => {
  const keys = createSigningKeys(() => Promise.reject(new Error('asked')));
  expect(await isGenuine({}, Buffer.from('{}'), keys, new Date(NOW))).toBe(false);
});

test('the request is in the message and the endpoint in the address, which keeps what it had', () => {
  const url = new URL(callbackWithEndpoint('https://a.example/v1/x?y=1', 'fal-ai/kling-video/v3'));
  expect(url.href).toMatch(/^https:\/\/a\.example\/v1\/x\?y=1&endpoint=/);
  expect(readMessage(Buffer.from(BODY), url.searchParams)).toEqual({
    operation: { requestId: 'request-1', endpoint: 'fal-ai/kling-video/v3', asked: {} },
  });
});

test.each(['', '../../secret', 'fal-ai', 'fal-ai/../secret', 'https://evil.example/a'])(
  'an address with the endpoint "%s" names no work',
  (endpoint) => {
    expect(readMessage(Buffer.from(BODY), new URLSearchParams({ endpoint }))).toEqual({ operation: null });
  },
);

test.each(['', 'no JSON', '[]', '{}', '{"request_id":7}'])('"%s" is no message of fal', (body) => {
  expect(readMessage(Buffer.from(body), new URLSearchParams())).toBeNull();
});
