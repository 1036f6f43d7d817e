/**
 * A refusal by the server, or a connection that failed (`status` 0). `code` is stable, `message` is for people.
 * Quote `requestId` when you report a problem: the server's log has it.
 */
export class ReelayError extends Error {
  override readonly name = 'ReelayError';
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  readonly requestId: string | undefined;
  /** Seconds after which the server asked to be called again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(init: {
    readonly status: number;
    readonly code: string;
    readonly message: string;
    readonly field?: string | undefined;
    readonly requestId?: string | undefined;
    readonly retryAfterSeconds?: number | undefined;
    readonly cause?: unknown;
  }) {
    super(init.message, { cause: init.cause });
    this.status = init.status;
    this.code = init.code;
    this.field = init.field;
    this.requestId = init.requestId;
    this.retryAfterSeconds = init.retryAfterSeconds;
  }
}
