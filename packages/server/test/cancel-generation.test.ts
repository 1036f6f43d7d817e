/** Cancelling: what ends at once, what the engine decides, and what is refused. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cancelGeneration } from '../src/commands/cancel-generation.ts';
import { claimGeneration } from '../src/commands/claim-generation.ts';
import { createGeneration, type NewGeneration } from '../src/commands/create-generation.ts';
import { ErrorBody, GenerationView } from '../src/contract/generation-view.ts';
import type { Engine } from '../src/engines/engine.ts';
import { insertIntent, saveOperation } from '../src/generations/attempts.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { startJobs } from '../src/jobs/start-jobs.ts';
import { newId } from '../src/kernel/ids.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import { firstAttempt } from './support/first-attempt.ts';
import { fakeEngine, type FakeEngine, type FakeScript } from './support/fake-engine.ts';
import { fileServer } from './support/file-server.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';
import { aRequest, dollar, newCaller, testBench, type TestBench } from './support/test-bench.ts';
import { onItsEngine } from './support/on-its-engine.ts';

const PATIENCE = { timeout: 20_000, interval: 10 };

type Api = Awaited<ReturnType<typeof nativeApi>>;

async function cancel(api: Api, id: string, request: RequestOptions = {}) {
  const response = await api.send('POST', `/v1/kling/generations/${id}/cancel`, undefined, request);
  const body: unknown = await response.json();
  return { status: response.status, body };
}

function engineMap(...engines: Engine[]): ReadonlyMap<string, Engine> {
  return new Map(engines.map((engine) => [engine.id, engine]));
}

async function submit(bench: TestBench, changes: Partial<NewGeneration> = {}): Promise<string> {
  return (await createGeneration(bench.deps, bench.caller, aRequest(changes))).generation.id;
}

async function expectEnd(bench: TestBench, id: string, end: object): Promise<void> {
  await vi.waitFor(async () => expect(await bench.read(id)).toMatchObject(end), PATIENCE);
}

async function expectSoundBooks(bench: TestBench): Promise<void> {
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  expect(await auditSlots(bench.database.db)).toEqual([]);
}

const balanceOf = (bench: TestBench) => readBalance(bench.database.db, bench.caller);

describe('one that no engine has', () => {
  test('ends at once, is refunded and announced, and is never started', async () => {
    const api = await nativeApi({ balance: '0.21' });
    const body = { prompt: 'a red fox', callback_url: 'http://127.0.0.1:9/hook' };
    const { generation_id: id } = (await api.accepted(body)).body;
    expect((await api.refused({ prompt: 'a red fox' })).status).toBe(402);
    const { status, body: view } = await cancel(api, id);
    expect(status).toBe(200);
    expect(view).toMatchObject({ status: 'failed', message: 'CANCELLED', video_url: null });
    const next = (await api.accepted({ prompt: 'a red fox' })).body.generation_id;
    api.work();
    expect((await api.ended(next)).status).toBe('completed');
    expect(api.engine.starts.map((key) => key.slice(0, 36))).toEqual([next]);
    const deliveries = await api.database.db.selectFrom('deliveries').select('body').execute();
    expect(deliveries.map((one) => JSON.parse(one.body))).toMatchObject([
      { generation_id: id, status: 'failed', message: 'CANCELLED' },
    ]);
    expect(await auditLedger(api.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  });

  test('can be cancelled again and again, with the same answer', async () => {
    const api = await nativeApi();
    const { generation_id: id } = (await api.accepted({ prompt: 'a red fox' })).body;
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push(await cancel(api, id));
    expect(answers[0]?.status).toBe(200);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('is not downloaded for any more, and its room goes to the next', async () => {
    const bench = await testBench();
    const server = await fileServer({ '/slow.png': 'hang' });
    bench.startWorker(engineMap(fakeEngine({ directory: bench.directory })), { capacity: 1 });
    const id = await submit(bench, {
      mode: 'image_to_video',
      engineRequest: { ...Object(aRequest().engineRequest), mode: 'image_to_video' },
      inputs: [{ role: 'image', kind: 'remote', url: `${server.url}/slow.png` }],
    });
    const next = await submit(bench);
    await vi.waitFor(() => expect(server.asked).toHaveLength(1), PATIENCE);
    expect((await cancelGeneration(bench.deps, bench.caller, id)).kind).toBe('ended');
    await expectEnd(bench, next, { status: 'completed' });
    expect(await bench.read(id)).toMatchObject({ status: 'failed', failure: 'CANCELLED', fence: 1 });
    expect(server.asked).toHaveLength(1);
    expect(await balanceOf(bench)).toBe(dollar(9));
    await expectSoundBooks(bench);
  });
});

/** Is under way in the engine, as often as the script lets it. */
async function underWay(script: Partial<FakeScript>, clock = fixedClock(new Date())) {
  const bench = await testBench({ clock });
  const engine = fakeEngine({ directory: bench.directory, script: { end: 'never', ...script } });
  bench.startWorker(engineMap(engine));
  const id = await submit(bench);
  await vi.waitFor(() => expect(engine.statusCount()).toBeGreaterThan(0), PATIENCE);
  return { bench, engine, id, clock };
}

describe('one that the engine has', () => {
  const ends: readonly {
    readonly name: string;
    readonly script: Partial<FakeScript>;
    readonly after?: (engine: FakeEngine) => void;
    readonly end: object;
    readonly told: number;
    readonly balance: number;
  }[] = [
    {
      name: 'is stopped and refunded',
      script: {},
      end: { status: 'failed', failure: 'CANCELLED' },
      told: 1,
      balance: 10,
    },
    {
      name: 'is stopped by an engine that did not answer the first cancels',
      script: { cancelErrors: 2 },
      end: { status: 'failed', failure: 'CANCELLED' },
      told: 3,
      balance: 10,
    },
    {
      name: 'is completed and paid for when the engine was done all the same',
      script: { cancel: 'too_late' },
      after: (engine) => (engine.script.end = 'succeed'),
      end: { status: 'completed', failure: null },
      told: 1,
      balance: 9,
    },
    {
      name: 'finishes when the engine cannot stop anything',
      script: { cancel: 'missing' },
      after: (engine) => (engine.script.end = 'succeed'),
      end: { status: 'completed', failure: null },
      told: 0,
      balance: 9,
    },
    {
      name: 'fails as it would have when the engine cannot stop anything',
      script: { cancel: 'missing' },
      after: (engine) => (engine.script.end = 'fail'),
      end: { status: 'failed', failure: 'CONTENT_POLICY_VIOLATION' },
      told: 0,
      balance: 10,
    },
    {
      name: 'is not started again when the engine loses it',
      script: { cancel: 'too_late' },
      after: (engine) => (engine.script.loseWork = 1),
      end: { status: 'failed', failure: 'CANCELLED' },
      told: 1,
      balance: 10,
    },
  ];

  for (const { name, script, after, end, told, balance } of ends)
    // oxlint-disable-next-line vitest/valid-title -- the titles are in the table
    test(name, async () => {
      const { bench, engine, id } = await underWay(script);
      const asked = await cancelGeneration(bench.deps, bench.caller, id);
      expect(asked).toMatchObject({ kind: 'asked', generation: { status: 'processing' } });
      await vi.waitFor(() => expect(engine.cancelled.length).toBe(told), PATIENCE);
      after?.(engine);
      await expectEnd(bench, id, end);
      expect(engine.cancelled).toHaveLength(told);
      expect(engine.starts).toHaveLength(1);
      expect(await balanceOf(bench)).toBe(dollar(balance));
      await expectSoundBooks(bench);
    });

  test('answers 202, shows that it is asked for, and answers 200 once it has ended', async () => {
    const api = await nativeApi({ script: { end: 'never' } });
    api.work();
    const { generation_id: id } = (await api.accepted({ prompt: 'a red fox' })).body;
    await vi.waitFor(() => expect(api.engine.statusCount()).toBeGreaterThan(0), PATIENCE);
    const { status, body } = await cancel(api, id);
    expect([status, GenerationView.parse(body)]).toMatchObject([
      202,
      { status: 'processing', message: null },
    ]);
    expect(await api.ended(id)).toMatchObject({ status: 'failed', message: 'CANCELLED' });
    expect((await cancel(api, id)).status).toBe(200);
  });

  test('still fails with TIMEOUT when the engine goes on past the time limit', async () => {
    const { bench, engine, id, clock } = await underWay({ cancel: 'too_late' });
    await cancelGeneration(bench.deps, bench.caller, id);
    await vi.waitFor(() => expect(engine.cancelled).toHaveLength(1), PATIENCE);
    clock.advanceSeconds(15 * 60);
    await expectEnd(bench, id, { status: 'failed', failure: 'TIMEOUT' });
    await expectSoundBooks(bench);
  });

  test('is stopped by a worker of another process within seconds', async () => {
    const { bench, engine, id } = await (async () => {
      const bench = await testBench();
      const engine = fakeEngine({ directory: bench.directory, script: { end: 'never' } });
      // A queue of its own, which nobody in this process wakes.
      const jobs = await startJobs({ database: bench.database, log: silentLogger, supervise: false });
      onTestFinished(() => jobs.stop());
      bench.startWorker(engineMap(engine), { jobs });
      return { bench, engine, id: await submit(bench) };
    })();
    await vi.waitFor(() => expect(engine.statusCount()).toBeGreaterThan(0), PATIENCE);
    await cancelGeneration(bench.deps, bench.caller, id);
    await vi.waitFor(() => expect(engine.cancelled).toHaveLength(1), { timeout: 5_000, interval: 10 });
    await expectEnd(bench, id, { failure: 'CANCELLED' });
  });

  test('is stopped by the worker that takes it over', async () => {
    const bench = await testBench();
    const engine = fakeEngine({ directory: bench.directory, script: { end: 'never' } });
    const id = await submit(bench);
    await claimGeneration(bench.deps, id, onItsEngine());
    const attempt = firstAttempt(id);
    await insertIntent(bench.database.db, attempt);
    const request = { ...Object(aRequest().engineRequest), inputs: {}, testDirectives: null };
    const started = await engine.start(request, attempt.idempotencyKey, new AbortController().signal);
    if (started.state === 'started')
      await saveOperation(bench.database.db, attempt.id, started.operation, new Date());
    await cancelGeneration(bench.deps, bench.caller, id);
    bench.startWorker(engineMap(engine));
    await expectEnd(bench, id, { status: 'failed', failure: 'CANCELLED' });
    expect(engine.cancelled).toHaveLength(1);
    expect(engine.starts).toHaveLength(1);
    await expectSoundBooks(bench);
  });
});

describe('one that the engine may have', () => {
  test('is never started once its end was asked for', async () => {
    const bench = await testBench();
    const engine = fakeEngine({ directory: bench.directory });
    const [claimed, intended] = [await submit(bench), await submit(bench)];
    for (const id of [claimed, intended]) await claimGeneration(bench.deps, id, onItsEngine());
    expect(await insertIntent(bench.database.db, firstAttempt(intended))).toBe(true);
    for (const id of [claimed, intended])
      expect((await cancelGeneration(bench.deps, bench.caller, id)).kind).toBe('asked');
    expect(await insertIntent(bench.database.db, firstAttempt(claimed))).toBe(false);
    bench.startWorker(engineMap(engine), { startGraceMilliseconds: 200 });
    for (const id of [claimed, intended])
      await expectEnd(bench, id, { status: 'failed', failure: 'CANCELLED' });
    expect(engine.starts).toEqual([]);
    expect(await balanceOf(bench)).toBe(dollar(10));
    await expectSoundBooks(bench);
  });

  test('stays processing while nobody can tell, and is cancelled once it turns up', async () => {
    const bench = await testBench();
    const script = { loseStarts: 1, loseStartsWhen: 'after', find: 'unknown', end: 'never' } as const;
    const engine = fakeEngine({ directory: bench.directory, pollMilliseconds: 1, script });
    bench.startWorker(engineMap(engine));
    const id = await submit(bench);
    await expectEnd(bench, id, { outcomeUnknown: true });
    expect((await cancelGeneration(bench.deps, bench.caller, id)).kind).toBe('asked');
    const { fence } = await bench.read(id);
    await vi.waitFor(async () => expect((await bench.read(id)).fence).toBeGreaterThan(fence + 1), PATIENCE);
    expect(await bench.read(id)).toMatchObject({ status: 'processing', outcomeUnknown: true });
    expect(await balanceOf(bench)).toBe(dollar(9));
    engine.script.find = 'truth';
    await expectEnd(bench, id, { status: 'failed', failure: 'CANCELLED' });
    expect(engine.cancelled).toHaveLength(1);
    expect(engine.starts).toHaveLength(1);
    expect(await balanceOf(bench)).toBe(dollar(10));
    await expectSoundBooks(bench);
  });

  test('of an engine that is not configured ends as cancelled when it was never tried', async () => {
    const bench = await testBench();
    const id = await submit(bench);
    await claimGeneration(bench.deps, id, onItsEngine());
    await cancelGeneration(bench.deps, bench.caller, id);
    bench.startWorker(engineMap());
    await expectEnd(bench, id, { status: 'failed', failure: 'CANCELLED' });
  });
});

test('what has ended otherwise is refused with what it ended as', async () => {
  const api = await nativeApi();
  api.work();
  const done = (await api.accepted({ prompt: 'a red fox' })).body.generation_id;
  await api.ended(done);
  api.engine.script.end = 'fail';
  const failed = (await api.accepted({ prompt: 'a red fox' })).body.generation_id;
  await api.ended(failed);
  for (const [id, end] of [
    [done, 'completed'],
    [failed, 'failed (CONTENT_POLICY_VIOLATION)'],
  ] as const) {
    const { status, body } = await cancel(api, id);
    expect(status).toBe(409);
    expect(ErrorBody.parse(body)).toMatchObject({ code: 'CONFLICT' });
    expect(ErrorBody.parse(body).detail).toContain(end);
  }
});

test("what is not the caller's is not found, and is not cancelled", async () => {
  const api = await nativeApi();
  const { generation_id: id } = (await api.accepted({ prompt: 'a red fox' })).body;
  const keys = [await api.keyOf('test', '1'), await api.keyOf('live', '1')];
  for (const key of keys) expect((await cancel(api, id, { key })).status).toBe(404);
  for (const unknown of [newId(), '1', `${id}0`, '%00'])
    expect((await cancel(api, unknown)).body).toMatchObject({ detail: 'Generation not found' });
  expect((await api.read(id)).body.status).toBe('pending');
});

test('a generation of the other environment of the same account is not found', async () => {
  const bench = await testBench();
  const id = await submit(bench);
  const test = { ...bench.caller, environment: 'test' as const };
  await expect(cancelGeneration(bench.deps, test, id)).rejects.toMatchObject({
    code: 'GENERATION_NOT_FOUND',
  });
  const stranger = await newCaller(bench.database, '1');
  await expect(cancelGeneration(bench.deps, stranger, id)).rejects.toMatchObject({
    code: 'GENERATION_NOT_FOUND',
  });
});
