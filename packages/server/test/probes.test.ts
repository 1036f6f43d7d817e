import { expect, test } from 'vitest';
import { claimGeneration, type EngineChoices } from '../src/commands/claim-generation.ts';
import { createGeneration } from '../src/commands/create-generation.ts';
import { leaveEngine } from '../src/commands/leave-engine.ts';
import { recordOutcome } from '../src/commands/record-outcome.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { WELL } from '../src/jobs/breaker.ts';
import { findHealth, lockHealth, saveHealth } from '../src/jobs/engine-health.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { findUsed } from './support/find-used.ts';
import { aRequest, testBench, type TestBench } from './support/test-bench.ts';

const MODEL = 'kling_2.5_turbo';
const CANCELLED = { state: 'failed', reason: 'CANCELLED', detail: 'It was cancelled.' } as const;

/** Engines whose rest is over. */
async function rested(bench: TestBench, ...engines: readonly string[]): Promise<void> {
  const now = bench.deps.clock.now();
  await inTransaction(bench.database.db, async (tx) => {
    for (const engine of engines) {
      await lockHealth(tx, engine, MODEL);
      const retryAt = new Date(now.getTime() - 1_000);
      await saveHealth(tx, { ...WELL, engine, model: MODEL, lastTrouble: 'failed', retryAt }, now);
    }
  });
}

async function submit(bench: TestBench): Promise<string> {
  return (await createGeneration(bench.deps, bench.caller, aRequest({ engine: 'a' }))).generation.id;
}

function probing(...engines: readonly string[]): EngineChoices {
  return {
    common: [],
    engines: engines.map((engine) => ({
      engine,
      because: 'its rest is over',
      wishes: [{ scope: `engine:${engine}`, limit: 100 }],
      isProbe: true,
    })),
  };
}

async function claimed(bench: TestBench, id: string, ...engines: readonly string[]): Promise<number | null> {
  const answer = await claimGeneration(bench.deps, id, () => probing(...engines));
  return answer.kind === 'claimed' ? answer.generation.fence : null;
}

async function probingIds(bench: TestBench): Promise<readonly (string | null)[]> {
  return (await findHealth(bench.database.db)).map((row) => row.probingId);
}

test('one generation probes an engine whose rest is over; the others wait, and hold no place of it', async () => {
  const bench = await testBench();
  await rested(bench, 'a');
  const [first, second] = [await submit(bench), await submit(bench)];
  expect(await claimed(bench, first, 'a')).not.toBeNull();
  expect(await claimed(bench, second, 'a')).toBeNull();
  expect(await probingIds(bench)).toEqual([first]);
  expect(await findUsed(bench.database.db)).toEqual(new Map([['engine:a', 1]]));
});

test('a probe that ends before its engine was called, or is taken elsewhere, lets the next one probe', async () => {
  const bench = await testBench();
  await rested(bench, 'a');
  const deps = { ...bench.deps, videoUrl: () => 'https://media.test/none' };
  const [first, second, third] = [await submit(bench), await submit(bench), await submit(bench)];
  const fence = (await claimed(bench, first, 'a')) ?? -1;
  const record = { generationId: first, attemptId: null, fence, outcome: CANCELLED };
  expect(await recordOutcome(deps, record)).toBe('recorded');
  const next = (await claimed(bench, second, 'a')) ?? -1;
  expect(await probingIds(bench)).toEqual([second]);
  expect(await leaveEngine(deps, { generationId: second, fence: next }, null)).toBe('left');
  expect(await findUsed(bench.database.db)).toEqual(new Map());
  expect(await claimed(bench, third, 'a')).not.toBeNull();
  expect(await probingIds(bench)).toEqual([third]);
});

test('claims that want the same engines in every order, and ends, never wait for each other in a circle', async () => {
  const bench = await testBench({ balance: '100' });
  await rested(bench, 'a', 'b', 'c');
  const orders = [
    ['a', 'b', 'c'],
    ['c', 'b', 'a'],
    ['b', 'a', 'c'],
  ];
  const ids = await Promise.all(Array.from({ length: 24 }, () => submit(bench)));
  for (let round = 0; round < 4; round += 1)
    await Promise.all(
      ids.map(async (id, index) => {
        const fence = await claimed(bench, id, ...(orders[(index + round) % orders.length] ?? []));
        if (fence !== null) await leaveEngine(bench.deps, { generationId: id, fence }, null);
      }),
    );
  expect(await probingIds(bench)).toEqual([null, null, null]);
  expect(await auditSlots(bench.database.db)).toEqual([]);
  expect([...(await findUsed(bench.database.db)).keys()]).toEqual([]);
});
