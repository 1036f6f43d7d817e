import type { AttemptView } from '../../contract/attempt-view.ts';
import type { ShownAttempt } from '../../generations/attempts.ts';
import { isoSeconds } from '../../kernel/clock.ts';
import { formatDollars } from '../../kernel/money.ts';

function time(at: Date | null): string | null {
  return at === null ? null : isoSeconds(at);
}

/** One try, for whoever runs the server. */
export function presentAttempt(attempt: ShownAttempt): AttemptView {
  return {
    number: attempt.number,
    engine: attempt.engine,
    because: attempt.because,
    state: attempt.state,
    idempotency_key: attempt.idempotencyKey,
    operation: attempt.operation,
    trouble: attempt.trouble,
    failure: attempt.failure,
    note: attempt.note,
    estimated_cost: attempt.estimate === null ? null : formatDollars(attempt.estimate),
    cost: attempt.cost === null ? null : formatDollars(attempt.cost.micros),
    cost_source: attempt.cost?.source ?? null,
    created_at: isoSeconds(attempt.createdAt),
    started_at: time(attempt.startedAt),
    ended_at: time(attempt.endedAt),
  };
}
