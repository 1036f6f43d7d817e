import { inTransaction } from '../db/transaction.ts';
import type { AttemptEnd } from '../generations/attempts.ts';
import { lockGeneration, type Fenced } from '../generations/statements.ts';
import { releaseSlots } from '../jobs/slots.ts';
import type { CommandDeps } from './create-generation.ts';
import { endTry, type TryDeps } from './end-try.ts';

/**
 * Ends a try that did not succeed and gives its places back, while the generation goes on: with another engine, or with the
 * same one later. `stale`, and nothing has happened, when somebody else has taken it over.
 */
export async function leaveEngine(
  deps: Pick<CommandDeps, 'db'> & TryDeps,
  fenced: Fenced,
  attemptId: string,
  end: AttemptEnd,
): Promise<'left' | 'stale'> {
  return inTransaction(deps.db, async (tx) => {
    const generation = await lockGeneration(tx, fenced.generationId);
    if (!generation || generation.fence !== fenced.fence) return 'stale';
    // In this order everywhere: places, then the health of engines.
    await releaseSlots(tx, fenced.generationId);
    await endTry(deps, tx, attemptId, end);
    return 'left';
  });
}
