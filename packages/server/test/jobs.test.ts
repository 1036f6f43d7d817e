import { expect, onTestFinished, test, vi } from 'vitest';
import { inTransaction } from '../src/db/transaction.ts';
import type { Job } from '../src/jobs/jobs.ts';
import { installJobs, startJobs } from '../src/jobs/start-jobs.ts';
import { auditSlots, releaseSlots, takeSlots } from '../src/jobs/slots.ts';
import { newId } from '../src/kernel/ids.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { createGeneration } from '../src/commands/create-generation.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { aRequest, testBench, type TestBench } from './support/test-bench.ts';

async function queue() {
  const database = await freshDatabase();
  const jobs = await startJobs({ database, log: silentLogger, supervise: false });
  onTestFinished(() => jobs.stop());
  return { database, jobs };
}

function only(fetched: readonly Job[]): Job {
  const [job] = fetched;
  if (!job || fetched.length !== 1) throw new Error(`expected one job, got ${fetched.length}`);
  return job;
}

test('a job exists exactly when the transaction that enqueued it commits', async () => {
  const { database, jobs } = await queue();
  await expect(
    inTransaction(database.db, async (tx) => {
      await jobs.enqueue(tx, 'generations', 'never');
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await jobs.fetch('generations', 5)).toEqual([]);
  await inTransaction(database.db, (tx) => jobs.enqueue(tx, 'generations', 'once'));
  expect(only(await jobs.fetch('generations', 5))).toMatchObject({ subjectId: 'once' });
  expect(await jobs.fetch('generations', 5)).toEqual([]);
});

test('a job that is given back can be fetched at once, or only after the delay', async () => {
  const { database, jobs } = await queue();
  await inTransaction(database.db, (tx) => jobs.enqueue(tx, 'webhooks', 'message'));
  await jobs.giveBack(only(await jobs.fetch('webhooks', 1)), 0);
  await jobs.giveBack(only(await jobs.fetch('webhooks', 1)), 0.3);
  expect(await jobs.fetch('webhooks', 1)).toEqual([]);
  await vi.waitFor(async () => only(await jobs.fetch('webhooks', 1)), { timeout: 5_000, interval: 50 });
});

test('a touch tells which jobs are still ours, and an old holder can neither complete nor give back', async () => {
  const { database, jobs } = await queue();
  await inTransaction(database.db, (tx) => jobs.enqueue(tx, 'generations', 'mine'));
  const job = only(await jobs.fetch('generations', 1));
  const old = { ...job, holding: job.holding + 1 };
  expect(await jobs.touch('generations', [job])).toEqual(new Set([job.id]));
  expect(await jobs.touch('generations', [old])).toEqual(new Set());
  await jobs.complete(old);
  await jobs.giveBack(old, 0);
  expect(await jobs.fetch('generations', 5)).toEqual([]);
  expect(await jobs.touch('generations', [job])).toEqual(new Set([job.id]));
  await jobs.complete(job);
  expect(await jobs.touch('generations', [job])).toEqual(new Set());
});

test('installing the queue again changes nothing, also when many do it at once', async () => {
  const database = await freshDatabase();
  await Promise.all([1, 2, 3].map(() => installJobs({ database, log: silentLogger })));
});

async function submitted(bench: TestBench, count: number): Promise<readonly string[]> {
  const made = await Promise.all(
    Array.from({ length: count }, () => createGeneration(bench.deps, bench.caller, aRequest())),
  );
  return made.map((one) => one.generation.id);
}

test('no more places are taken than there are, however many ask at once, and asking again costs nothing', async () => {
  const bench = await testBench({ balance: '100' });
  const { db } = bench.database;
  const ids = await submitted(bench, 12);
  const wishes = [
    { scope: 'engine:fake', limit: 5 },
    { scope: 'account:a', limit: 3 },
  ];
  const takeAll = () => Promise.all(ids.map((id) => inTransaction(db, (tx) => takeSlots(tx, id, wishes))));
  const first = await takeAll();
  expect(first.filter(Boolean)).toHaveLength(3);
  expect(await takeAll()).toEqual(first);
  await Promise.all(ids.map((id) => inTransaction(db, (tx) => releaseSlots(tx, id))));
  await Promise.all(ids.map((id) => inTransaction(db, (tx) => releaseSlots(tx, id))));
  expect(await auditSlots(db)).toEqual([]);
  expect((await takeAll()).filter(Boolean)).toHaveLength(3);
});

test('of jobs that are due the one with the highest priority is fetched first', async () => {
  const bench = await testBench();
  const [low, high] = [newId(), newId()];
  const jobs = [{ subjectId: low }, { subjectId: high, priority: 1 }];
  await inTransaction(bench.database.db, (tx) => bench.jobs.enqueueMany(tx, 'generations', jobs));
  expect((await bench.jobs.fetch('generations', 1)).map((job) => job.subjectId)).toEqual([high]);
});
