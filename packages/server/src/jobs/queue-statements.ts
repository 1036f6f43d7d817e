/** One SQL statement per function, on the queue's own tables as pg-boss 12 makes them. */
import { sql } from 'kysely';
import type { Db, Tx } from '../db/transaction.ts';
import { QUEUES, type QueueName } from './jobs.ts';

export interface QueueState {
  readonly queue: QueueName;
  /** Jobs that could be fetched now. */
  readonly dueCount: number;
  /** Seconds for which the oldest of them has been due; 0 when there is none. */
  readonly ageSeconds: number;
}

/** How far behind the workers are, by the database's clock. */
export async function readQueues(db: Db): Promise<readonly QueueState[]> {
  const result = await sql<{ name: string; count: bigint; age: number }>`
    select name, count(*) as count, extract(epoch from now() - min(start_after))::double precision as age
    from pgboss.job where state < 'active' and not blocked and start_after <= now() group by name`.execute(
    db,
  );
  return QUEUES.map((queue) => {
    const row = result.rows.find(({ name }) => name === queue);
    return { queue, dueCount: Number(row?.count ?? 0), ageSeconds: row?.age ?? 0 };
  });
}

/** Forgets every job. Whoever does so makes new ones for what is still to be done. */
export async function deleteJobs(tx: Tx): Promise<void> {
  await sql`delete from pgboss.job where name in (${sql.join(QUEUES)})`.execute(tx);
}

/** False before the queue's tables were made. */
export async function hasQueueTables(db: Db): Promise<boolean> {
  const result = await sql<{ found: boolean }>`
    select to_regclass('pgboss.job') is not null as found`.execute(db);
  return result.rows[0]?.found ?? false;
}
