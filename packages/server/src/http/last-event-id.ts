import type { Context } from 'hono';
import { AppError } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

/**
 * What a reader of events has read last: the header `Last-Event-ID`, or `?last_event_id=` from one that cannot set it.
 * The header wins, because a browser that comes back sends it with the address of the first time. Null for neither.
 */
export function readLastEventId(c: Context<HttpEnv>): string | null {
  return c.req.header('last-event-id') || c.req.query('last_event_id') || null;
}

export function badLastEventId(text: string): AppError {
  return new AppError('INVALID_REQUEST', {
    field: 'Last-Event-ID',
    detail: `Last-Event-ID: ${JSON.stringify(text.slice(0, 80))} is no id of an event of this stream. Send the id of the last event that you have read, or none to begin anew.`,
  });
}
