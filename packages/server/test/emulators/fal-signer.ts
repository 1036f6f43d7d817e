/** The keys of the emulated fal, made at start: its messages are signed with the newest, and all are published. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { EmulatedMessage } from './emulated-upstream.ts';

export interface FalSigner {
  jwks(): { readonly keys: readonly object[] };
  sign(requestId: string, body: string, nowMilliseconds: number): EmulatedMessage;
  /** A new key takes the place of the old one. */
  rotate(): void;
}

const USER_ID = 'user-of-the-emulator';

export function falSigner(): FalSigner {
  let pair = generateKeyPairSync('ed25519');
  return {
    jwks: () => ({ keys: [foreignKey(), jwkOf(pair.publicKey)] }),
    sign(requestId, body, nowMilliseconds) {
      const timestamp = String(Math.floor(nowMilliseconds / 1_000));
      const digest = createHash('sha256').update(body).digest('hex');
      const message = Buffer.from(`${requestId}\n${USER_ID}\n${timestamp}\n${digest}`);
      return {
        headers: {
          'content-type': 'application/json',
          'x-fal-webhook-request-id': requestId,
          'x-fal-webhook-user-id': USER_ID,
          'x-fal-webhook-timestamp': timestamp,
          'x-fal-webhook-signature': sign(null, message, pair.privateKey).toString('hex'),
        },
        body,
      };
    },
    rotate() {
      pair = generateKeyPairSync('ed25519');
    },
  };
}

function jwkOf(key: KeyObject): object {
  return { ...key.export({ format: 'jwk' }), kid: 'key-1', use: 'sig' };
}

/** One of another kind among them must not matter. */
function foreignKey(): object {
  return { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'key-0' };
}
