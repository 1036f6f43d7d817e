import { ReelayError } from '../errors/reelay-error.ts';

/** Why a message is not to be believed. */
export type WebhookProblem =
  /** One of `webhook-id`, `webhook-timestamp`, `webhook-signature` is missing. */
  | 'MISSING_HEADER'
  /** `webhook-timestamp` is no number of seconds. */
  | 'BAD_TIMESTAMP'
  /** Sent too long ago, or a recording that somebody sends again. */
  | 'TOO_OLD'
  /** From the future: one of the two clocks is wrong. */
  | 'TOO_NEW'
  /** No signature is right for any of the secrets. */
  | 'WRONG_SIGNATURE'
  /** The signature is right, but the body is no event. */
  | 'BAD_BODY';

/** Answer 400 and do nothing else. */
export class WebhookVerificationError extends ReelayError {
  override readonly name = 'WebhookVerificationError';
  override readonly code: WebhookProblem;

  constructor(code: WebhookProblem, detail: string) {
    super({ code, detail });
    this.code = code;
  }
}
