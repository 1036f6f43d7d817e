import type { Context } from 'hono';
import type { z } from 'zod';
import { AppError } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

/**
 * Reads the query parameters that `schema` describes. A list that leaves out a filter it does not know would show what the
 * caller did not ask for, so a parameter that neither `schema` nor `others` names is refused, and so is one that is given
 * twice: 422 names it. `others` are read elsewhere.
 */
export function readQuery<Schema extends z.ZodObject>(
  c: Context<HttpEnv>,
  schema: Schema,
  others: readonly string[] = [],
): z.infer<Schema> {
  const given = c.req.queries();
  const known = [...Object.keys(schema.shape), ...others];
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const [are, it] = unknown.length === 1 ? ['is no parameter', 'it'] : ['are no parameters', 'them'];
    throw refusal(
      unknown[0],
      `${unknown.map(shown).join(', ')} ${are} of this list; leave ${it} out. It takes ${known.join(', ')}.`,
    );
  }
  const twice = Object.keys(given).find((name) => (given[name]?.length ?? 0) > 1);
  if (twice !== undefined) throw refusal(twice, `${twice} may be given once.`);
  const values = Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value]));
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? '');
  throw refusal(field, `${field} ${issue?.message ?? 'is not valid'}. Got ${shown(values[field])}.`);
}

function refusal(field: string | undefined, detail: string): AppError {
  return new AppError('INVALID_REQUEST', { ...(field === undefined ? {} : { field }), detail });
}

function shown(text: string | undefined): string {
  return JSON.stringify(text?.slice(0, 80) ?? '');
}
