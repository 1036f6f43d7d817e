/** One SQL statement per function: what is dropped of deliveries once it is old. */
import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';

/**
 * Drops at most `most` tries that began before `time`, the oldest first, of deliveries that are not waiting for another
 * try. Answers how many there were. Rows that another process is dropping are left to it.
 */
export async function deleteTriesBefore(db: Db, time: Date, most: number): Promise<number> {
  const result = await sql`
    with old as (
      select delivery_tries.delivery_id, delivery_tries.number
      from delivery_tries join deliveries on deliveries.id = delivery_tries.delivery_id
      where delivery_tries.started_at < ${time} and deliveries.status <> 'pending'
      order by delivery_tries.started_at limit ${most}
      for update of delivery_tries skip locked
    )
    delete from delivery_tries using old
    where delivery_tries.delivery_id = old.delivery_id and delivery_tries.number = old.number`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
