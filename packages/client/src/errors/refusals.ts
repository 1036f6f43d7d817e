/** What the server answers instead of doing it, one class for each thing that a program would do about it. */
import { ReelayError } from './reelay-error.ts';

/** 400, 413, 415, 422: correct `field` and send it again. */
export class ValidationError extends ReelayError {
  override readonly name = 'ValidationError';
}

/** 401: there is no such key, or it was revoked or has expired. */
export class AuthenticationError extends ReelayError {
  override readonly name = 'AuthenticationError';
}

/** 403: the key lacks the scope. */
export class PermissionError extends ReelayError {
  override readonly name = 'PermissionError';
}

/** 402: `INSUFFICIENT_CREDITS`, or `SPEND_LIMIT_REACHED` for what the key may spend a day. */
export class InsufficientCreditsError extends ReelayError {
  override readonly name = 'InsufficientCreditsError';
}

/** 404: nothing of this account and environment has that id. */
export class NotFoundError extends ReelayError {
  override readonly name = 'NotFoundError';
}

/** 409, and `IDEMPOTENCY_MISMATCH`: the state of the thing does not allow it, or its key was used for another body. */
export class ConflictError extends ReelayError {
  override readonly name = 'ConflictError';
}

/** 429, still after all retries: wait for `retryAfterSeconds`. */
export class RateLimitError extends ReelayError {
  override readonly name = 'RateLimitError';
}

/** 5xx, still after all retries; and `ENGINE_UNAVAILABLE`, which is never retried because waiting does not help. */
export class ServerError extends ReelayError {
  override readonly name = 'ServerError';
}

/** No answer that can be read: refused, cut, timed out (`CONNECTION_FAILED`, `TIMED_OUT`, `UNREADABLE_ANSWER`). */
export class ConnectionError extends ReelayError {
  override readonly name = 'ConnectionError';
}
