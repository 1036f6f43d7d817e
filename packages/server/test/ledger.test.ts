import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGeneration, type NewGeneration } from '../src/commands/create-generation.ts';
import { recordInput } from '../src/commands/record-input.ts';
import { recordOutcome } from '../src/commands/record-outcome.ts';
import { claimGeneration } from '../src/commands/claim-generation.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { AppError } from '../src/kernel/errors.ts';
import { newId } from '../src/kernel/ids.ts';
import { times, toMicros, type Micros } from '../src/kernel/money.ts';
import { auditLedger, grant, readBalance } from '../src/ledger/ledger.ts';
import { aRequest, dollar, testBench, workerDeps, type TestBench } from './support/test-bench.ts';
import { onItsEngine } from './support/on-its-engine.ts';

const step = fc.oneof(
  fc.record({ do: fc.constant('grant' as const), micros: fc.bigInt(0n, 5_000_000n) }),
  fc.record({ do: fc.constant('submit' as const), micros: fc.bigInt(0n, 3_000_000n) }),
  fc.record({ do: fc.constant('submit_motion' as const), micros: fc.bigInt(1n, 90_000n) }),
  fc.record({
    do: fc.constant('measure' as const),
    which: fc.nat(8),
    seconds: fc.double({ min: 3, max: 30, noNaN: true }),
  }),
  fc.record({ do: fc.constantFrom('complete' as const, 'fail' as const), which: fc.nat(8) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Where the driver of a motion request is, whose length nobody knows yet: USD `rate` a second, 30 seconds are held. */
const unmeasured = (rate: Micros): Partial<NewGeneration> => ({
  mode: 'motion_control',
  durationSeconds: null,
  price: times(rate, 30),
  openRate: rate,
  inputs: [{ role: 'reference_video', kind: 'remote', url: 'https://media.test/dance.mp4' }],
});

const driverOf = (durationSeconds: number) =>
  ({
    id: newId(),
    kind: 'input',
    storageKey: 'aa/bb',
    mediaType: 'video/mp4',
    byteCount: 9,
    width: 720,
    height: 1280,
    durationSeconds,
  }) as const;

/** Takes the generation over, as a worker does before it writes. Null when it has ended. */
async function fenceOf(bench: TestBench, id: string): Promise<number | null> {
  const claimed = await claimGeneration(bench.deps, id, onItsEngine());
  return claimed.kind === 'claimed' || claimed.kind === 'to_prepare' ? claimed.generation.fence : null;
}

async function take(bench: TestBench, open: string[], one: Step): Promise<void> {
  const { db } = bench.database;
  if (one.do === 'grant') {
    await inTransaction(db, (tx) => grant(tx, bench.caller, toMicros(one.micros), 'more'));
    return;
  }
  if (one.do === 'submit' || one.do === 'submit_motion') {
    const money = toMicros(one.micros);
    const request = aRequest(one.do === 'submit' ? { price: money } : unmeasured(money));
    const made = await createGeneration(bench.deps, bench.caller, request).catch((error: unknown) => {
      expect(error).toBeInstanceOf(AppError);
      return null;
    });
    if (made) open.push(made.generation.id);
    return;
  }
  const generationId = open[one.which];
  const fence = generationId === undefined ? null : await fenceOf(bench, generationId);
  if (generationId === undefined || fence === null) return;
  const { mode, openRate } = await bench.read(generationId);
  if (one.do === 'measure') {
    if (mode !== 'motion_control') return;
    const asset = driverOf(one.seconds);
    await recordInput(bench.deps, { generationId, fence, role: 'reference_video', position: 0, asset });
    return;
  }
  const outcome =
    one.do === 'complete' && openRate === null
      ? ({ state: 'succeeded', assets: [], report: null } as const)
      : ({ state: 'failed', reason: 'TASK_FAILED', detail: 'no' } as const);
  const record = { generationId, fence, attemptId: null, outcome };
  const deps = workerDeps(bench.deps, new Map());
  const answers = await Promise.all([recordOutcome(deps, record), recordOutcome(deps, record)]);
  expect(answers.filter((answer) => answer === 'recorded')).toHaveLength(1);
}

test('every balance equals the sum of its entries, and every hold ends once and in the right sum, whatever happens', async () => {
  const bench = await testBench();
  const { db } = bench.database;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
      const open: string[] = [];
      for (const one of steps) await take(bench, open, one);
      expect(await auditLedger(db)).toEqual({ wrongBalances: [], wrongHolds: [] });
      expect(await readBalance(db, bench.caller)).toBeGreaterThanOrEqual(0n);
    }),
    { numRuns: 25 },
  );
});

test.each([
  [3, 3],
  [4.2, 5],
  [29.97, 30],
  [30.05, 30],
])(
  'of what is held for a driver of unknown length, %d seconds spend %d and the rest comes back',
  async (measured, paid) => {
    const bench = await testBench();
    const deps = workerDeps(bench.deps, new Map());
    const rate = toMicros(41_000n);
    const { id } = (await createGeneration(bench.deps, bench.caller, aRequest(unmeasured(rate)))).generation;
    expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(10) - rate * 30n);
    const input = { generationId: id, role: 'reference_video' as const, position: 0 };
    const fence = (await fenceOf(bench, id)) ?? 0;
    expect(await recordInput(bench.deps, { ...input, fence, asset: driverOf(measured) })).toBe('recorded');
    expect(await recordInput(bench.deps, { ...input, fence, asset: driverOf(30) })).toBe('recorded');
    expect(await bench.read(id)).toMatchObject({
      openRate: null,
      durationSeconds: paid,
      price: rate * BigInt(paid),
      inputsReady: true,
    });
    expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(10) - rate * 30n);
    const next = (await fenceOf(bench, id)) ?? 0;
    expect(await recordInput(bench.deps, { ...input, fence, asset: driverOf(9) })).toBe('stale');
    const outcome = { state: 'succeeded', assets: [], report: null } as const;
    await recordOutcome(deps, { generationId: id, attemptId: null, fence: next, outcome });
    expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(10) - rate * BigInt(paid));
    expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  },
);

test('nothing can be completed while its price is not known', async () => {
  const bench = await testBench();
  const request = aRequest(unmeasured(toMicros(41_000n)));
  const { id } = (await createGeneration(bench.deps, bench.caller, request)).generation;
  const fence = (await fenceOf(bench, id)) ?? 0;
  const outcome = { state: 'succeeded', assets: [], report: null } as const;
  const record = { generationId: id, attemptId: null, fence, outcome };
  await expect(recordOutcome(workerDeps(bench.deps, new Map()), record)).resolves.toBe('stale');
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
  for (const id of [good, bad]) await claimGeneration(bench.deps, id, onItsEngine());
  const success = { state: 'succeeded', assets: [], report: null } as const;
  const failure = { state: 'failed', reason: 'TASK_FAILED', detail: 'no' } as const;
  await recordOutcome(deps, { generationId: good, attemptId: null, fence: 1, outcome: success });
  await recordOutcome(deps, { generationId: bad, attemptId: null, fence: 1, outcome: failure });
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(9));
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
});
