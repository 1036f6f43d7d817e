import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyWebhook, type WebhookHeaders } from './verify-webhook.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const NOW = new Date('2026-11-23T07:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const BODY = JSON.stringify({
  generation_id: '0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90',
  status: 'completed',
  video_url: 'https://media.test/video.mp4',
  completed_at: '2026-11-23T07:00:00Z',
  model: 'kling_3',
  message: null,
});

function signature(secret: string, body: string | Uint8Array, seconds: number): string {
  const hmac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'));
  return `v1,${hmac.update(`msg_1.${seconds}.`).update(body).digest('base64')}`;
}

function headers(
  secrets: readonly string[],
  { body = BODY, seconds = SECONDS }: { body?: string | Uint8Array; seconds?: number } = {},
): Record<string, string> {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(seconds),
    'webhook-signature': secrets.map((secret) => signature(secret, body, seconds)).join(' '),
  };
}

const verify = (given: WebhookHeaders, secrets: string | string[] = SECRET, body: string = BODY) =>
  verifyWebhook(body, given, secrets, { now: NOW });

describe('a webhook is believed', () => {
  test('when it is signed with the secret, and answers what it says', async () => {
    expect(await verify(headers([SECRET]))).toEqual(JSON.parse(BODY));
  });

  test('with any of several signatures for any of several secrets', async () => {
    await verify(headers([OTHER, SECRET]), SECRET);
    await verify(headers([SECRET]), [OTHER, SECRET]);
    await verify({
      ...headers([SECRET]),
      'webhook-signature': `v1a,xx v1,!!! ${signature(SECRET, BODY, SECONDS)}`,
    });
  });

  test('with headers in every form that servers have', async () => {
    const given = headers([SECRET]);
    await verify(new Headers(given));
    await verify(
      Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toUpperCase(), value])),
    );
    await verify(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value]])));
  });

  test('with a body of text, bytes, a view of bytes or a buffer', async () => {
    const bytes = new TextEncoder().encode(BODY);
    const within = new Uint8Array([1, ...bytes, 2]).subarray(1, bytes.length + 1);
    for (const body of [BODY, bytes, within, Buffer.from(BODY), bytes.buffer])
      await verifyWebhook(body, headers([SECRET]), SECRET, { now: NOW });
  });

  test('up to five minutes before and after, or as long as is said', async () => {
    for (const seconds of [SECONDS - 300, SECONDS + 300]) await verify(headers([SECRET], { seconds }));
    const old = headers([SECRET], { seconds: SECONDS - 3600 });
    await verifyWebhook(BODY, old, SECRET, { now: NOW, toleranceSeconds: 3600 });
  });
});

describe('a webhook is not believed', () => {
  const wrong: readonly [string, WebhookHeaders, string][] = [
    ['MISSING_HEADER', { ...headers([SECRET]), 'webhook-id': undefined }, 'without its id'],
    ['MISSING_HEADER', { ...headers([SECRET]), 'webhook-timestamp': '' }, 'without its time'],
    ['MISSING_HEADER', { ...headers([SECRET]), 'webhook-signature': [] }, 'without a signature'],
    ['BAD_TIMESTAMP', { ...headers([SECRET]), 'webhook-timestamp': 'now' }, 'with a time that is none'],
    ['BAD_TIMESTAMP', { ...headers([SECRET]), 'webhook-timestamp': '-1' }, 'with a time before all time'],
    ['TOO_OLD', headers([SECRET], { seconds: SECONDS - 301 }), 'when it is old'],
    ['TOO_NEW', headers([SECRET], { seconds: SECONDS + 301 }), 'when it is from the future'],
    ['WRONG_SIGNATURE', headers([OTHER]), 'with the signature of another secret'],
    ['WRONG_SIGNATURE', { ...headers([SECRET]), 'webhook-id': 'msg_2' }, 'under another id'],
    [
      'WRONG_SIGNATURE',
      { ...headers([SECRET]), 'webhook-timestamp': String(SECONDS + 1) },
      'with another time',
    ],
    [
      'WRONG_SIGNATURE',
      { ...headers([SECRET]), 'webhook-signature': signature(SECRET, BODY, SECONDS).replace('v1,', 'v2,') },
      'with a signature of another version',
    ],
    ['WRONG_SIGNATURE', { ...headers([SECRET]), 'webhook-signature': 'v1,' }, 'with an empty signature'],
  ];
  test.each(wrong)('%s: %s%s', async (code, given) => {
    await expect(verify(given)).rejects.toMatchObject({ name: 'WebhookVerificationError', code });
  });

  test('when any byte of it was changed', async () => {
    const given = headers([SECRET]);
    await fc.assert(
      fc.asyncProperty(fc.nat(BODY.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const bytes = new TextEncoder().encode(BODY);
        bytes[place] = (bytes[place] ?? 0) ^ change;
        await expect(verifyWebhook(bytes, given, SECRET, { now: NOW })).rejects.toMatchObject({
          code: 'WRONG_SIGNATURE',
        });
      }),
      { numRuns: 50 },
    );
  });

  test.each(['[]', 'null', 'not json', '{"status":"completed"}', '{"generation_id":"x","status":"new"}'])(
    'BAD_BODY: %s',
    async (body) => {
      await expect(verify(headers([SECRET], { body }), SECRET, body)).rejects.toMatchObject({
        code: 'BAD_BODY',
      });
    },
  );

  test('by hostile headers, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), fc.string(), async (id, timestamp, signatures) => {
        const given = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures };
        await expect(verify(given)).rejects.toMatchObject({ name: 'WebhookVerificationError' });
      }),
    );
  });
});

test.each([[''], ['whsec_'], ['whsec_not base64!'], [[]]])(
  'a secret that is none is a mistake of the receiver: %j',
  async (secrets) => {
    await expect(verify(headers([SECRET]), secrets)).rejects.toThrow(TypeError);
  },
);

test('secrets of any length are taken', async () => {
  for (const length of [1, 24, 64, 200]) {
    const secret = `whsec_${randomBytes(length).toString('base64')}`;
    await verify(headers([secret]), secret);
  }
});
