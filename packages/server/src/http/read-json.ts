import { TextDecoder } from 'node:util';
import type { Context } from 'hono';
import { AppError } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

/**
 * Reads a JSON body, counting while it arrives: 415 for another type, 413 above `mostBytes`, 400 when it is not JSON.
 * Bytes become text as they come, so that a body of 150 MB is in memory once as text and once as what it says.
 */
export async function readJson(c: Context<HttpEnv>, mostBytes: number): Promise<unknown> {
  const type = c.req.header('content-type');
  if (type !== undefined && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', {
      detail: `Send the body as application/json, not ${type.slice(0, 80)}.`,
    });
  const text = await readText(c, mostBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw notJson(text === '' ? 'The body is empty; send a JSON object.' : 'The body is not valid JSON.');
  }
}

async function readText(c: Context<HttpEnv>, mostBytes: number): Promise<string> {
  const tooLarge = (): AppError =>
    new AppError('PAYLOAD_TOO_LARGE', {
      detail: `The body is larger than ${Math.floor(mostBytes / 1_000_000)} MB.`,
    });
  if (Number(c.req.header('content-length') ?? 0) > mostBytes) throw tooLarge();
  const body = c.req.raw.body;
  if (!body) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostBytes) throw tooLarge();
    text += decode(decoder, chunk);
  }
  return text + decode(decoder);
}

/** Without `chunk`: what is left at the end. */
function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw notJson('The body is not valid JSON: it is not UTF-8.');
  }
}

function notJson(detail: string): AppError {
  return new AppError('BAD_REQUEST', { detail });
}
