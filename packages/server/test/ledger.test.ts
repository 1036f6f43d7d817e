import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import { recordOutcome } from '../src/commands/record-outcome.ts';
import { claimGeneration } from '../src/commands/claim-generation.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { AppError } from '../src/kernel/errors.ts';
import { toMicros } from '../src/kernel/money.ts';
import { auditLedger, grant, readBalance, release, settle } from '../src/ledger/ledger.ts';
import { aRequest, dollar, testBench, workerDeps } from './support/test-bench.ts';

const step = fc.oneof(
  fc.record({ do: fc.constant('grant' as const), micros: fc.bigInt(0n, 5_000_000n) }),
  fc.record({ do: fc.constant('submit' as const), micros: fc.bigInt(0n, 3_000_000n) }),
  fc.record({ do: fc.constantFrom('settle' as const, 'release' as const), which: fc.nat(20) }),
);

test('every balance equals the sum of its entries, and no generation ends twice, whatever happens', async () => {
  const bench = await testBench();
  const { db } = bench.database;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const open: string[] = [];
      for (const one of steps) {
        if (one.do === 'grant') {
          await inTransaction(db, (tx) => grant(tx, bench.caller, toMicros(one.micros), 'more'));
        } else if (one.do === 'submit') {
          const request = aRequest({ price: toMicros(one.micros) });
          const made = await createGeneration(bench.deps, bench.caller, request).catch((error: unknown) => {
            expect(error).toBeInstanceOf(AppError);
            return null;
          });
          if (made) open.push(made.generation.id);
        } else {
          const id = open[one.which];
          if (id === undefined) continue;
          const end = one.do === 'settle' ? settle : release;
          const [first, second] = [
            await inTransaction(db, (tx) => end(tx, id)),
            await inTransaction(db, (tx) => release(tx, id)),
          ];
          if (first) expect(second).toBe(false);
        }
      }
      expect((await auditLedger(db)).wrongBalances).toEqual([]);
      expect(await readBalance(db, bench.caller)).toBeGreaterThanOrEqual(0n);
    }),
    { numRuns: 15 },
  );
});

test('a price that the balance does not cover is refused and leaves nothing behind', async () => {
  const bench = await testBench({ balance: '0.5' });
  const request = aRequest({ idempotency: { key: 'once', requestHash: Buffer.from('a') } });
  await expect(createGeneration(bench.deps, bench.caller, request)).rejects.toMatchObject({
    code: 'INSUFFICIENT_CREDITS',
  });
  const { db } = bench.database;
  expect(await readBalance(db, bench.caller)).toBe(dollar(0.5));
  expect(await db.selectFrom('generations').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('idempotency_keys').selectAll().execute()).toEqual([]);
  expect(await bench.jobs.fetch('generations', 10)).toEqual([]);
});

test('of many that are submitted at once only as many are accepted as the balance covers', async () => {
  const bench = await testBench({ balance: '3' });
  const tries = await Promise.allSettled(
    Array.from({ length: 12 }, () => createGeneration(bench.deps, bench.caller, aRequest())),
  );
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(0n);
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
});

test('a failure gives the whole price back, a success keeps it', async () => {
  const bench = await testBench();
  const deps = workerDeps(bench.deps, new Map());
  const [good, bad] = [
    (await createGeneration(bench.deps, bench.caller, aRequest())).generation.id,
    (await createGeneration(bench.deps, bench.caller, aRequest())).generation.id,
  ];
  for (const id of [good, bad]) await claimGeneration(bench.deps, id, () => []);
  const success = { state: 'succeeded', assets: [], report: null } as const;
  const failure = { state: 'failed', reason: 'TASK_FAILED', detail: 'no' } as const;
  await recordOutcome(deps, { generationId: good, attemptId: null, fence: 1, outcome: success });
  await recordOutcome(deps, { generationId: bad, attemptId: null, fence: 1, outcome: failure });
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(9));
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
});
