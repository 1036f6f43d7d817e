/** What both standards of the emulated Kling check alike: the key, the kind of body, the codes of refusals. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  EmulatedRefusal,
  type EmulatedMessage,
  type EmulatedReply,
  type EmulatedRequest,
} from './emulated-upstream.ts';

export function klingReply(status: number, code: number, message: string): EmulatedReply {
  return { status, body: { code, message, request_id: 'request-1' } };
}

export function refuse(status: number, code: number, message: string): never {
  throw new EmulatedRefusal(klingReply(status, code, message));
}

export interface KlingLogin {
  readonly apiKey?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
}

/** `now` in milliseconds, for tokens; the current standard has none and gives no access key. */
export function checkKey(request: EmulatedRequest, login: KlingLogin, now: () => number): void {
  const header = request.headers['authorization'];
  if (!header) refuse(401, 1001, 'Authorization is empty');
  const bearer = /^Bearer (\S+)$/.exec(header)?.[1];
  if (bearer === undefined) refuse(401, 1002, 'Authorization is invalid');
  if (login.apiKey !== undefined && bearer === login.apiKey) return;
  if (login.accessKey === undefined || login.secretKey === undefined)
    refuse(401, 1002, 'Authorization is invalid');
  checkToken(bearer, login.accessKey, login.secretKey, now() / 1_000);
}

const Header = z.strictObject({ alg: z.literal('HS256'), typ: z.literal('JWT') });
const Claims = z.strictObject({ iss: z.string(), exp: z.number().int(), nbf: z.number().int() });

function checkToken(token: string, accessKey: string, secretKey: string, nowSeconds: number): void {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', secretKey).update(`${header}.${claims}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected))
    refuse(401, 1002, 'Authorization is invalid');
  const read = Claims.safeParse(decoded(claims));
  if (!Header.safeParse(decoded(header)).success || read.data?.iss !== accessKey)
    refuse(401, 1002, 'Authorization is invalid');
  if (read.data.nbf > nowSeconds) refuse(401, 1003, 'Authorization is not yet valid');
  if (read.data.exp <= nowSeconds) refuse(401, 1004, 'Authorization has expired');
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

export function readBody<Body>(request: EmulatedRequest, schema: z.ZodType<Body>): Body {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    refuse(400, 1200, 'the content type must be application/json');
  let json: unknown;
  try {
    json = JSON.parse(request.body.toString('utf8'));
  } catch {
    refuse(400, 1200, 'the body is not JSON');
  }
  const read = schema.safeParse(json);
  if (!read.success)
    refuse(
      400,
      1201,
      read.error.issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; ')
        .slice(0, 400),
    );
  return read.data;
}

export const webAddress = z.url({ protocol: /^https?$/ });
/** An address, or base64 without the prefix of a data: URI. */
export const picture = z.union([webAddress, z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)]);

/** Signed by Standard Webhooks, when the account has a secret. */
export function klingMessage(
  id: string,
  body: unknown,
  secret: string | undefined,
  nowMilliseconds: number,
): EmulatedMessage {
  const text = JSON.stringify(body);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (secret !== undefined) {
    const timestamp = String(Math.floor(nowMilliseconds / 1_000));
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
    headers['webhook-id'] = id;
    headers['webhook-timestamp'] = timestamp;
    headers['webhook-signature'] = `v1,${signature}`;
  }
  return { headers, body: text };
}

/** Micro-dollars as Kling writes an amount. */
export function dollarsOf(micros: bigint): string {
  return `${micros / 1_000_000n}.${(micros % 1_000_000n).toString().padStart(6, '0')}`;
}
