/** Messages signed by Standard Webhooks (standardwebhooks.com, `v1`): those of Kling, Replicate and other Reelays. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const MOST_SKEW_SECONDS = 300;
const SECRET_PREFIX = 'whsec_';

/** During a rotation two secrets are right, and a message may carry a signature of each. */
export function isGenuine(
  headers: Readonly<Record<string, string>>,
  rawBody: Uint8Array,
  secrets: readonly string[],
  now: Date,
): boolean {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > MOST_SKEW_SECONDS) return false;
  const given = (headers['webhook-signature'] ?? '')
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'));
  return secrets.some((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest();
    return given.some((one) => one.byteLength === expected.byteLength && timingSafeEqual(one, expected));
  });
}
