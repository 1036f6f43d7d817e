import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewGeneration } from '../src/commands/create-generation.ts';
import { createSubmitLine } from '../src/commands/submit-line.ts';
import { AppError } from '../src/kernel/errors.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import { aRequest, dollar, newCaller, testBench, type TestBench } from './support/test-bench.ts';

/** What each submit came to: the id that it was answered, or the code of its refusal. */
async function outcomes(submits: readonly Promise<{ readonly generation: { readonly id: string } }>[]) {
  const settled = await Promise.allSettled(submits);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return one.value.generation.id;
    if (one.reason instanceof AppError) return one.reason.code;
    throw one.reason;
  });
}

const countJobs = async (bench: TestBench): Promise<number> =>
  (await bench.jobs.fetch('generations', 1_000)).length;

test('of a hundred that come at once as many are accepted as the balance covers, and the others are refused alone', async () => {
  const bench = await testBench({ balance: '30' });
  const line = createSubmitLine(bench.deps);
  const answers = await outcomes(Array.from({ length: 100 }, () => line(bench.caller, aRequest())));
  expect(answers.filter((answer) => answer === 'INSUFFICIENT_CREDITS')).toHaveLength(70);
  expect(new Set(answers.filter((answer) => answer !== 'INSUFFICIENT_CREDITS')).size).toBe(30);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(0));
  expect(await countJobs(bench)).toBe(30);
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
});

test('a thousand with one key at once are one generation, one hold and one job', async () => {
  const bench = await testBench({ balance: '5' });
  const line = createSubmitLine(bench.deps);
  const idempotency = { key: 'once', requestHash: randomBytes(32) };
  const submits = Array.from({ length: 1_000 }, () => line(bench.caller, aRequest({ idempotency })));
  const created = await Promise.all(submits);
  expect(new Set(created.map((one) => one.generation.id)).size).toBe(1);
  expect(created.filter((one) => !one.replayed)).toHaveLength(1);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(4));
  expect(await countJobs(bench)).toBe(1);
});

test('the same key with another body is refused, also when both come at once', async () => {
  const bench = await testBench();
  const line = createSubmitLine(bench.deps);
  const submits = [1, 2, 3].map((n) =>
    line(bench.caller, aRequest({ idempotency: { key: 'same', requestHash: Buffer.alloc(32, n) } })),
  );
  const answers = await outcomes(submits);
  expect(answers.slice(1)).toEqual(['IDEMPOTENCY_MISMATCH', 'IDEMPOTENCY_MISMATCH']);
  expect(await countJobs(bench)).toBe(1);
});

test('two processes that are given the same keys in any order never wait for each other for ever', async () => {
  const bench = await testBench({ balance: '200' });
  const lines = [createSubmitLine(bench.deps), createSubmitLine(bench.deps)];
  const submit = (line: (typeof lines)[number], n: number) =>
    line(bench.caller, aRequest({ idempotency: { key: `key ${n}`, requestHash: Buffer.alloc(32, n) } }));
  const order = Array.from({ length: 60 }, (_, n) => n);
  const submits = lines.flatMap((line, which) =>
    (which === 0 ? order : order.toReversed()).map((n) => submit(line, n)),
  );
  const answers = await outcomes(submits);
  expect(new Set(answers).size).toBe(60);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(140));
});

test('whatever comes together, money and rows are as if each had come alone', async () => {
  const bench = await testBench();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ price: fc.integer({ min: 0, max: 3 }), key: fc.integer({ min: 0, max: 5 }) }), {
        minLength: 1,
        maxLength: 20,
      }),
      async (wishes) => {
        const caller = await newCaller(bench.database, '10');
        const line = createSubmitLine(bench.deps);
        const requests = wishes.map(({ price, key }): NewGeneration => {
          const idempotency = key === 0 ? null : { key: `k${key}`, requestHash: Buffer.alloc(32, price + 1) };
          return aRequest({ price: dollar(price), idempotency });
        });
        const settled = await Promise.allSettled(requests.map((request) => line(caller, request)));
        const made = new Map(
          settled.flatMap((one) =>
            one.status === 'fulfilled' ? [[one.value.generation.id, one.value.generation.price]] : [],
          ),
        );
        const spent = [...made.values()].reduce((sum, price) => sum + price, 0n);
        expect(await readBalance(bench.database.db, caller)).toBe(dollar(10) - spent);
        const refusals = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
        for (const refusal of refusals) expect(refusal).toBeInstanceOf(AppError);
      },
    ),
    { numRuns: 25 },
  );
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
});
