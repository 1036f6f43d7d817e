/**
 * The durable queue. A job only says "somebody must look after this generation (or delivery)": all state is in the
 * subject's own row, so a job may be run twice, late or by anybody.
 */
import type { Tx } from '../db/transaction.ts';

export const QUEUES = ['generations', 'webhooks'] as const;
export type QueueName = (typeof QUEUES)[number];

/** What loops of a process tell each other of: jobs of a queue, that the end of what is under way was asked for, that something has ended. */
export type BellName = QueueName | 'cancels' | 'ends';

/** A job in our hands. It stays ours while it is touched more often than every 10 seconds. */
export interface Job {
  readonly id: string;
  readonly queue: QueueName;
  /** Raised each time the job changes hands; an older holder's calls change nothing. */
  readonly holding: number;
  /** The generation or delivery to look after. */
  readonly subjectId: string;
}

export interface EnqueueOptions {
  /** Seconds until the job may be fetched; at once when absent. */
  readonly startAfterSeconds?: number;
}

export interface NewJob extends EnqueueOptions {
  readonly subjectId: string;
  /** Of jobs that are due the one with the highest is fetched first; 0 when absent. */
  readonly priority?: number;
}

export interface Jobs {
  /** Adds a job in the caller's transaction: it exists exactly when that commits. */
  enqueue(tx: Tx, queue: QueueName, subjectId: string, options?: EnqueueOptions): Promise<void>;
  /** The same for many, in one statement. */
  enqueueMany(tx: Tx, queue: QueueName, jobs: readonly NewJob[]): Promise<void>;
  /** Takes up to `limit` jobs that are due. */
  fetch(queue: QueueName, limit: number): Promise<readonly Job[]>;
  /** Keeps jobs ours. Answers the ids of those that still are; the others belong to somebody else by now. */
  touch(queue: QueueName, jobs: readonly Job[]): Promise<ReadonlySet<string>>;
  /** The subject needs nobody any more. */
  complete(job: Job): Promise<void>;
  /** Somebody else, or we again, shall go on after so many seconds. */
  giveBack(job: Job, afterSeconds: number): Promise<void>;
  /** Tells loops in this process that something was committed, so that they need not wait for their next look. */
  wake(bell: BellName): void;
  /** Calls `listener` on every `wake` of the bell, until the function it returns is called. */
  onWake(bell: BellName, listener: () => void): () => void;
  stop(): Promise<void>;
}
