import { inTransaction } from '../db/transaction.ts';
import { lockGeneration, type Fenced } from '../generations/statements.ts';
import type { CommandDeps } from './create-generation.ts';
import { endTry } from './end-try.ts';
import type { TryDeps } from './keep-health.ts';

/**
 * Ends a try of which the engine knows nothing any more, while the generation keeps its places: the same engine makes it anew.
 * `stale`, and nothing has happened, when somebody else has taken it over.
 */
export async function abandonTry(
  deps: Pick<CommandDeps, 'db' | 'clock'> & TryDeps,
  fenced: Fenced,
  attemptId: string,
): Promise<'abandoned' | 'stale'> {
  return inTransaction(deps.db, async (tx) => {
    const generation = await lockGeneration(tx, fenced.generationId);
    if (!generation || generation.fence !== fenced.fence) return 'stale';
    const now = deps.clock.now();
    await endTry(deps, tx, attemptId, { state: 'abandoned', failure: null, detail: null, now });
    return 'abandoned';
  });
}
