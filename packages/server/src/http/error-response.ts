import type { Context } from 'hono';
import type { ErrorBody } from '../contract/generation-view.ts';
import { AppError, ERRORS, type ErrorCode } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

/** Codes whose `detail` on the wire is the code itself (native API, sections 1 and 2); `message` carries it for all. */
const DETAIL_IS_CODE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'INSUFFICIENT_CREDITS',
  'RATE_LIMITED',
  'IDEMPOTENCY_MISMATCH',
]);

/** The only place where an error becomes an HTTP response. A refusal is told; anything else is a bug and is logged. */
export function errorResponse(error: unknown, c: Context<HttpEnv>): Response {
  const refusal = error instanceof AppError ? error : new AppError('INTERNAL', {}, error);
  if (refusal.code === 'INTERNAL') c.get('log').error({ error }, 'request failed');
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
