/** Cancels against everything else that can happen to a generation at the same time, and how a worker learns of them. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { cancelGeneration } from '../src/commands/cancel-generation.ts';
import { claimGeneration } from '../src/commands/claim-generation.ts';
import { createGeneration, type NewGeneration } from '../src/commands/create-generation.ts';
import { recordOutcome, type Outcome } from '../src/commands/record-outcome.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import { startCancelWatch } from '../src/worker/cancel-watch.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { aRequest, dollar, testBench, workerDeps, type TestBench } from './support/test-bench.ts';
import { onItsEngine } from './support/on-its-engine.ts';

const PATIENCE = { timeout: 20_000, interval: 10 };
const SUCCESS: Outcome = { state: 'succeeded', assets: [], report: null };
const FAILURE: Outcome = { state: 'failed', reason: 'TASK_FAILED', detail: 'no' };

async function submit(bench: TestBench, changes: Partial<NewGeneration> = {}): Promise<string> {
  return (await createGeneration(bench.deps, bench.caller, aRequest(changes))).generation.id;
}

async function expectSoundBooks(bench: TestBench): Promise<void> {
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  expect(await auditSlots(bench.database.db)).toEqual([]);
}

const balanceOf = (bench: TestBench) => readBalance(bench.database.db, bench.caller);

test('cancels, claims and outcomes at once end a generation once, and its money with it', async () => {
  const bench = await testBench({ balance: '1000' });
  const deps = workerDeps(bench.deps, new Map());
  const { db } = bench.database;
  const steps = ['cancel', 'claim', 'success', 'failure', 'prepare'] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...steps), { minLength: 2, maxLength: 6 }), async (taken) => {
      const before = await balanceOf(bench);
      const id = await submit(bench, { callbackUrl: 'https://hooks.test/end' });
      const record = (fence: number, outcome: Outcome) =>
        recordOutcome(deps, { generationId: id, attemptId: null, fence, outcome });
      const take = {
        cancel: () => cancelGeneration(bench.deps, bench.caller, id).catch(() => 'refused'),
        claim: () => claimGeneration(bench.deps, id, onItsEngine()),
        success: () => record(1, SUCCESS),
        failure: () => record(1, FAILURE),
        prepare: () => record(0, FAILURE),
      } as const;
      await Promise.all(taken.map((step) => take[step]()));
      const { status, failure: reason } = await bench.read(id);
      const kinds = await db
        .selectFrom('ledger_entries')
        .select('kind')
        .where('generation_id', '=', id)
        .execute();
      const deliveries = await db
        .selectFrom('deliveries')
        .select('body')
        .where('generation_id', '=', id)
        .execute();
      const hasEnded = status === 'completed' || status === 'failed';
      expect(kinds).toHaveLength(hasEnded ? 2 : 1);
      expect(deliveries).toHaveLength(hasEnded ? 1 : 0);
      for (const { body } of deliveries) expect(JSON.parse(body)).toMatchObject({ status, message: reason });
      expect(before - (await balanceOf(bench))).toBe(status === 'failed' ? 0n : dollar(1));
    }),
    { numRuns: 60 },
  );
  await expectSoundBooks(bench);
});

test('callers who cancel while a worker finishes leave every generation with one end', async () => {
  const bench = await testBench({ balance: '100' });
  const engine = fakeEngine({
    directory: bench.directory,
    pollMilliseconds: 1,
    script: { pollsUntilEnd: 2 },
  });
  bench.startWorker(new Map([[engine.id, engine]]));
  const ids = await Promise.all(Array.from({ length: 60 }, () => submit(bench)));
  const cancels = ids.map(async (id, index) => {
    // Sooner or later: each read takes about as long as a question for the status.
    for (let reads = 0; reads < index % 15; reads += 1) await bench.read(id);
    return cancelGeneration(bench.deps, bench.caller, id).catch(() => 'refused');
  });
  await Promise.all(cancels);
  const ended = await vi.waitFor(async () => {
    const rows = await Promise.all(ids.map((id) => bench.read(id)));
    expect(rows.every(({ status }) => status === 'completed' || status === 'failed')).toBe(true);
    return rows;
  }, PATIENCE);
  for (const { status, failure: reason } of ended)
    expect([status, reason]).toEqual(status === 'completed' ? [status, null] : [status, 'CANCELLED']);
  const paid = ended.filter(({ status }) => status === 'completed').length;
  expect(await balanceOf(bench)).toBe(dollar(100 - paid));
  expect(new Set(engine.starts).size).toBe(engine.starts.length);
  await expectSoundBooks(bench);
});

test('a process asks with one statement for all that it drives, once a second and at every cancel of its own', async () => {
  const bench = await testBench();
  const ids = await Promise.all(Array.from({ length: 9 }, () => submit(bench)));
  for (const id of ids) await claimGeneration(bench.deps, id, onItsEngine());
  const asked: string[] = [];
  const db = bench.database.db.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(node.kind);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const pauses: { readonly milliseconds: number; readonly end: () => void }[] = [];
  const sleep = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      pauses.push({ milliseconds, end: resolve });
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  const stopping = new AbortController();
  const watch = startCancelWatch({ db, jobs: bench.jobs, log: silentLogger, sleep }, stopping.signal);
  const watched = ids.map((id) => watch.begin(id));
  const seen = () => watched.map(({ cancelled }) => cancelled.aborted);
  await vi.waitFor(() => expect(pauses).toHaveLength(1));
  expect(asked).toEqual([]);
  expect(pauses[0]?.milliseconds).toBe(1_000);
  pauses[0]?.end();
  await vi.waitFor(() => expect(pauses).toHaveLength(2));
  expect(asked).toHaveLength(1);
  await cancelGeneration(bench.deps, bench.caller, String(ids[4]));
  await vi.waitFor(() => expect(seen().indexOf(true)).toBe(4));
  expect(seen().filter(Boolean)).toHaveLength(1);
  expect(asked).toHaveLength(2);
  for (const one of watched) one.end();
  await vi.waitFor(() => expect(pauses).toHaveLength(3));
  pauses[2]?.end();
  await vi.waitFor(() => expect(pauses).toHaveLength(4));
  expect(asked).toHaveLength(2);
  stopping.abort();
  await watch.stopped;
});
