import { inTransaction } from '../db/transaction.ts';
import { insertIntent, type NewAttempt } from '../generations/attempts.ts';
import { reserveOfDay } from '../jobs/engine-days.ts';
import type { Micros } from '../kernel/money.ts';
import type { CommandDeps } from './create-generation.ts';

/** Rolls the transaction back. */
class OverBudgetError extends Error {
  override readonly name = 'OverBudgetError';
}

/**
 * Writes down that an engine is about to be called, and counts what it is expected to cost against its budget of the day:
 * together, so that the budget is never exceeded by what was begun. `stale`: somebody else has the generation, or its end was
 * asked for.
 */
export async function beginTry(
  deps: Pick<CommandDeps, 'db'>,
  attempt: NewAttempt,
  dailyBudget: Micros | null,
): Promise<'begun' | 'stale' | 'over_budget'> {
  const { estimate = null } = attempt;
  if (estimate === null) return (await insertIntent(deps.db, attempt)) ? 'begun' : 'stale';
  const amount = { estimate, most: dailyBudget };
  try {
    return await inTransaction(deps.db, async (tx) => {
      if (!(await insertIntent(tx, attempt))) return 'stale';
      if (!(await reserveOfDay(tx, attempt.engine, attempt.createdAt, amount))) throw new OverBudgetError();
      return 'begun';
    });
  } catch (error) {
    if (error instanceof OverBudgetError) return 'over_budget';
    throw error;
  }
}
