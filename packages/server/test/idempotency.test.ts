import { expect, test } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import { readBalance } from '../src/ledger/ledger.ts';
import { aRequest, dollar, newCaller, testBench } from './support/test-bench.ts';

const once = { key: 'order-17', requestHash: Buffer.from('the body') };

test('fifty posts at once with one key make one generation and hold its price once', async () => {
  const bench = await testBench();
  const made = await Promise.all(
    Array.from({ length: 50 }, () =>
      createGeneration(bench.deps, bench.caller, aRequest({ idempotency: once })),
    ),
  );
  expect(new Set(made.map((one) => one.generation.id)).size).toBe(1);
  expect(made.filter((one) => !one.replayed)).toHaveLength(1);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(9));
  expect(await bench.jobs.fetch('generations', 10)).toHaveLength(1);
});

test('the same key with another body is refused', async () => {
  const bench = await testBench();
  await createGeneration(bench.deps, bench.caller, aRequest({ idempotency: once }));
  const other = aRequest({ idempotency: { ...once, requestHash: Buffer.from('another') } });
  await expect(createGeneration(bench.deps, bench.caller, other)).rejects.toMatchObject({
    code: 'IDEMPOTENCY_MISMATCH',
  });
});

test('a key belongs to its account: two accounts may use the same one', async () => {
  const bench = await testBench();
  const other = await newCaller(bench.database, '10');
  const [mine, theirs] = await Promise.all([
    createGeneration(bench.deps, bench.caller, aRequest({ idempotency: once })),
    createGeneration(bench.deps, other, aRequest({ idempotency: once })),
  ]);
  expect(mine.generation.id).not.toBe(theirs.generation.id);
});

test('a key whose first request was refused can be used again', async () => {
  const bench = await testBench({ balance: '1' });
  const dear = aRequest({ idempotency: once, price: dollar(2) });
  await expect(createGeneration(bench.deps, bench.caller, dear)).rejects.toMatchObject({
    code: 'INSUFFICIENT_CREDITS',
  });
  const cheap = await createGeneration(bench.deps, bench.caller, aRequest({ idempotency: once }));
  expect(cheap.replayed).toBe(false);
});
