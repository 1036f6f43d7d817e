/** One SQL statement per function: deliveries that are still to be made, of all accounts. */
import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';

export interface WebhookBacklog {
  readonly pendingCount: number;
  /** Seconds for which the most overdue one has been due; 0 when none is. */
  readonly lagSeconds: number;
}

/** What waits to be sent, and by how much the sending is behind, by the database's clock. */
export async function readWebhookBacklog(db: Db): Promise<WebhookBacklog> {
  const result = await sql<{ count: bigint; lag: number }>`
    select count(*) as count,
      coalesce(greatest(extract(epoch from now() - min(coalesce(next_attempt_at, created_at))), 0), 0)::double precision as lag
    from deliveries where status = 'pending'`.execute(db);
  const row = result.rows[0];
  return { pendingCount: Number(row?.count ?? 0), lagSeconds: row?.lag ?? 0 };
}

export interface OpenDelivery {
  readonly id: string;
  /** When the next try is due; null when it was not said. */
  readonly nextAttemptAt: Date | null;
}

/** All that are still to be made, the oldest first. */
export async function findOpenDeliveries(db: Db): Promise<readonly OpenDelivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'next_attempt_at'])
    .where('status', '=', 'pending')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, nextAttemptAt: row.next_attempt_at }));
}
