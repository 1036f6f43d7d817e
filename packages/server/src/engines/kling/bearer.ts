import { createHmac } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';

const TOKEN_SECONDS = 1_800;
/** Clocks differ: a token may be used from a little before it was made. */
const EARLY_SECONDS = 5;
/** Renewed while it still has so long: longer than any call takes. */
const SPARE_SECONDS = 300;

export interface Credentials {
  readonly apiKey?: string | undefined;
  readonly accessKey?: string | undefined;
  readonly secretKey?: string | undefined;
}

/** What stands behind `Bearer`: the API key as it is, or a token made of the access key and its secret, which expires. */
export function createBearer({ apiKey, accessKey, secretKey }: Credentials, clock: Clock): () => string {
  if (accessKey === undefined || secretKey === undefined) return () => apiKey ?? '';
  let token = '';
  let renewAtSeconds = -Infinity;
  return () => {
    const nowSeconds = Math.floor(clock.now().getTime() / 1_000);
    if (nowSeconds >= renewAtSeconds) {
      token = tokenOf(accessKey, secretKey, nowSeconds);
      renewAtSeconds = nowSeconds + TOKEN_SECONDS - SPARE_SECONDS;
    }
    return token;
  };
}

function tokenOf(accessKey: string, secretKey: string, nowSeconds: number): string {
  const claims = { iss: accessKey, exp: nowSeconds + TOKEN_SECONDS, nbf: nowSeconds - EARLY_SECONDS };
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', secretKey).update(signed).digest('base64url')}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
