import { EventEmitter } from 'node:events';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { DatabaseHandle } from '../db/pool.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { inBatches } from '../kernel/in-batches.ts';
import type { Logger } from '../kernel/log.ts';
import { QUEUES, type EnqueueOptions, type Job, type Jobs, type NewJob, type QueueName } from './jobs.ts';

const SCHEMA = 'pgboss';
/** A job whose holder is silent for this long is handed on. pg-boss accepts no less. */
const HEARTBEAT_SECONDS = 10;
/** How often silent holders are looked for. */
const SUPERVISE_SECONDS = 1;
/** A job is never given up: whether its subject is finished is decided by the subject's own row. */
const RETRY_LIMIT = 1_000_000;
/** pg-boss takes a job from a holder after this even when it is touched; its longest is a day. */
const EXPIRE_SECONDS = 23 * 3_600;
/** More than a process has in hand of one queue, mostly. */
const MOST_ENDED_AT_ONCE = 100;
const KEEP_COMPLETED_SECONDS = 3_600;
const KEEP_WAITING_SECONDS = 365 * 86_400;

const jobData = z.object({ subjectId: z.string() });
/** pg-boss 12 answers which of the jobs it changed, though its types do not say so. */
const settledJobs = z.object({ settled: z.array(z.string()) });

export interface JobsOptions {
  readonly database: DatabaseHandle;
  readonly log: Logger;
  /** True in workers: hands on jobs of dead holders and cleans up. */
  readonly supervise: boolean;
}

interface SqlRunner {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Creates or updates the queue's own tables and our queues. Part of migrating. */
export async function installJobs(options: Omit<JobsOptions, 'supervise'>): Promise<void> {
  const boss = createBoss({ ...options, supervise: false }, true);
  await boss.start();
  for (const queue of QUEUES) await boss.createQueue(queue, queueOptions());
  await boss.stop({ graceful: false, close: false });
}

/** Starts the queue of this process. The database must have been migrated. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const boss = createBoss(options, false);
  await boss.start();
  return createJobs(boss, options.database);
}

function createBoss({ database, log, supervise }: JobsOptions, migrate: boolean): PgBoss {
  const boss = new PgBoss({
    db: poolRunner(database.pool),
    schema: SCHEMA,
    migrate,
    createSchema: migrate,
    supervise,
    schedule: false,
    registerInstance: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => log.warn({ err: error.message }, 'the job queue reported an error'));
  return boss;
}

function queueOptions() {
  return {
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retryLimit: RETRY_LIMIT,
    retryDelay: 0,
    expireInSeconds: EXPIRE_SECONDS,
    deleteAfterSeconds: KEEP_COMPLETED_SECONDS,
    retentionSeconds: KEEP_WAITING_SECONDS,
  };
}

function createJobs(boss: PgBoss, database: DatabaseHandle): Jobs {
  const bell = new EventEmitter().setMaxListeners(0);
  const ends = {
    generations: endJobs(boss, database, 'generations'),
    webhooks: endJobs(boss, database, 'webhooks'),
  } as const satisfies Record<QueueName, unknown>;
  const enqueue = async (tx: Tx, queue: QueueName, subjectId: string, options: EnqueueOptions = {}) => {
    await boss.send(
      queue,
      { subjectId },
      { db: transactionRunner(tx), startAfter: options.startAfterSeconds ?? 0 },
    );
  };
  return {
    enqueue,
    async enqueueMany(tx, queue, jobs) {
      if (jobs.length > 0) await boss.insert(queue, jobs.map(newJob), { db: transactionRunner(tx) });
    },
    async fetch(queue, limit) {
      const fetched = await boss.fetch(queue, { batchSize: limit });
      return fetched.map((job) => ({
        id: job.id,
        queue,
        holding: job.retryCount,
        subjectId: jobData.parse(job.data).subjectId,
      }));
    },
    async touch(queue, jobs) {
      if (jobs.length === 0) return new Set();
      const answer = await boss.touch(queue, jobs.map(heldJob));
      return new Set(settledJobs.parse(answer).settled);
    },
    async complete(job) {
      await ends[job.queue].complete(job);
    },
    async giveBack(job, afterSeconds) {
      await ends[job.queue].giveBack({ job, afterSeconds });
      if (afterSeconds === 0) bell.emit(job.queue);
    },
    wake(queue) {
      bell.emit(queue);
    },
    onWake(queue, listener) {
      bell.on(queue, listener);
      return () => bell.off(queue, listener);
    },
    async stop() {
      await boss.stop({ graceful: false, close: false });
    },
  };
}

interface GivenBackJob {
  readonly job: Job;
  readonly afterSeconds: number;
}

/** Lets go of jobs of one queue. Hundreds may end in a second, so those that end together are one statement. */
function endJobs(boss: PgBoss, database: DatabaseHandle, queue: QueueName) {
  const most = MOST_ENDED_AT_ONCE;
  return {
    complete: inBatches<Job, void>({
      most,
      keyOf: (job) => job.id,
      async run(jobs) {
        await boss.complete(queue, jobs.map(heldJob));
        return new Map();
      },
    }),
    giveBack: inBatches<GivenBackJob, void>({
      most,
      keyOf: ({ job }) => job.id,
      async run(given) {
        await putBack(boss, database, queue, given);
        return new Map();
      },
    }),
  };
}

/**
 * New jobs in place of the old ones, in one transaction: pg-boss fixes the delay of a retry when a job is made. Those that
 * are not ours any more stay with whoever has them.
 */
async function putBack(
  boss: PgBoss,
  database: DatabaseHandle,
  queue: QueueName,
  given: readonly GivenBackJob[],
): Promise<void> {
  await inTransaction(database.db, async (tx) => {
    const db = transactionRunner(tx);
    const answer = await boss.deleteJob(
      queue,
      given.map(({ job }) => heldJob(job)),
      { db },
    );
    const ours = new Set(settledJobs.parse(answer).settled);
    const again = given.filter(({ job }) => ours.has(job.id));
    const jobs = again.map(({ job: { subjectId }, afterSeconds }) =>
      newJob({ subjectId, startAfterSeconds: afterSeconds }),
    );
    if (jobs.length > 0) await boss.insert(queue, jobs, { db });
  });
}

function newJob({ subjectId, startAfterSeconds = 0, priority = 0 }: NewJob) {
  // whole milliseconds: PostgreSQL reads no interval such as 1e-7
  return { data: { subjectId }, priority, startAfter: Math.ceil(startAfterSeconds * 1000) / 1000 };
}

function heldJob(job: Job): { id: string; retryCount: number } {
  return { id: job.id, retryCount: job.holding };
}

/** pg-boss reads int8 as pg itself does, not as bigint like the rest of our pool. */
function poolRunner(pool: pg.Pool): SqlRunner {
  return {
    async executeSql(text, values) {
      const config = values === undefined ? { text, types: pg.types } : { text, values, types: pg.types };
      return pool.query<Record<string, unknown>>(config);
    },
  };
}

function transactionRunner(tx: Tx): SqlRunner {
  return {
    async executeSql(text, values = []) {
      const result = await tx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values));
      return { rows: result.rows };
    },
  };
}
