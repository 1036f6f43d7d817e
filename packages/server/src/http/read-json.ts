import type { Context } from 'hono';
import { AppError } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

/** The raw bytes of a JSON body, and what they say. The bytes are kept for the idempotency hash. */
export interface JsonBody {
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

/** Reads a JSON body, counting while it arrives: 415 for another type, 413 above `mostBytes`, 400 when it is not JSON. */
export async function readJson(c: Context<HttpEnv>, mostBytes: number): Promise<JsonBody> {
  const type = c.req.header('content-type');
  if (type !== undefined && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', {
      detail: `Send the body as application/json, not ${type.slice(0, 80)}.`,
    });
  const bytes = await readBytes(c, mostBytes);
  try {
    return { bytes, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    throw new AppError('BAD_REQUEST', {
      detail: bytes.length === 0 ? 'The body is empty; send a JSON object.' : 'The body is not valid JSON.',
    });
  }
}

async function readBytes(c: Context<HttpEnv>, mostBytes: number): Promise<Uint8Array> {
  const tooLarge = (): AppError =>
    new AppError('PAYLOAD_TOO_LARGE', {
      detail: `The body is larger than ${Math.floor(mostBytes / 1_000_000)} MB.`,
    });
  if (Number(c.req.header('content-length') ?? 0) > mostBytes) throw tooLarge();
  const body = c.req.raw.body;
  if (!body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
