import { createHash, randomBytes } from 'node:crypto';
import type { Environment } from '../kernel/environment.ts';

/** Gives so many unpredictable bytes. A parameter everywhere, so that tests can know them. */
export type RandomBytes = (count: number) => Buffer;

export const secureRandomBytes: RandomBytes = randomBytes;

const KEY_BYTES = 32;
const WEBHOOK_SECRET_BYTES = 32;
/** `rk_test_` and four characters: enough to tell keys apart, too little to guess one. */
const SHOWN_CHARACTERS = 12;

export function newApiKey(environment: Environment, random: RandomBytes): string {
  return `rk_${environment}_${random(KEY_BYTES).toString('base64url')}`;
}

/** The form of Standard Webhooks: `whsec_` and base64. */
export function newWebhookSecret(random: RandomBytes): string {
  return `whsec_${random(WEBHOOK_SECRET_BYTES).toString('base64')}`;
}

/** What is stored of a key. Keys are long random strings, so a plain hash cannot be searched back. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

export function keyPrefix(key: string): string {
  return key.slice(0, SHOWN_CHARACTERS);
}
