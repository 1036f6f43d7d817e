import type { Caller } from '../accounts/caller.ts';
import type { Tx } from '../db/transaction.ts';
import { isoSeconds } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { formatDollars } from '../kernel/money.ts';
import { readCostOfKey } from '../ledger/ledger.ts';

const DAY_MILLISECONDS = 24 * 3_600_000;

/**
 * Throws SPEND_LIMIT_REACHED when the generations of this key of today, the one that is being accepted included, cost
 * more than the key may spend. Called under the lock of the account's balance, so the limit is exact.
 */
export async function checkSpendLimit(tx: Tx, caller: Caller, now: Date): Promise<void> {
  const { dailySpend } = caller.limits;
  if (dailySpend === null) return;
  const dayStart = now.getTime() - (now.getTime() % DAY_MILLISECONDS);
  const cost = await readCostOfKey(tx, caller.keyId, new Date(dayStart));
  if (cost <= dailySpend) return;
  const resetsAt = new Date(dayStart + DAY_MILLISECONDS);
  throw new AppError('SPEND_LIMIT_REACHED', {
    detail: `This key may spend $${formatDollars(dailySpend)} a day; with this one it would have spent $${formatDollars(cost)} today. Raise its limit daily_spend, or wait until ${isoSeconds(resetsAt)}.`,
    retryAfterSeconds: Math.ceil((resetsAt.getTime() - now.getTime()) / 1000),
  });
}
