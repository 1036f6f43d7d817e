import type { Context } from 'hono';
import type { z } from 'zod';
import { AppError } from '../kernel/errors.ts';
import { readJson } from './read-json.ts';
import type { HttpEnv } from './request-context.ts';

/** Far above what any settings of an account need. */
const MOST_BYTES = 64_000;

/**
 * Reads a small JSON object and checks it; 422 names the field, what it got and what is allowed. With `mayBeEmpty` no
 * body is the same as `{}`.
 */
export async function readFields<Schema extends z.ZodType>(
  c: Context<HttpEnv>,
  schema: Schema,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): Promise<z.infer<Schema>> {
  const body = mayBeEmpty && hasNoBody(c) ? {} : await readJson(c, MOST_BYTES);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('BAD_REQUEST', { detail: 'The body must be a JSON object.' });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw new AppError('INVALID_REQUEST');
  if (issue.code === 'unrecognized_keys') {
    const field = [...issue.path, issue.keys[0]].join('.');
    throw new AppError('INVALID_REQUEST', {
      field,
      detail: `${field}: the API knows no such field here. Leave it out, or see /openapi.json for its name.`,
    });
  }
  const field = issue.path.join('.');
  throw new AppError('INVALID_REQUEST', {
    field,
    detail: `${field}: ${issue.message}. Got ${shown(valueAt(body, issue.path))}.`,
  });
}

/** A POST without a body still comes with an empty stream. */
function hasNoBody(c: Context<HttpEnv>): boolean {
  const length = c.req.header('content-length');
  if (c.req.raw.body === null || length === '0') return true;
  return [length, c.req.header('transfer-encoding'), c.req.header('content-type')].every(
    (header) => header === undefined,
  );
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    body,
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
