/** The public keys that fal signs its messages with. They change; fal allows to keep them for a day. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { JsonValue } from '../../kernel/json.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;
/** Anyone may send a message with a wrong signature: it must not make us ask fal each time. */
const REST_MILLISECONDS = 60_000;

const Jwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().min(1) });
const Jwks = z.object({ keys: z.array(z.unknown()) });

export interface SigningKeys {
  /** Whether one of the keys fits. Asks fal for them when they are old, and once more when none does. */
  someFits(fits: (key: KeyObject) => boolean, now: Date): Promise<boolean>;
}

/** `fetchJwks` answers the document, or null when it is not to be had. */
export function createSigningKeys(fetchJwks: () => Promise<JsonValue | null>): SigningKeys {
  let keys: readonly KeyObject[] = [];
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;

  async function ask(now: number): Promise<void> {
    askedAt = now;
    const read = readKeys(await fetchJwks());
    if (read.length === 0) return;
    keys = read;
    fetchedAt = now;
  }

  async function renew(now: number): Promise<boolean> {
    if (asking === null) {
      if (now - askedAt < REST_MILLISECONDS) return false;
      asking = ask(now).finally(() => {
        asking = null;
      });
    }
    await asking;
    return true;
  }

  return {
    async someFits(fits, date) {
      const now = date.getTime();
      const isFresh = (): boolean => now - fetchedAt < DAY_MILLISECONDS;
      if (isFresh() && keys.some(fits)) return true;
      return (await renew(now)) && isFresh() && keys.some(fits);
    },
  };
}

/** A key of another kind is nothing to us. */
export function readKeys(json: JsonValue | null): readonly KeyObject[] {
  const keys: KeyObject[] = [];
  for (const given of Jwks.safeParse(json).data?.keys ?? []) {
    const { data: key } = Jwk.safeParse(given);
    if (key) keys.push(...importKey(key));
  }
  return keys;
}

function importKey(key: z.infer<typeof Jwk>): readonly KeyObject[] {
  try {
    return [createPublicKey({ key, format: 'jwk' })];
  } catch {
    return [];
  }
}
