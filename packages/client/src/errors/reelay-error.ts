export interface ReelayErrorInit {
  readonly code: string;
  /** The sentence for people. */
  readonly detail: string;
  readonly status?: number | undefined;
  readonly field?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly outcomeUnknown?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * Everything that this library throws, but for what aborts by your own signal, which is thrown as you gave it, and a
 * TypeError for an argument that can never work. `code` is stable; `detail`, which is also the message, is for people and
 * may change. Quote `requestId` when you report a problem: the server's log has it.
 */
export class ReelayError extends Error {
  override readonly name: string = 'ReelayError';
  /** Of the HTTP answer; 0 when there was none. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** The field of the request that is at fault, as you wrote it. */
  readonly field: string | undefined;
  readonly requestId: string | undefined;
  /** Seconds after which the server asked to be called again. */
  readonly retryAfterSeconds: number | undefined;
  /**
   * True when a request that changes something may have been carried out all the same: it was sent, no answer said what
   * became of it, and repeating it was not safe or did not help. Send it again with the same idempotency key, or look
   * whether it is there. False means that nothing has happened.
   */
  readonly outcomeUnknown: boolean;

  constructor(init: ReelayErrorInit) {
    super(init.detail, init.cause === undefined ? undefined : { cause: init.cause });
    this.status = init.status ?? 0;
    this.code = init.code;
    this.detail = init.detail;
    this.field = init.field;
    this.requestId = init.requestId;
    this.retryAfterSeconds = init.retryAfterSeconds;
    this.outcomeUnknown = init.outcomeUnknown ?? false;
  }
}
