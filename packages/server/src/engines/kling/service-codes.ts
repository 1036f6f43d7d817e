/**
 * Kling's service codes and what each means for a create (Kling error codes, 2026-09). The HTTP status alone does not
 * tell: 429 is both "no place now" and "never again".
 */
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import type { FailureReason } from '../../kernel/failures.ts';

export type Meaning =
  /** Nothing was made. */
  | { readonly kind: 'refused'; readonly reason: FailureReason; readonly trouble: EngineTrouble }
  /** Nothing was made, and there will be room: try again after a second or more. */
  | { readonly kind: 'full' }
  /** An invalid value, which is also how Kling says that it has our id already. */
  | { readonly kind: 'maybe_duplicate' }
  /** It may have been made. */
  | { readonly kind: 'unknown' };

const ACCOUNT = { kind: 'refused', reason: 'ENGINE_UNAVAILABLE', trouble: 'account' } as const;
const UNSERVED = { kind: 'refused', reason: 'ENGINE_UNAVAILABLE', trouble: 'unserved' } as const;
const REJECTED = { kind: 'refused', reason: 'TASK_FAILED', trouble: 'rejected' } as const;
const CONTENT = { kind: 'refused', reason: 'CONTENT_POLICY_VIOLATION', trouble: 'content' } as const;
const FULL = { kind: 'full' } as const;
const UNKNOWN = { kind: 'unknown' } as const;

const BY_CODE: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  // 401: failed, header empty, invalid, not yet valid, expired.
  [1000, ACCOUNT],
  [1001, ACCOUNT],
  [1002, ACCOUNT],
  [1003, ACCOUNT],
  [1004, ACCOUNT],
  // 429 and yet for good: abnormal account, in arrears, package used up.
  [1100, ACCOUNT],
  [1101, ACCOUNT],
  [1102, ACCOUNT],
  // 403: no right to the API or the model.
  [1103, ACCOUNT],
  // 400: invalid parameters, invalid value.
  [1200, REJECTED],
  [1201, { kind: 'maybe_duplicate' }],
  // 404: no such method, no such model.
  [1202, UNSERVED],
  [1203, UNSERVED],
  // 400: platform policy, content security.
  [1300, CONTENT],
  [1301, CONTENT],
  // 429: too many requests, too many at once.
  [1302, FULL],
  [1303, FULL],
  // 429 and yet for good: not on the account's list of addresses.
  [1304, ACCOUNT],
  // 500, 503, 504.
  [5000, UNKNOWN],
  [5001, UNKNOWN],
  [5002, UNKNOWN],
]);

/** For a code that came after the list was written. */
const BY_STATUS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [400, REJECTED],
  [401, ACCOUNT],
  [403, ACCOUNT],
  [404, UNSERVED],
  [405, UNSERVED],
  [429, FULL],
]);

/** Codes that say of a question for a work that there is no such work. */
const NO_SUCH_WORK: ReadonlySet<number> = new Set([1201, 1203]);

/** `code` is null when the answer is not Kling's own: then only a missing address proves anything. */
export function meaningOf(status: number, code: number | null): Meaning {
  if (status >= 500) return UNKNOWN;
  if (code === null) return status === 404 || status === 405 ? UNSERVED : UNKNOWN;
  return BY_CODE.get(code) ?? BY_STATUS.get(status) ?? UNKNOWN;
}

export function saysNoSuchWork(status: number, code: number | null): boolean {
  return (status === 404 || status === 400) && code !== null && NO_SUCH_WORK.has(code);
}
