/**
 * Pages of a list: newest first, `?limit=` and `?cursor=` in, `data` and `next_cursor` out. A page goes on after a row, not
 * after a number of rows, so what is added meanwhile neither repeats nor hides anything.
 */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import type { HttpEnv } from './request-context.ts';

const LIMIT = { least: 1, most: 100, usual: 20 } as const;
/** The last millisecond that both a Date and a `timestamptz` can hold, about the year 275760. */
const LATEST_TIME = 8_640_000_000_000_000;

/** Where a page ended: the sort key of its last row. */
export interface Position {
  /**
   * To the millisecond. A column that holds microseconds (`default now()`) must be written from `deps.clock` instead, or
   * the rows between the two are skipped at the edge of a page.
   */
  readonly createdAt: Date;
  /** A UUID. */
  readonly id: string;
}

export interface Page {
  /** 1..100. Ask the database for one row more, so that `pageBody` knows whether there is a next page. */
  readonly limit: number;
  /** Rows before this one only, by `(created_at, id) < (after.createdAt, after.id)`; null for the newest. */
  readonly after: Position | null;
}

export interface PageBody<View> {
  data: View[];
  next_cursor: string | null;
}

/** The query parameters that `readPage` reads: part of a route's `request.query`. */
export const PageQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(LIMIT.least)
    .max(LIMIT.most)
    .default(LIMIT.usual)
    .optional()
    .meta({ description: `How many at most, ${LIMIT.least} to ${LIMIT.most}; ${LIMIT.usual} when absent.` }),
  cursor: z
    .string()
    .optional()
    .meta({ description: 'The `next_cursor` of the page before; absent for the newest.' }),
});

/** The answer that `pageBody` makes, for a route's description. `name` names it in /openapi.json. */
export function pageOf<View extends z.ZodType>(name: string, view: View) {
  return z
    .object({
      data: z.array(view),
      next_cursor: z.string().nullable().meta({
        description: 'Send it as `cursor` for the next page; null on the last.',
      }),
    })
    .meta({ id: name });
}

/** Throws INVALID_REQUEST, naming the parameter, when one cannot be used. */
export function readPage(c: Context<HttpEnv>): Page {
  return { limit: readLimit(c.req.query('limit')), after: readCursor(c.req.query('cursor')) };
}

/** `rows`: up to `limit + 1`, in the order of the list. */
export function pageBody<Row, View>(
  rows: readonly Row[],
  limit: number,
  toPosition: (row: Row) => Position,
  present: (row: Row) => View,
): PageBody<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => present(row)),
    next_cursor: rows.length > limit && last !== undefined ? writeCursor(toPosition(last)) : null,
  };
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return LIMIT.usual;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit >= LIMIT.least && limit <= LIMIT.most) return limit;
  throw new AppError('INVALID_REQUEST', {
    field: 'limit',
    detail: `limit must be a whole number from ${LIMIT.least} to ${LIMIT.most}, not ${JSON.stringify(text.slice(0, 40))}.`,
  });
}

/** What `readPage` reads as `after`. */
export function writeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt.getTime()} ${id}`).toString('base64url');
}

function readCursor(text: string | undefined): Position | null {
  if (text === undefined) return null;
  const [time = '', id = '', ...more] = Buffer.from(text.slice(0, 200), 'base64url').toString().split(' ');
  if (/^\d{1,16}$/.test(time) && Number(time) <= LATEST_TIME && isUuid(id) && more.length === 0)
    return { createdAt: new Date(Number(time)), id };
  throw new AppError('INVALID_REQUEST', {
    field: 'cursor',
    detail:
      'cursor is not one that this list has answered. Send the `next_cursor` of the page before, or none for the newest.',
  });
}
