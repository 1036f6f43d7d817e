import type { Context } from 'hono';
import type { ErrorBody } from '../contract/generation-view.ts';
import { DatabaseAwayError } from '../db/database-away.ts';
import { AppError, ERRORS, type ErrorCode } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

/** Codes whose `detail` on the wire is the code itself (native API, sections 1 and 2); `message` carries it for all. */
const DETAIL_IS_CODE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'INSUFFICIENT_CREDITS',
  'RATE_LIMITED',
  'IDEMPOTENCY_MISMATCH',
]);

/** PostgreSQL restarts within seconds and fails over within half a minute; clients come back a few times. */
const AWAY_RETRY_SECONDS = 5;

/** What a caller is told of whatever was thrown. Anything that is neither a refusal nor a database that is away is a bug. */
export function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof DatabaseAwayError)
    return new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: AWAY_RETRY_SECONDS }, error);
  return new AppError('INTERNAL', {}, error);
}

/** The only place where an error becomes an HTTP response. A refusal is told; anything else is a bug and is logged. */
export function errorResponse(error: unknown, c: Context<HttpEnv>): Response {
  const refusal = refusalOf(error);
  if (refusal.code === 'INTERNAL') c.get('log').error({ error }, 'request failed');
  if (error instanceof DatabaseAwayError)
    c.get('log').warn({ err: error.message }, 'a request could not be answered');
  const body: ErrorBody = {
    detail: DETAIL_IS_CODE.has(refusal.code) ? refusal.code : refusal.detail,
    message: refusal.code,
    code: refusal.code,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    request_id: c.get('requestId'),
    docs: `/openapi.json#/components/schemas/Error`,
  };
  if (refusal.retryAfterSeconds !== undefined) c.header('Retry-After', String(refusal.retryAfterSeconds));
  if (refusal.code === 'UNAUTHENTICATED') c.header('WWW-Authenticate', 'Bearer');
  return c.json(body, ERRORS[refusal.code].status);
}
