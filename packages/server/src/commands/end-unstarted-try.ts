import { inTransaction } from '../db/transaction.ts';
import type { AttemptEnd } from '../generations/attempts.ts';
import type { CommandDeps } from './create-generation.ts';
import { endTry } from './end-try.ts';
import type { TryDeps } from './keep-health.ts';

/**
 * Ends a try of which its engine has said that it has nothing, whoever heard it: also one that does not own the generation any
 * more. That is for engines that nobody can ask later; where the owner can ask, it may have started the work anew with the same
 * key. Nothing happens when a name of the work is known by now.
 */
export async function endUnstartedTry(
  deps: Pick<CommandDeps, 'db'> & TryDeps,
  attemptId: string,
  end: AttemptEnd,
): Promise<void> {
  await inTransaction(deps.db, (tx) => endTry(deps, tx, attemptId, end, ['intent']));
}
