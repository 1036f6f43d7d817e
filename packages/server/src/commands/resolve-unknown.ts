import { inTransaction } from '../db/transaction.ts';
import { findLatestAttempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { isFinished } from '../generations/state.ts';
import { lockGeneration } from '../generations/statements.ts';
import { FAILURES } from '../kernel/failures.ts';
import { wakeAfterEnd } from './announce-end.ts';
import type { CommandDeps } from './create-generation.ts';
import { endTry } from './end-try.ts';
import { failGeneration } from './fail-generation.ts';

export type Resolved =
  | { readonly kind: 'resolved'; readonly generation: Generation }
  | { readonly kind: 'not_found' }
  /** It has ended, or its engine has said by now what became of it. */
  | { readonly kind: 'not_unknown'; readonly generation: Generation };

const REASON = 'TASK_FAILED';

/**
 * Ends a generation of which no engine can tell whether it took the work, because its operator has found out that nothing
 * will come of it: it fails and is refunded, and the note says on whose word. What the engine might still report is stale.
 */
export async function resolveUnknown(deps: CommandDeps, id: string, note: string): Promise<Resolved> {
  const resolved = await inTransaction(deps.db, async (tx): Promise<Resolved> => {
    const generation = await lockGeneration(tx, id);
    if (!generation) return { kind: 'not_found' };
    if (!generation.outcomeUnknown || isFinished(generation.status))
      return { kind: 'not_unknown', generation };
    const attempt = await findLatestAttempt(tx, id);
    const detail = FAILURES[REASON].sentence;
    const failed = await failGeneration(deps, tx, generation, { reason: REASON, detail, note });
    if (attempt)
      await endTry({}, tx, attempt.id, { state: 'failed', failure: REASON, detail, now: deps.clock.now() });
    return { kind: 'resolved', generation: failed };
  });
  if (resolved.kind === 'resolved') wakeAfterEnd(deps, resolved.generation);
  return resolved;
}
