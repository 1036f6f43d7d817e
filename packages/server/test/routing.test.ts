import { once } from 'node:events';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { createGeneration, type NewGeneration } from '../src/commands/create-generation.ts';
import { resolveUnknown } from '../src/commands/resolve-unknown.ts';
import type { Engine } from '../src/engines/engine.ts';
import { findShownAttempts } from '../src/generations/attempts.ts';
import { isFinished } from '../src/generations/state.ts';
import { DEFAULT_BREAKER, type BreakerSettings } from '../src/jobs/breaker.ts';
import { findSpentOfDay } from '../src/jobs/engine-days.ts';
import { findHealth } from '../src/jobs/engine-health.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../src/kernel/engine-troubles.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { parseDollars, toMicros, type Micros } from '../src/kernel/money.ts';
import { readBalance } from '../src/ledger/ledger.ts';
import type { Route, RoutedEngine } from '../src/router/router-config.ts';
import { createRouter } from '../src/router/router.ts';
import { createRouting } from '../src/worker/routing.ts';
import { fakeEngine, type FakeEngine, type FakeScript } from './support/fake-engine.ts';
import { findUsed } from './support/find-used.ts';
import { aRequest, dollar, testBench, type TestBench } from './support/test-bench.ts';

const PATIENT = { timeout: 20_000, interval: 25 };
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the key type
const TROUBLES = Object.keys(ENGINE_TROUBLES) as EngineTrouble[];

interface World {
  readonly bench: TestBench;
  readonly engines: Readonly<Record<'a' | 'b', FakeEngine>>;
  readonly submit: (changes?: Partial<NewGeneration>) => Promise<string>;
  readonly ended: (id: string) => ReturnType<TestBench['read']>;
  readonly tries: (id: string) => Promise<readonly string[]>;
}

interface WorldOptions {
  readonly a?: Partial<FakeScript>;
  readonly b?: Partial<FakeScript>;
  readonly settings?: Partial<Record<'a' | 'b', Partial<RoutedEngine>>>;
  readonly route?: Partial<Route>;
  readonly breaker?: Partial<BreakerSettings>;
}

/** Two engines behind one route, `a` before `b`. */
async function world(options: WorldOptions = {}): Promise<World> {
  const bench = await testBench({ balance: '100' });
  const make = (id: 'a' | 'b') =>
    fakeEngine({ id, directory: bench.directory, ...(options[id] ? { script: options[id] } : {}) });
  const engines = { a: make('a'), b: make('b') };
  const directory = new Map<string, Engine>(Object.entries(engines));
  const breaker = { ...DEFAULT_BREAKER, ...options.breaker };
  const settings = (id: 'a' | 'b'): RoutedEngine => ({
    id,
    models: null,
    account: id,
    concurrency: null,
    modelConcurrency: new Map(),
    weight: 1,
    prices: new Map([
      ['kling_2.5_turbo', { perSecondMicros: micros('0.042'), perVideoMicros: toMicros(0n) }],
    ]),
    dailyBudgetMicros: null,
    answerMilliseconds: null,
    tryMilliseconds: null,
    breaker,
    ...options.settings?.[id],
  });
  const route: Route = {
    models: null,
    modes: null,
    accounts: null,
    policy: 'ordered',
    engines: ['a', 'b'],
    fallbackOn: new Set(TROUBLES.filter((trouble) => ENGINE_TROUBLES[trouble].fallsBack)),
    mostTries: 4,
    ...options.route,
  };
  const router = createRouter({ engines: [settings('a'), settings('b')], routes: [route] }, directory);
  const { db } = bench.database;
  bench.startWorker(directory, {
    routing: createRouting({ db, clock: systemClock, router: () => router, engines: directory }),
    breakerOf: (id) => router.settingsOf(id)?.breaker ?? null,
    startGraceMilliseconds: 10,
  });
  return {
    bench,
    engines,
    async submit(changes = {}) {
      const { generation } = await createGeneration(
        bench.deps,
        bench.caller,
        aRequest({ engine: 'a', ...changes }),
      );
      return generation.id;
    },
    async ended(id) {
      await vi.waitFor(async () => expect(isFinished((await bench.read(id)).status)).toBe(true), PATIENT);
      return bench.read(id);
    },
    tries: async (id) =>
      (await findShownAttempts(db, id)).map(
        ({ engine, trouble, because }) => `${engine} ${trouble}: ${because}`,
      ),
  };
}

function micros(dollars: string): Micros {
  return parseDollars(dollars);
}

const FAILED = {
  reason: 'TASK_FAILED',
  detail: 'It failed.',
  trouble: 'failed',
  note: 'HTTP 500 upstream',
} as const;

test('goes on to the next engine after a failure, charges once, and keeps why', async () => {
  const { bench, engines, submit, ended, tries } = await world({ a: { end: 'fail', failure: FAILED } });
  const id = await submit();
  expect(await ended(id)).toMatchObject({ status: 'completed', engine: 'b' });
  expect(await tries(id)).toEqual([
    'a failed: number 1 of the route',
    'b null: number 2 of the route, after a: failed',
  ]);
  expect([engines.a.works.size, engines.b.works.size]).toEqual([1, 1]);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(99));
  expect(await auditSlots(bench.database.db)).toEqual([]);
});

test('never takes refused content to another engine', async () => {
  const failure = { reason: 'CONTENT_POLICY_VIOLATION', detail: 'No.' } as const;
  const { bench, engines, submit, ended } = await world({ a: { end: 'fail', failure } });
  expect(await ended(await submit())).toMatchObject({
    status: 'failed',
    failure: 'CONTENT_POLICY_VIOLATION',
  });
  expect(engines.b.works.size).toBe(0);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(100));
});

test('a key that is refused sends everything to the next engine, and opens the breaker of the first', async () => {
  const refuse = {
    reason: 'ENGINE_UNAVAILABLE',
    detail: 'No.',
    trouble: 'account',
    note: 'HTTP 429 1101',
  } as const;
  const { bench, engines, submit, ended, tries } = await world({
    a: { refuse },
    breaker: { consecutiveFaults: 2 },
  });
  for (let count = 0; count < 3; count += 1)
    expect(await ended(await submit())).toMatchObject({ engine: 'b' });
  await vi.waitFor(async () => {
    const id = await submit();
    await ended(id);
    expect(await tries(id)).toEqual(['b null: number 2 of the route, while a rests']);
  }, PATIENT);
  expect(engines.a.works.size).toBe(0);
  const [health] = await findHealth(bench.database.db);
  expect(health).toMatchObject({ engine: 'a', model: 'kling_2.5_turbo', lastTrouble: 'account' });
  expect(health?.retryAt).not.toBeNull();
});

test('a full engine is no failure: another takes it, and alone it is waited for', async () => {
  const both = await world({ a: { full: 1 } });
  expect(await both.ended(await both.submit())).toMatchObject({ status: 'completed', engine: 'b' });
  const alone = await world({ a: { full: 2 }, route: { engines: ['a'] } });
  const id = await alone.submit();
  expect(await alone.ended(id)).toMatchObject({ status: 'completed', engine: 'a' });
  expect(await alone.tries(id)).toEqual([
    'a full: number 1 of the route',
    'a full: number 1 of the route, after a: full',
    'a null: number 1 of the route, after a: full',
  ]);
  expect(alone.engines.a.works.size).toBe(1);
});

test('when the places of one engine are taken the next one is used, and no place is ever exceeded', async () => {
  const settings = { a: { concurrency: 2 }, b: { concurrency: 3 } };
  const { bench, engines, submit, ended } = await world({
    settings,
    a: { pollsUntilEnd: 20 },
    b: { pollsUntilEnd: 20 },
  });
  const ids = await Promise.all(Array.from({ length: 12 }, () => submit()));
  let most = { a: 0, b: 0 };
  const look = async (): Promise<void> => {
    const used = await findUsed(bench.database.db);
    most = {
      a: Math.max(most.a, used.get('engine:a') ?? 0),
      b: Math.max(most.b, used.get('engine:b') ?? 0),
    };
  };
  const sampler = setInterval(() => void look(), 10);
  for (const id of ids) expect(await ended(id)).toMatchObject({ status: 'completed' });
  clearInterval(sampler);
  expect(engines.a.works.size + engines.b.works.size).toBe(12);
  expect(most).toEqual({ a: 2, b: 3 });
  expect([...(await findUsed(bench.database.db)).keys()]).toEqual([]);
});

test('an engine that has used up its budget of the day is passed over; when all have, the caller is refunded', async () => {
  const settings = { a: { dailyBudgetMicros: micros('0.5') }, b: { dailyBudgetMicros: micros('0.25') } };
  const { bench, submit, ended } = await world({ settings });
  // 5 s cost USD 0.21 on each: two fit into a's budget, one into b's.
  const engines: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { engine, status } = await ended(await submit());
    engines.push(`${engine} ${status}`);
    await new Promise((resolve) => setImmediate(resolve));
    await vi.waitFor(async () => {
      const spent = await findSpentOfDay(bench.database.db, new Date());
      expect([...spent.values()].reduce((sum, one) => sum + one, 0n)).toBe(BigInt(210_000 * (count + 1)));
    }, PATIENT);
  }
  expect(engines).toEqual(['a completed', 'a completed', 'b completed']);
  expect(await ended(await submit())).toMatchObject({ status: 'failed', failure: 'ENGINE_UNAVAILABLE' });
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(97));
});

test('what the upstream says it took replaces the estimate, also for a failure', async () => {
  const { bench, submit, ended } = await world({ a: { bill: 123_457n, end: 'fail', failure: FAILED } });
  const id = await submit();
  await ended(id);
  const attempts = await findShownAttempts(bench.database.db, id);
  expect(attempts.map(({ engine, estimate, cost }) => ({ engine, estimate, cost }))).toEqual([
    { engine: 'a', estimate: 210_000n, cost: { micros: 123_457n, source: 'reported' } },
    { engine: 'b', estimate: 210_000n, cost: { micros: 210_000n, source: 'listed' } },
  ]);
  expect(await findSpentOfDay(bench.database.db, new Date())).toEqual(
    new Map([
      ['a', 123_457n],
      ['b', 210_000n],
    ]),
  );
});

test('a start whose reply was lost stays with its engine: the next one is never asked beside it', async () => {
  const { engines, submit, ended } = await world({ a: { loseStarts: 1, loseStartsWhen: 'after' } });
  expect(await ended(await submit())).toMatchObject({ status: 'completed', engine: 'a' });
  expect([engines.a.works.size, engines.b.works.size]).toEqual([1, 0]);
});

test('work that its engine lost does not stay in the budget of the day', async () => {
  const { bench, submit, ended, tries } = await world({ a: { loseWork: 1 } });
  const id = await submit();
  expect(await ended(id)).toMatchObject({ status: 'completed', engine: 'a' });
  expect((await tries(id)).length).toBe(2);
  expect(await findSpentOfDay(bench.database.db, new Date())).toEqual(new Map([['a', micros('0.21')]]));
});

test('neither does a start that an operator gave up', async () => {
  const { bench, submit } = await world({ a: { loseStarts: 1, loseStartsWhen: 'after', find: 'unknown' } });
  const id = await submit();
  await vi.waitFor(async () => expect((await bench.read(id)).outcomeUnknown).toBe(true), PATIENT);
  const { db } = bench.database;
  expect(await findSpentOfDay(db, new Date())).toEqual(new Map([['a', micros('0.21')]]));
  expect(await resolveUnknown(bench.deps, id, 'the upstream has nothing')).toMatchObject({
    kind: 'resolved',
  });
  expect(await findSpentOfDay(db, new Date())).toEqual(new Map([['a', 0n]]));
});

for (const answer of ['full', 'refused'] as const)
  test(`an answer "${answer}" counts also when the generation was taken over before it came`, async () => {
    const { bench, engines, submit, ended, tries } = await world({ a: { find: 'missing' } });
    const { db } = bench.database;
    const plain = engines.a.start.bind(engines.a);
    let isFirst = true;
    engines.a.start = async (request, key, signal) => {
      if (!isFirst) return plain(request, key, signal);
      isFirst = false;
      await sql`update generations set fence = fence + 1 where id = ${key.slice(0, 36)}`.execute(db);
      return answer === 'full'
        ? { state: 'full', retryAfterSeconds: null, note: 'HTTP 429' }
        : { state: 'refused', ...FAILED };
    };
    const id = await submit();
    expect(await ended(id)).toMatchObject({ status: 'completed', engine: 'b', outcomeUnknown: false });
    expect((await tries(id)).map((one) => one.split(':')[0])).toEqual([
      answer === 'full' ? 'a full' : 'a failed',
      'b null',
    ]);
    expect(await auditSlots(db)).toEqual([]);
  });

test('a video that takes too long is stopped there, and the route goes on if it says so', async () => {
  const settings = { a: { tryMilliseconds: 60 } };
  const fallbackOn = new Set(['timeout'] as const);
  const goes = await world({ a: { end: 'never' }, settings, route: { fallbackOn } });
  const id = await goes.submit();
  expect(await goes.ended(id)).toMatchObject({ status: 'completed', engine: 'b' });
  expect(goes.engines.a.cancelled).toHaveLength(1);
  expect((await goes.tries(id))[0]).toBe('a timeout: number 1 of the route');
  const stays = await world({ a: { end: 'never' }, settings });
  expect(await stays.ended(await stays.submit())).toMatchObject({ status: 'failed', failure: 'TIMEOUT' });
  expect(stays.engines.b.works.size).toBe(0);
});

test('a video that takes too long is waited for where nothing can be stopped, and kept when it was made in time', async () => {
  const settings = { a: { tryMilliseconds: 1 } };
  for (const cancel of ['missing', 'too_late'] as const) {
    const { engines, submit, ended } = await world({ a: { pollsUntilEnd: 5, cancel }, settings });
    expect(await ended(await submit())).toMatchObject({ status: 'completed', engine: 'a' });
    expect(engines.b.works.size).toBe(0);
  }
});

test('an engine is waited for as long as its own time-out says', async () => {
  const { engines, submit, ended } = await world({ settings: { a: { answerMilliseconds: 50 } } });
  const plain = engines.a.start.bind(engines.a);
  let isFirst = true;
  engines.a.start = async (request, key, signal) => {
    if (!isFirst) return plain(request, key, signal);
    isFirst = false;
    await once(signal, 'abort');
    throw new Error('no answer');
  };
  expect(await ended(await submit())).toMatchObject({ status: 'completed', engine: 'a' });
});

test('lost starts stay where they are, are told to the operator, and send what is new to the next engine', async () => {
  const { bench, engines, submit, ended, tries } = await world({
    a: { loseStarts: 2, loseStartsWhen: 'after', find: 'missing' },
    breaker: { consecutiveFaults: 2, restSeconds: 600 },
  });
  const lost = [await submit(), await submit()];
  const { db } = bench.database;
  await vi.waitFor(async () => expect((await findHealth(db))[0]?.retryAt).toBeTruthy(), PATIENT);
  expect(await findHealth(db)).toMatchObject([
    { engine: 'a', lastTrouble: 'no_reply', consecutiveFaults: 2 },
  ]);
  // What is known of the engines may be a quarter of a second old.
  await vi.waitFor(async () => {
    const next = await submit();
    await ended(next);
    expect(await tries(next)).toEqual(['b null: number 2 of the route, while a rests']);
  }, PATIENT);
  for (const id of lost) {
    expect(await bench.read(id)).toMatchObject({ status: 'processing', engine: 'a' });
    const [only, ...more] = await findShownAttempts(db, id);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ state: 'intent', note: 'no reply to the start: connection reset' });
  }
  expect(engines.a.script.loseStarts).toBe(0);
});

test('a probe whose start was lost makes its engine rest again, and keeps nobody from the next probe', async () => {
  const { bench, engines, submit, ended, tries } = await world({
    a: { refuse: { ...FAILED, trouble: 'account' }, find: 'missing' },
    breaker: { consecutiveFaults: 1, restSeconds: 1 },
  });
  const { db } = bench.database;
  await vi.waitFor(async () => {
    const id = await submit();
    await ended(id);
    expect(await tries(id)).toEqual(['b null: number 2 of the route, while a rests']);
  }, PATIENT);
  // The next that goes to it is the probe.
  engines.a.script.refuse = null;
  engines.a.script.loseStarts = 1;
  await vi.waitFor(
    async () => {
      await submit();
      const health = (await findHealth(db)).find(({ engine }) => engine === 'a');
      expect(health).toMatchObject({ lastTrouble: 'no_reply', probingId: null, rests: 1 });
    },
    { timeout: 20_000, interval: 250 },
  );
});
