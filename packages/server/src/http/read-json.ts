import { TextDecoder } from 'node:util';
import type { Context } from 'hono';
import { AppError } from '../kernel/errors.ts';
import { readBody } from './read-body.ts';
import type { HttpEnv } from './request-context.ts';

/** No field is nested half as deep; whatever walks the value afterwards can trust its stack. */
const MOST_LEVELS = 32;
/** `[[],[],` and so on becomes ten times as large in memory as it is as text; a string does not. */
const MOST_MEMBERS = 100_000;
/** What stands in front of every member; base64 has none of them. */
const MEMBER_STARTS = [',', '[', '{'].map((character) => character.charCodeAt(0));

/**
 * Reads a JSON body, counting while it arrives: 415 for another type, 413 above `mostBytes`, 408 when it comes too
 * slowly, 400 when it is not JSON or has too many members or levels to be a request.
 * Bytes become text as they come, so that a body of 150 MB is in memory once as text and once as what it says.
 */
export async function readJson(c: Context<HttpEnv>, mostBytes: number): Promise<unknown> {
  const type = c.req.header('content-type');
  if (type !== undefined && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', {
      detail: `Send the body as application/json, not ${type.slice(0, 80)}.`,
    });
  const value = parse(await readText(c, mostBytes));
  if (isDeeperThan(value, MOST_LEVELS))
    throw notJson(`The body is nested deeper than ${MOST_LEVELS} levels.`);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson(text === '' ? 'The body is empty; send a JSON object.' : 'The body is not valid JSON.');
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return levels === 0 || entries.some((entry) => isDeeperThan(entry, levels - 1));
}

async function readText(c: Context<HttpEnv>, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let memberCount = 0;
  for await (const chunk of readBody(c, { mostBytes })) {
    memberCount += countMembers(chunk);
    if (memberCount > MOST_MEMBERS) throw notJson('The body has too many members to be a request.');
    text += decode(decoder, chunk);
  }
  return text + decode(decoder);
}

/** At least as many as there are; those in texts are counted too. */
function countMembers(chunk: Uint8Array): number {
  let count = 0;
  for (const start of MEMBER_STARTS)
    for (let at = chunk.indexOf(start); at !== -1; at = chunk.indexOf(start, at + 1)) count += 1;
  return count;
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
