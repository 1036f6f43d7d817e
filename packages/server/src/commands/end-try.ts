import type { AttemptState } from '../db/schema.ts';
import type { Tx } from '../db/transaction.ts';
import { endAttempt, type AttemptEnd, type EndedAttempt } from '../generations/attempts.ts';
import { correctDay } from '../jobs/engine-days.ts';
import { releaseProbes } from '../jobs/engine-health.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../kernel/engine-troubles.ts';
import { keepHealth, type TryDeps } from './keep-health.ts';

/**
 * Ends a try as a part of a transaction, and draws what follows for its engine: what it cost takes the place of the estimate
 * in the budget of its day, and the breaker learns how it went. Nothing happens when it had ended before, or is in none of the
 * states `from`.
 */
export async function endTry(
  deps: TryDeps,
  tx: Tx,
  attemptId: string,
  end: AttemptEnd,
  from?: readonly AttemptState[],
): Promise<void> {
  const ended = await endAttempt(tx, attemptId, end, from);
  if (ended === null) return;
  const difference = (end.cost?.micros ?? 0n) - (ended.estimate ?? 0n);
  await tell(deps, tx, ended, end);
  // Last: it is one row for all generations of an engine, and locked for as short as can be.
  if (difference !== 0n) await correctDay(tx, ended.engine, ended.createdAt, difference);
}

async function tell(deps: TryDeps, tx: Tx, ended: EndedAttempt, end: AttemptEnd): Promise<void> {
  const trouble = end.trouble ?? null;
  const { engine, model, generationId, startedAt } = ended;
  const { now } = end;
  const succeeded = end.state === 'succeeded';
  if (!succeeded && saysNothing(trouble)) return model === null ? undefined : releaseProbes(tx, generationId);
  const seconds = succeeded && startedAt !== null ? (now.getTime() - startedAt.getTime()) / 1000 : null;
  const result = { isFault: trouble !== null, seconds, trouble, now };
  return keepHealth(deps, tx, { engine, model, generationId, ...result });
}

/**
 * A full engine is not ill, and what the content or the caller caused says nothing about it; neither does work that it lost, and
 * work that an operator gave up.
 */
function saysNothing(trouble: EngineTrouble | null): boolean {
  return trouble === null || !ENGINE_TROUBLES[trouble].isFault;
}
