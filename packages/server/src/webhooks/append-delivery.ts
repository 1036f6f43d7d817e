import type { Tx } from '../db/transaction.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { insertDelivery, type NewDelivery } from './statements.ts';

/** Adds a message and the job that sends it, in the transaction that it reports on. */
export async function appendDelivery(tx: Tx, jobs: Jobs, delivery: NewDelivery): Promise<void> {
  await insertDelivery(tx, delivery);
  await jobs.enqueue(tx, 'webhooks', delivery.id);
}
