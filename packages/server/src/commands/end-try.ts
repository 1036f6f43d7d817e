import type { AttemptState } from '../db/schema.ts';
import type { Tx } from '../db/transaction.ts';
import { endAttempt, type AttemptEnd, type EndedAttempt } from '../generations/attempts.ts';
import { afterTry, type BreakerSettings } from '../jobs/breaker.ts';
import { correctDay } from '../jobs/engine-days.ts';
import { lockHealth, releaseProbes, saveHealth } from '../jobs/engine-health.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../kernel/engine-troubles.ts';

export interface TryDeps {
  /** By engine; null for one whose health nobody keeps. Nobody's is kept when absent. */
  readonly breakerOf?: (engineId: string) => BreakerSettings | null;
}

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
  await keepHealth(deps, tx, ended, end);
  // Last: it is one row for all generations of an engine, and locked for as short as can be.
  if (difference !== 0n) await correctDay(tx, ended.engine, ended.createdAt, difference);
}

async function keepHealth(deps: TryDeps, tx: Tx, ended: EndedAttempt, end: AttemptEnd): Promise<void> {
  if (ended.model === null) return;
  const trouble = end.trouble ?? null;
  if (end.state !== 'succeeded' && saysNothing(trouble)) return releaseProbes(tx, ended.generationId);
  const settings = deps.breakerOf?.(ended.engine) ?? null;
  if (settings === null) return;
  const health = await lockHealth(tx, ended.engine, ended.model);
  const succeeded = end.state === 'succeeded' && ended.startedAt !== null;
  const seconds =
    succeeded && ended.startedAt ? (end.now.getTime() - ended.startedAt.getTime()) / 1000 : null;
  const next = afterTry(
    health,
    { isFault: trouble !== null, seconds },
    { generationId: ended.generationId, now: end.now },
    settings,
  );
  await saveHealth(tx, { ...health, ...next, lastTrouble: trouble ?? health.lastTrouble }, end.now);
}

/**
 * A full engine is not ill, and what the content or the caller caused says nothing about it; neither does work that it lost, and
 * work that an operator gave up.
 */
function saysNothing(trouble: EngineTrouble | null): boolean {
  return trouble === null || !ENGINE_TROUBLES[trouble].isFault;
}
