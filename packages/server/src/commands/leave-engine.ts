import { inTransaction } from '../db/transaction.ts';
import type { AttemptEnd } from '../generations/attempts.ts';
import { lockGeneration, type Fenced } from '../generations/statements.ts';
import { releaseProbes } from '../jobs/engine-health.ts';
import { releaseSlots } from '../jobs/slots.ts';
import type { CommandDeps } from './create-generation.ts';
import { endTry } from './end-try.ts';
import type { TryDeps } from './keep-health.ts';

/** A try that did not succeed, and how it ends. */
export interface LeftTry {
  readonly attemptId: string;
  readonly end: AttemptEnd;
}

/**
 * Gives a generation's places back while it goes on: with another engine, or with the same one later. The try ends that it made
 * there; null when it made none. `stale`, and nothing has happened, when somebody else has taken it over.
 */
export async function leaveEngine(
  deps: Pick<CommandDeps, 'db'> & TryDeps,
  fenced: Fenced,
  left: LeftTry | null,
): Promise<'left' | 'stale'> {
  return inTransaction(deps.db, async (tx) => {
    const generation = await lockGeneration(tx, fenced.generationId);
    if (!generation || generation.fence !== fenced.fence) return 'stale';
    // In this order everywhere: places, then the health of engines.
    await releaseSlots(tx, fenced.generationId);
    if (left === null) await releaseProbes(tx, fenced.generationId);
    else await endTry(deps, tx, left.attemptId, left.end);
    return 'left';
  });
}
