import { expect, test } from 'vitest';
import { readMessage } from './callback.ts';
import { isGenuine } from '../standard-webhooks.ts';

/** The vendor's own test vector (Kling callback protocol, 2026-08-07). */
const SECRET = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
const BODY = Buffer.from(
  '{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}',
);
const SIGNATURE = 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=';
const HEADERS = {
  'webhook-id': '9876543210',
  'webhook-timestamp': '1781080794',
  'webhook-signature': SIGNATURE,
};
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const at = (seconds: number) => new Date((1_781_080_794 + seconds) * 1_000);

test('the vendor’s test vector is genuine', () => {
  expect(isGenuine(HEADERS, BODY, [SECRET], at(0))).toBe(true);
});

test('during a rotation either secret is right, and any signature of the list', () => {
  expect(isGenuine(HEADERS, BODY, [OTHER_SECRET, SECRET], at(0))).toBe(true);
  const list = { ...HEADERS, 'webhook-signature': `v1,AAAA v1a,AAAA ${SIGNATURE}` };
  expect(isGenuine(list, BODY, [SECRET], at(0))).toBe(true);
});

test('five minutes to either side are allowed and no more', () => {
  for (const [seconds, genuine] of [
    [300, true],
    [-300, true],
    [301, false],
    [-301, false],
  ] as const)
    expect(isGenuine(HEADERS, BODY, [SECRET], at(seconds))).toBe(genuine);
});

test('another body, another secret, another id, another scheme or no header is not genuine', () => {
  expect(isGenuine(HEADERS, Buffer.from(`${BODY.toString()} `), [SECRET], at(0))).toBe(false);
  expect(isGenuine(HEADERS, BODY, [OTHER_SECRET], at(0))).toBe(false);
  for (const change of [
    { 'webhook-id': '1' },
    { 'webhook-id': '' },
    { 'webhook-timestamp': 'now' },
    { 'webhook-signature': SIGNATURE.replace('v1,', 'v2,') },
    { 'webhook-signature': '' },
  ])
    expect(isGenuine({ ...HEADERS, ...change }, BODY, [SECRET], at(0))).toBe(false);
  expect(isGenuine({}, BODY, [SECRET], at(0))).toBe(false);
});

test('a task is read in either standard’s form, and anything else is none', () => {
  expect(readMessage(BODY)).toEqual({ id: '1234567890', form: 'current' });
  expect(readMessage(Buffer.from('{"task_id":"1","task_status":"succeed"}'))).toEqual({
    id: '1',
    form: 'legacy',
  });
  for (const text of ['{}', '[]', 'null', '<html>', '{"id":1,"status":"succeeded"}', ''])
    expect(readMessage(Buffer.from(text))).toBeNull();
});
