import type { Db } from '../../src/db/transaction.ts';
import { auditLedger } from '../../src/ledger/ledger.ts';
import { isFinished } from './check-generations.ts';
import type { Finding } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

/** One hold, and one end of it. */
export function checkSettlements({ generations }: Snapshot): Finding {
  const rows = [...generations.values()];
  const violations = rows
    .filter((row) => row.holds !== 1 || row.settles + row.releases !== (isFinished(row) ? 1 : 0))
    .map(({ id, status, holds, settles, releases }) => ({
      generationId: id,
      what: `${status} with ${holds} holds, ${settles} settled, ${releases} released`,
    }));
  const settled = rows.reduce((sum, row) => sum + row.settles, 0);
  const released = rows.reduce((sum, row) => sum + row.releases, 0);
  return {
    name: 'not settled or released exactly once',
    figure: `${violations.length} of ${rows.length} (${settled} settled, ${released} released)`,
    violations,
  };
}

export async function checkLedger(db: Db): Promise<Finding> {
  const audit = await auditLedger(db);
  const violations = [
    ...audit.wrongBalances.map(({ accountId, balanceMicros, sumMicros }) => ({
      what: `account ${accountId} has a balance of ${balanceMicros} and entries of ${sumMicros}`,
    })),
    ...audit.wrongHolds.map((generationId) => ({
      generationId,
      what: 'its hold does not fit its status or price',
    })),
  ];
  return {
    name: 'balances that are not the sum of their ledger',
    figure: String(violations.length),
    violations,
  };
}
