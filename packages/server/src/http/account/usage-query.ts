import type { Context } from 'hono';
import { USAGE_DIMENSIONS } from '../../contract/usage.ts';
import { AppError } from '../../kernel/errors.ts';
import type { UsageDimension } from '../../ledger/usage-statements.ts';
import type { HttpEnv } from '../request-context.ts';

const DAY_MILLISECONDS = 24 * 3_600_000;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

export interface UsageRequest {
  /** `YYYY-MM-DD` in UTC, both included. */
  readonly from: string;
  readonly to: string;
  /** In the order of the columns, each once. */
  readonly groupBy: readonly UsageDimension[];
  readonly format: 'json' | 'csv';
}

/** Reads the parameters of `GET /v1/usage`. Throws INVALID_REQUEST, naming the parameter, when one cannot be used. */
export function readUsageQuery(c: Context<HttpEnv>, now: Date): UsageRequest {
  const to = readDay(c, 'to') ?? dayOf(now);
  const from = readDay(c, 'from') ?? dayOf(new Date(Date.parse(to) - (USUAL_DAYS - 1) * DAY_MILLISECONDS));
  const dayCount = (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS + 1;
  if (dayCount < 1) throw refusal('from', `from: ${from} is after to, ${to}. Exchange them.`);
  if (dayCount > MOST_DAYS)
    throw refusal(
      'from',
      `from: ${from} to ${to} are ${dayCount} days; at most ${MOST_DAYS} are answered. Ask for them in parts.`,
    );
  return { from, to, groupBy: readGroupBy(c), format: readFormat(c) };
}

/** The first moment of a day, `later` days after it. */
export function startOfDay(day: string, later = 0): Date {
  return new Date(Date.parse(day) + later * DAY_MILLISECONDS);
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function readDay(c: Context<HttpEnv>, name: 'from' | 'to'): string | null {
  const text = c.req.query(name);
  if (text === undefined) return null;
  // The 30th of February is read as the 1st of March.
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time) && dayOf(new Date(time)) === text) return text;
  throw refusal(
    name,
    `${name}: must be a day such as 2026-11-23 (UTC). Got ${JSON.stringify(text.slice(0, 40))}.`,
  );
}

function readGroupBy(c: Context<HttpEnv>): readonly UsageDimension[] {
  const given = (c.req.queries('group_by') ?? [])
    .flatMap((text) => text.split(','))
    .map((text) => text.trim());
  const allowed: readonly string[] = USAGE_DIMENSIONS;
  const unknown = given.find((text) => !allowed.includes(text));
  if (unknown !== undefined)
    throw refusal(
      'group_by',
      `group_by: must be any of ${allowed.join(', ')} with commas between them. Got ${JSON.stringify(unknown.slice(0, 40))}.`,
    );
  return given.length === 0 ? ['day'] : USAGE_DIMENSIONS.filter((dimension) => given.includes(dimension));
}

function readFormat(c: Context<HttpEnv>): 'json' | 'csv' {
  const text = c.req.query('format');
  if (text === 'json' || text === 'csv') return text;
  if (text !== undefined)
    throw refusal('format', `format: must be json or csv. Got ${JSON.stringify(text.slice(0, 40))}.`);
  const accept = c.req.header('accept') ?? '';
  return /\btext\/csv\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept) ? 'csv' : 'json';
}

function refusal(field: string, detail: string): AppError {
  return new AppError('INVALID_REQUEST', { field, detail });
}
