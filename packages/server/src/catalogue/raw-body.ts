/** A request body before and while it is checked against its schema; the same at every endpoint that submits. */
import type { z } from 'zod';
import { AppError } from '../kernel/errors.ts';

/** What the caller sent, by field. */
export type RawBody = Record<string, unknown>;

/** A field that will not be used, and why, as a part of a sentence. */
export type IgnoredField = readonly [field: string, why: string];

/** Many clients send `null` for what they leave out; it means the same. */
export function readRawBody(body: unknown): RawBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('BAD_REQUEST', { detail: 'The body must be a JSON object.' });
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

export function unknownFields(raw: RawBody, known: readonly string[]): IgnoredField[] {
  return Object.keys(raw)
    .filter((field) => !known.includes(field))
    .map((field) => [field, 'the API knows no such field']);
}

/** Takes fields out of `raw` and answers the warnings that name them; `strict` refuses the first instead. */
export function leaveOut(raw: RawBody, ignored: readonly IgnoredField[], strict: boolean): string[] {
  return ignored.map(([field, why]) => {
    if (strict) throw new AppError('INVALID_REQUEST', { field, detail: `${field}: ${why}. Leave it out.` });
    delete raw[field];
    return ignoredWarning([field, why]);
  });
}

export function ignoredWarning([field, why]: IgnoredField): string {
  return `${field} was ignored: ${why}.`;
}

export function parseBody<Schema extends z.ZodType>(schema: Schema, raw: RawBody): z.infer<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue && issue.path.length > 0 ? issue.path.join('.') : 'body';
  const field = String(issue?.path[0] ?? 'body');
  throw invalidField(path, `${issue?.message ?? 'is not valid'}. Got ${shown(raw[field])}.`);
}

/** `path`: the field, and what is in it after a dot, such as `images_urls.1`. */
export function invalidField(path: string, sentence: string): AppError {
  const [field = path] = path.split('.');
  return new AppError('INVALID_REQUEST', { field, detail: `${path}: ${sentence}` });
}

/** A value as the caller sees it in an error, cut so that a base64 field does not come back whole. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.slice(0, 100) : part,
  );
  if (text === undefined) return 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
