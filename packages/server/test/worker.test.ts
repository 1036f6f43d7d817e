import { expect, test, vi } from 'vitest';
import { createGeneration, type NewGeneration } from '../src/commands/create-generation.ts';
import { claimGeneration } from '../src/commands/claim-generation.ts';
import { recordOutcome } from '../src/commands/record-outcome.ts';
import { findAssetsOfGeneration } from '../src/generations/assets.ts';
import { insertIntent, saveOperation } from '../src/generations/attempts.ts';
import { setProgress } from '../src/generations/statements.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { systemSleep } from '../src/kernel/clock.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import type { Engine } from '../src/engines/engine.ts';
import { driveGeneration } from '../src/worker/drive-generation.ts';
import type { DriveDeps } from '../src/worker/drive.ts';
import { firstAttempt } from './support/first-attempt.ts';
import { fakeEngine, type FakeScript } from './support/fake-engine.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { aRequest, dollar, testBench, workerDeps, type TestBench } from './support/test-bench.ts';
import { onItsEngine } from './support/on-its-engine.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };

function engineMap(...engines: Engine[]): ReadonlyMap<string, Engine> {
  return new Map(engines.map((engine) => [engine.id, engine]));
}

async function submit(bench: TestBench, changes: Partial<NewGeneration> = {}): Promise<string> {
  return (await createGeneration(bench.deps, bench.caller, aRequest(changes))).generation.id;
}

async function expectStatus(bench: TestBench, id: string, status: string): Promise<void> {
  await vi.waitFor(async () => expect((await bench.read(id)).status).toBe(status), PATIENCE);
}

async function expectSoundBooks(bench: TestBench): Promise<void> {
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  expect(await auditSlots(bench.database.db)).toEqual([]);
}

test('a generation is made, stored, paid for and its place given back', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory, concurrency: 1 });
  bench.startWorker(engineMap(engine));
  const id = await submit(bench);
  await expectStatus(bench, id, 'completed');
  const done = await bench.read(id);
  expect(done).toMatchObject({ progress: 100, failure: null, engineReport: { engine: 'fake' } });
  expect(await findAssetsOfGeneration(bench.database.db, id)).toMatchObject([{ kind: 'video', width: 640 }]);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(9));
  expect(await bench.database.db.selectFrom('slots').selectAll().execute()).toEqual([]);
  await expectSoundBooks(bench);
});

test('a failure of the engine ends the generation with its reason and gives the money back', async () => {
  const bench = await testBench();
  bench.startWorker(engineMap(fakeEngine({ directory: bench.directory, script: { end: 'fail' } })));
  const id = await submit(bench);
  await expectStatus(bench, id, 'failed');
  expect(await bench.read(id)).toMatchObject({ failure: 'CONTENT_POLICY_VIOLATION' });
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(10));
  await expectSoundBooks(bench);
});

const lostReplies: readonly {
  readonly name: string;
  readonly script: Partial<FakeScript>;
  readonly starts: number;
}[] = [
  {
    name: 'a start that never arrived is repeated with the same key',
    script: { loseStarts: 1, loseStartsWhen: 'before' },
    starts: 2,
  },
  {
    name: 'a start whose reply was lost is found again and not repeated',
    script: { loseStarts: 1, loseStartsWhen: 'after' },
    starts: 1,
  },
  { name: 'questions for the status that fail are asked again', script: { statusErrors: 3 }, starts: 1 },
];

for (const { name, script, starts } of lostReplies)
  // oxlint-disable-next-line vitest/valid-title -- the titles are in the table
  test(name, async () => {
    const bench = await testBench();
    const engine = fakeEngine({ directory: bench.directory, script });
    bench.startWorker(engineMap(engine));
    const id = await submit(bench);
    await expectStatus(bench, id, 'completed');
    expect(engine.starts).toHaveLength(starts);
    expect(new Set(engine.starts).size).toBe(1);
    expect(engine.works.size).toBe(1);
    await expectSoundBooks(bench);
  });

for (const find of ['unknown', 'missing'] as const)
  test(`a lost reply is never followed by a second start when find is ${find}, nor by a refund`, async () => {
    const clock = fixedClock();
    const bench = await testBench({ clock });
    const engine = fakeEngine({
      directory: bench.directory,
      pollMilliseconds: 1,
      script: { loseStarts: 1, loseStartsWhen: 'after', find },
    });
    bench.startWorker(engineMap(engine));
    const id = await submit(bench);
    await vi.waitFor(async () => expect((await bench.read(id)).outcomeUnknown).toBe(true), PATIENCE);
    clock.advanceSeconds(3_600);
    const fence = (await bench.read(id)).fence;
    await vi.waitFor(async () => expect((await bench.read(id)).fence).toBeGreaterThan(fence + 1), PATIENCE);
    expect(await bench.read(id)).toMatchObject({ status: 'processing', outcomeUnknown: true });
    expect(engine.starts).toHaveLength(1);
    expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(9));
  });

test('work that turns up after all is finished as if nothing had happened', async () => {
  const bench = await testBench();
  const script = { loseStarts: 1, loseStartsWhen: 'after', find: 'unknown' } as const;
  const engine = fakeEngine({ directory: bench.directory, pollMilliseconds: 1, script });
  bench.startWorker(engineMap(engine));
  const id = await submit(bench);
  await vi.waitFor(async () => expect((await bench.read(id)).outcomeUnknown).toBe(true), PATIENCE);
  engine.script.find = 'truth';
  await expectStatus(bench, id, 'completed');
  expect(await bench.read(id)).toMatchObject({ outcomeUnknown: false });
  expect(engine.starts).toHaveLength(1);
});

test('work that the engine lost is started again under a new key, and given up after five tries', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory, script: { loseWork: 2 } });
  bench.startWorker(engineMap(engine));
  const id = await submit(bench);
  await expectStatus(bench, id, 'completed');
  expect(new Set(engine.starts).size).toBe(3);
  engine.script.loseWork = 100;
  const hopeless = await submit(bench);
  await expectStatus(bench, hopeless, 'failed');
  expect(await bench.read(hopeless)).toMatchObject({ failure: 'TASK_FAILED' });
  expect(engine.starts).toHaveLength(3 + 5);
  await expectSoundBooks(bench);
});

test('a generation that is not ready in time is cancelled and fails with TIMEOUT', async () => {
  const clock = fixedClock();
  const bench = await testBench({ clock });
  const engine = fakeEngine({ directory: bench.directory, script: { end: 'never' } });
  bench.startWorker(engineMap(engine));
  const id = await submit(bench);
  await vi.waitFor(() => expect(engine.statusCount()).toBeGreaterThan(2), PATIENCE);
  clock.advanceSeconds(15 * 60);
  await expectStatus(bench, id, 'failed');
  expect(await bench.read(id)).toMatchObject({ failure: 'TIMEOUT' });
  expect(engine.cancelled).toHaveLength(1);
  await expectSoundBooks(bench);
});

test('one that waits for a place until its time is up fails with TIMEOUT and is never started', async () => {
  const clock = fixedClock();
  const bench = await testBench({ clock });
  const engine = fakeEngine({ directory: bench.directory, concurrency: 0 });
  bench.startWorker(engineMap(engine));
  const id = await submit(bench);
  clock.advanceSeconds(15 * 60);
  await expectStatus(bench, id, 'failed');
  expect(engine.starts).toEqual([]);
  await expectSoundBooks(bench);
});

test('a generation whose engine is not configured fails with ENGINE_UNAVAILABLE', async () => {
  const bench = await testBench();
  bench.startWorker(engineMap());
  const id = await submit(bench);
  await expectStatus(bench, id, 'failed');
  expect(await bench.read(id)).toMatchObject({ failure: 'ENGINE_UNAVAILABLE' });
});

test('what a worker writes after another has taken over changes nothing', async () => {
  const bench = await testBench();
  const deps = workerDeps(bench.deps, new Map());
  const id = await submit(bench);
  await claimGeneration(bench.deps, id, onItsEngine());
  await claimGeneration(bench.deps, id, onItsEngine());
  const stale = { generationId: id, fence: 1 };
  const outcome = { state: 'failed', reason: 'TASK_FAILED', detail: 'no' } as const;
  expect(await recordOutcome(deps, { ...stale, attemptId: null, outcome })).toBe('stale');
  expect(await setProgress(bench.database.db, stale, 50)).toBe(false);
  expect(await insertIntent(bench.database.db, firstAttempt(id))).toBe(false);
  expect(await bench.read(id)).toMatchObject({ status: 'processing', progress: 0, fence: 2 });
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(9));
});

test('an outcome is recorded once however often it is reported', async () => {
  const bench = await testBench();
  const deps = workerDeps(bench.deps, new Map());
  const id = await submit(bench);
  await claimGeneration(bench.deps, id, onItsEngine());
  const outcome = { state: 'failed', reason: 'TASK_FAILED', detail: 'no' } as const;
  const record = { generationId: id, attemptId: null, fence: 1, outcome };
  const answers = await Promise.all(Array.from({ length: 8 }, () => recordOutcome(deps, record)));
  expect(answers.filter((answer) => answer === 'recorded')).toHaveLength(1);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(10));
  await expectSoundBooks(bench);
});

test('a worker goes on from wherever the one before it died', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory });
  const { db } = bench.database;
  const ids = [await submit(bench), await submit(bench), await submit(bench), await submit(bench)];
  const [, claimed, intended, started] = ids;
  for (const id of [claimed, intended, started]) await claimGeneration(bench.deps, String(id), onItsEngine());
  for (const id of [intended, started]) {
    const attempt = firstAttempt(String(id));
    await insertIntent(db, attempt);
    if (id !== started) continue;
    const answer = await engine.start(
      {
        ...aRequest(),
        negativePrompt: null,
        aspectRatio: '16:9',
        pictureClass: '720p',
        cfgScale: 0.5,
        sound: false,
        characterOrientation: 'video',
        keepOriginalSound: true,
        cameraControl: null,
        inputs: {},
      },
      attempt.idempotencyKey,
      new AbortController().signal,
    );
    if (answer.state === 'started') await saveOperation(db, attempt.id, answer.operation, new Date());
  }
  bench.startWorker(engineMap(engine), { startGraceMilliseconds: 20 });
  for (const id of ids) await expectStatus(bench, id, 'completed');
  expect(engine.works.size).toBe(4);
  expect(engine.starts).toHaveLength(4);
  await expectSoundBooks(bench);
});

test('limits of engine and account are never exceeded by two workers', async () => {
  const bench = await testBench({ balance: '100' });
  const engine = fakeEngine({ directory: bench.directory, concurrency: 3, script: { pollsUntilEnd: 5 } });
  let running = 0;
  let most = 0;
  const counting: Engine = {
    ...engine,
    async start(...args) {
      running += 1;
      most = Math.max(most, running);
      return engine.start(...args);
    },
    async status(...args) {
      const status = await engine.status(...args);
      if (status.state === 'succeeded') running -= 1;
      return status;
    },
  };
  const ids = await Promise.all(Array.from({ length: 20 }, () => submit(bench)));
  bench.startWorker(engineMap(counting), { accountConcurrency: 2 });
  bench.startWorker(engineMap(counting), { accountConcurrency: 2 });
  for (const id of ids) await expectStatus(bench, id, 'completed');
  expect(most).toBeLessThanOrEqual(2);
  expect(engine.starts).toHaveLength(20);
  await expectSoundBooks(bench);
});

test('one that waits for room to download looks again the later the more of its account are in front of it', async () => {
  const bench = await testBench({ balance: '100' });
  const engine = fakeEngine({ directory: bench.directory });
  const never = new AbortController().signal;
  const deps: DriveDeps = {
    ...workerDeps(bench.deps, engineMap(engine)),
    unknownRestSeconds: 1,
    downloadRetryMilliseconds: [],
    preparing: { run: async () => 'crowded' },
    sleep: systemSleep,
    cancels: { begin: () => ({ cancelled: never, calledBack: () => never, end: () => undefined }) },
  };
  const inputs = [{ role: 'image', kind: 'remote', url: 'https://pictures.test/fox.png' }] as const;
  const ids: string[] = [];
  for (let count = 0; count < 41; count += 1) ids.push(await submit(bench, { inputs }));
  const rests = [];
  for (const index of [0, 20, 40])
    rests.push(await driveGeneration(deps, String(ids[index]), new AbortController().signal));
  expect(rests).toEqual([2, 3, 4].map((afterSeconds) => ({ kind: 'give_back', afterSeconds })));
});

test('a worker that stops gives its generation back, and another goes on with the same work at once', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory, script: { end: 'never' } });
  const first = bench.startWorker(engineMap(engine));
  const id = await submit(bench);
  await vi.waitFor(() => expect(engine.statusCount()).toBeGreaterThan(1), PATIENCE);
  await first.stop();
  const asked = engine.statusCount();
  engine.script.end = 'succeed';
  bench.startWorker(engineMap(engine));
  // Well inside the 10 seconds after which a silent worker's job would be handed on.
  await vi.waitFor(() => expect(engine.statusCount()).toBeGreaterThan(asked), { timeout: 5_000 });
  await expectStatus(bench, id, 'completed');
  expect(engine.starts).toHaveLength(1);
});
