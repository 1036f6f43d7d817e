/**
 * Every refusal the server can give, with the one place that knows its HTTP status.
 * `sentence` says what happened and what to do next; a refusal may give a more exact `detail`.
 */
export const ERRORS = {
  BAD_REQUEST: {
    status: 400,
    retryable: false,
    sentence: 'The request cannot be understood. Check the body against /openapi.json.',
  },
  INVALID_REQUEST: {
    status: 422,
    retryable: false,
    sentence: 'A field has a value that is not allowed. Correct it and send the request again.',
  },
  UNAUTHENTICATED: { status: 401, retryable: false, sentence: 'Invalid API key' },
  FORBIDDEN: {
    status: 403,
    retryable: false,
    sentence: 'This key may not do that. Use one with the scope that the request needs.',
  },
  INSUFFICIENT_CREDITS: {
    status: 402,
    retryable: false,
    sentence: 'The balance does not cover the price. Add credits, or use a test key.',
  },
  NOT_FOUND: { status: 404, retryable: false, sentence: 'There is nothing at this address.' },
  GENERATION_NOT_FOUND: { status: 404, retryable: false, sentence: 'Generation not found' },
  LINK_EXPIRED: {
    status: 403,
    retryable: false,
    sentence: 'This link is not valid any more. Read the generation again for a fresh one.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    retryable: false,
    sentence: 'This address does not answer to that method.',
  },
  CONFLICT: {
    status: 409,
    retryable: false,
    sentence: 'The state of this does not allow that.',
  },
  SPEND_LIMIT_REACHED: {
    status: 402,
    retryable: false,
    sentence:
      "This key's daily spend limit does not cover the price. Raise it, or wait for the next day (UTC).",
  },
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    retryable: true,
    sentence: 'A request with this Idempotency-Key is still being accepted. Send it again shortly.',
  },
  IDEMPOTENCY_MISMATCH: {
    status: 422,
    retryable: false,
    sentence: 'This Idempotency-Key was used with another body. Use a new key for a new request.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    retryable: true,
    sentence: 'The body came too slowly. Send the request again, over a better connection.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    retryable: false,
    sentence: 'The body is larger than this address accepts.',
  },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, sentence: 'Send the body as application/json.' },
  RATE_LIMITED: {
    status: 429,
    retryable: true,
    sentence: 'Too many requests with this key. Wait for the seconds in Retry-After.',
  },
  ENGINE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    sentence:
      'No configured engine can make this. Choose another model or mode, or configure an engine that can.',
  },
  SHUTTING_DOWN: {
    status: 503,
    retryable: true,
    sentence: 'The server is stopping. Send the request again shortly.',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    sentence:
      'The server cannot reach its database at the moment. Send the request again after the seconds in Retry-After; with its Idempotency-Key it is accepted once.',
  },
  INTERNAL: {
    status: 500,
    retryable: true,
    sentence: 'Something went wrong on our side. Quote the request id when you report it.',
  },
} as const satisfies Record<string, { status: number; retryable: boolean; sentence: string }>;

export type ErrorCode = keyof typeof ERRORS;

export interface RefusalDetails {
  /** What exactly was wrong, as a sentence for people; the table's sentence when absent. */
  readonly detail?: string;
  /** The request field at fault, as the caller wrote it. */
  readonly field?: string;
  /** Whole seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
}

/** A refusal we chose to give. Anything else that is thrown is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: string;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: RefusalDetails = {}, cause?: unknown) {
    const detail = details.detail ?? ERRORS[code].sentence;
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.detail = detail;
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
