import { inTransaction, type Db } from '../db/transaction.ts';
import type { Micros } from '../kernel/money.ts';
import { grant, readBalance, type Purse } from '../ledger/ledger.ts';

/** Adds credit to an account (or takes it away when negative) and answers the new balance. */
export async function grantCredits(
  deps: { readonly db: Db },
  purse: Purse,
  amount: Micros,
  note: string,
): Promise<Micros> {
  return inTransaction(deps.db, async (tx) => {
    await grant(tx, purse, amount, note);
    return readBalance(tx, purse);
  });
}
