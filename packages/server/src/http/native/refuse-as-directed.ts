import type { Caller } from '../../accounts/caller.ts';
import { AppError } from '../../kernel/errors.ts';
import type { DirectedRefusal, TestDirectives } from '../../kernel/test-directives.ts';
import { createIsAmongFirst } from '../is-among-first.ts';

const RETRY_AFTER_SECONDS: Readonly<Record<DirectedRefusal, number | null>> = {
  RATE_LIMITED: 1,
  INSUFFICIENT_CREDITS: null,
  INTERNAL: null,
  SHUTTING_DOWN: 1,
  ENGINE_UNAVAILABLE: null,
  IDEMPOTENCY_IN_PROGRESS: 1,
};

/** Gives the refusal that a magic prompt asks for, if it does and its turn has not passed. */
export type RefuseAsDirected = (
  directives: TestDirectives | null,
  submit: { readonly caller: Caller; readonly idempotencyKey: string | null },
) => void;

/** Remembers how often each Idempotency-Key was refused: only the first times count. */
export function createRefuseAsDirected(): RefuseAsDirected {
  const isAmongFirst = createIsAmongFirst();
  return (directives, { caller, idempotencyKey }) => {
    if (!directives?.refuse) return;
    const { code, times } = directives.refuse;
    if (times !== null && idempotencyKey === null)
      throw new AppError('INVALID_REQUEST', {
        field: 'prompt',
        detail: `prompt: reelay:refuse=${code}*${times} counts the tries of one Idempotency-Key. Send that header.`,
      });
    if (!isAmongFirst(times, `${caller.accountId} ${code} ${idempotencyKey}`)) return;
    const retryAfterSeconds = RETRY_AFTER_SECONDS[code];
    throw new AppError(code, retryAfterSeconds === null ? {} : { retryAfterSeconds });
  };
}
