import type { Db } from '../../src/db/transaction.ts';

/** Places taken, by scope. */
export async function findUsed(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('slot_scopes').select(['scope', 'used']).where('used', '>', 0).execute();
  return new Map(rows.map(({ scope, used }) => [scope, used]));
}
