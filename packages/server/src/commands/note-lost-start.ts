import { inTransaction } from '../db/transaction.ts';
import { noteNoReply } from '../generations/attempts.ts';
import type { CommandDeps } from './create-generation.ts';
import { keepHealth, type TryDeps } from './keep-health.ts';

/**
 * Writes down why nobody knows whether an engine took a try, for the operator, and counts it against the engine at once: the
 * generation stays with it, because it may have been made and charged for, and others need not follow it there. Whatever becomes
 * of the try later counts as well. Nothing happens when its outcome is known by now.
 */
export async function noteLostStart(
  deps: Pick<CommandDeps, 'db' | 'clock'> & TryDeps,
  attemptId: string,
  note: string,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const lost = await noteNoReply(tx, attemptId, note);
    if (lost === null) return;
    const result = { isFault: true, seconds: null, trouble: 'no_reply', now: deps.clock.now() } as const;
    await keepHealth(deps, tx, { ...lost, ...result });
  });
}
