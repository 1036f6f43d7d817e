/** What is tried again, when, and what a try that failed leaves open. Decided by status and code, never by words. */
import type { ReelayErrorInit } from '../errors/reelay-error.ts';

const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 8_000;
/** On top of a Retry-After, so that all who were sent away together do not come back together. */
const RETRY_AFTER_JITTER = 0.1;

/** Refusals after which a submit has certainly made nothing, whatever became of the tries before. */
const SETTLING_STATUSES: ReadonlySet<number> = new Set([400, 402, 404, 409, 413, 415, 422]);

export function isTransient({ status = 0, code }: ReelayErrorInit): boolean {
  if (code === 'REDIRECTED' || code === 'ENGINE_UNAVAILABLE') return false;
  if (status === 409) return code === 'IDEMPOTENCY_IN_PROGRESS';
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

/** Milliseconds before the next try, after `setbacks` in a row, the first being 1. */
export function pauseAfter(
  setbacks: number,
  { retryAfterSeconds }: Pick<ReelayErrorInit, 'retryAfterSeconds'>,
  random: () => number,
): number {
  if (retryAfterSeconds !== undefined && retryAfterSeconds > 0)
    return retryAfterSeconds * 1000 * (1 + RETRY_AFTER_JITTER * random());
  const longest = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** (setbacks - 1));
  return longest * (0.5 + random() / 2);
}

/** A try that failed; `wasSent` is false when certainly nothing of it reached the server. */
export interface FailedTry {
  readonly init: ReelayErrorInit;
  readonly wasSent: boolean;
}

/** Whether, after this try, nobody can tell if the change was made; `before` is the same of the tries before it. */
export function leavesDoubt(method: string, { init, wasSent }: FailedTry, before: boolean): boolean {
  const { status = 0, code } = init;
  if (method === 'GET' || !wasSent) return before;
  // What is not there any more may have been deleted by the try before.
  if (method === 'DELETE' && status === 404) return before;
  if (code === 'IDEMPOTENCY_IN_PROGRESS') return true;
  if (SETTLING_STATUSES.has(status) || code === 'ENGINE_UNAVAILABLE') return false;
  if (code === 'SHUTTING_DOWN' || code === 'REDIRECTED') return before;
  return before || status === 0 || status >= 500;
}
