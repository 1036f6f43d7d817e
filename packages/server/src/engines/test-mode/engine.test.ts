import { expect, test } from 'vitest';
import { silentLogger } from '../../kernel/log.ts';
import { readTestDirectives } from '../../kernel/test-directives.ts';
import { operationOf } from '../../../test/support/operation-of.ts';
import type { Engine, EngineRequest, EngineStatus, Operation, StartAnswer } from '../engine.ts';
import { testMode, type TestModeDeps } from './engine.ts';

const SIGNAL = new AbortController().signal;
const DONE: EngineStatus = { state: 'succeeded', outputs: [], report: 'the inner engine made this' };

const requestOf = (prompt: string, mode: EngineRequest['mode'] = 'text_to_video'): EngineRequest => ({
  model: 'kling_2.5_turbo',
  mode,
  prompt,
  negativePrompt: null,
  durationSeconds: 5,
  aspectRatio: '16:9',
  pictureClass: '720p',
  cfgScale: 0.5,
  seed: 7,
  sound: false,
  characterOrientation: 'video',
  keepOriginalSound: true,
  cameraControl: null,
  inputs: {},
  testDirectives: readTestDirectives(prompt),
  callbackUrl: null,
});

const keyOf = ({ task }: Operation): string => (typeof task === 'string' ? task : '');

/** An engine in memory behind test mode, and a clock that stands still until it is put forward. */
function world() {
  let now = Date.UTC(2030, 0, 1);
  const calls: string[] = [];
  const works = new Map<string, EngineStatus>();
  const refusals: StartAnswer[] = [];
  const inner: Engine = {
    id: 'inner',
    concurrency: 3,
    pollMilliseconds: 7,
    supports: ({ mode }) => ({ supported: false, why: mode }),
    async start({ prompt, testDirectives }, key) {
      calls.push(`start ${key}: ${prompt}${testDirectives === null ? '' : ' with directives'}`);
      const refusal = refusals.shift();
      if (refusal) return refusal;
      if (!works.has(key)) works.set(key, { state: 'pending', progress: 90 });
      return { state: 'started', operation: { task: key } };
    },
    status: async (operation) => works.get(keyOf(operation)) ?? { state: 'lost' },
    find: async (key) => (works.has(key) ? { task: key } : 'absent'),
    async cancel(operation) {
      calls.push(`cancel ${keyOf(operation)}`);
    },
    async close() {
      calls.push('close');
    },
  };
  const deps: TestModeDeps = {
    clock: { now: () => new Date(now) },
    log: silentLogger,
    clip: {
      make: async () => ({ state: 'succeeded', outputs: [], report: 'the clip' }),
      close: async () => {},
    },
  };
  return {
    inner,
    calls,
    works,
    /** Answers to the next starts, instead of taking them. */
    refusals,
    engine: testMode(inner, deps),
    /** Another process with the same engines' code and none of their memory. */
    another: () => testMode(inner, deps),
    advance: (seconds: number): void => {
      now += seconds * 1000;
    },
  };
}

test('without directives it is not noticed', async () => {
  const { engine, inner, calls } = world();
  const operation = operationOf(await engine.start(requestOf('a kite'), 'k', SIGNAL));
  expect(operation).toEqual({ task: 'k' });
  expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 90 });
  expect(await engine.find?.('k', SIGNAL)).toEqual(operation);
  expect(await engine.find?.('other', SIGNAL)).toBe('absent');
  await engine.cancel?.(operation, SIGNAL);
  await engine.close?.();
  expect(calls).toEqual(['start k: a kite', 'cancel k', 'close']);
  const { id, concurrency, pollMilliseconds } = inner;
  expect(engine).toMatchObject({ id, concurrency, pollMilliseconds });
  expect(engine.supports({ model: 'kling_3', mode: 'text_to_video' })).toEqual({
    supported: false,
    why: 'text_to_video',
  });
});

test('a delay hides the end, moves steadily, and never says more than the engine behind', async () => {
  const { engine, works, advance } = world();
  const operation = operationOf(await engine.start(requestOf('a kite reelay:delay=100s'), 'k', SIGNAL));
  const shown: unknown[] = [];
  for (let step = 0; step < 5; step += 1) {
    shown.push(await engine.status(operation, SIGNAL));
    if (step === 2) works.set('k', DONE);
    advance(24.9);
  }
  expect(shown).toEqual([0, 24, 49, 73, 98].map((progress) => ({ state: 'pending', progress })));
  expect(await engine.status(operation, SIGNAL)).toEqual(DONE);
});

test('a failure of the engine behind waits for the delay too, and lost work does not', async () => {
  const { engine, works, advance } = world();
  const operation = operationOf(await engine.start(requestOf('a kite reelay:delay=10s'), 'k', SIGNAL));
  const failure: EngineStatus = { state: 'failed', reason: 'INVALID_IMAGE', detail: 'no' };
  works.set('k', failure);
  expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 0 });
  works.delete('k');
  expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'lost' });
  works.set('k', failure);
  advance(10);
  expect(await engine.status(operation, SIGNAL)).toEqual(failure);
});

test.each([
  ['text_to_video', /red ball/],
  ['image_to_video', /zoom/],
  ['motion_control', /start k: $/],
] as const)('a %s of nothing but directives gets a neutral prompt', async (mode, prompt) => {
  const { engine, calls } = world();
  await engine.start(requestOf('reelay:delay=10s', mode), 'k', SIGNAL);
  expect(calls).toEqual([expect.stringMatching(prompt)]);
});

test('a lost reply: the engine cannot tell for 30 seconds, then it has the work, once', async () => {
  const { engine, calls, advance } = world();
  const start = () => engine.start(requestOf('a kite reelay:unknown'), 'k', SIGNAL);
  await expect(start()).rejects.toThrow(/lost/);
  expect(await engine.find?.('k', SIGNAL)).toBe('unknown');
  advance(29);
  await expect(start()).rejects.toThrow(/lost/);
  advance(1);
  const found = await engine.find?.('k', SIGNAL);
  expect(found).toMatchObject({ testMode: { key: 'k', inner: { task: 'k' } } });
  expect(operationOf(await start())).toEqual(found);
  expect(new Set(calls)).toEqual(new Set(['start k: a kite']));
});

test('what renders nothing never reaches the engine behind, and any process can go on with it', async () => {
  const { engine, another, calls, advance } = world();
  const operation = operationOf(
    await engine.start(requestOf('reelay:fail=TIMEOUT reelay:at=80%'), 'k', SIGNAL),
  );
  advance(0.375);
  expect(await another().status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 40 });
  advance(0.375);
  expect(await another().status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 80 });
  advance(0.75);
  expect(await another().status(operation, SIGNAL)).toMatchObject({ state: 'failed', reason: 'TIMEOUT' });
  expect(calls).toEqual([]);
});

test.each<StartAnswer>([
  { state: 'full', retryAfterSeconds: 4, note: 'HTTP 429' },
  { state: 'refused', reason: 'ENGINE_UNAVAILABLE', detail: 'It is closed.', trouble: 'unreachable' },
])('when the engine behind is $state, so is test mode, and it may be started again', async (refusal) => {
  const { engine, refusals } = world();
  const request = requestOf('a kite reelay:delay=5s');
  refusals.push(refusal);
  expect(await engine.start(request, 'k', SIGNAL)).toEqual(refusal);
  expect(await engine.find?.('k', SIGNAL)).toBe('absent');
  const operation = operationOf(await engine.start(request, 'k', SIGNAL));
  expect(await engine.find?.('k', SIGNAL)).toEqual(operation);
});

test('stuck work moves to 60 % and stays there', async () => {
  const { engine, advance } = world();
  const operation = operationOf(await engine.start(requestOf('reelay:stuck'), 'k', SIGNAL));
  advance(10);
  expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 30 });
  advance(86_400);
  expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 60 });
});

test('a cancel is confirmed, also of stuck work, and reaches the engine behind when it renders', async () => {
  const { engine, calls } = world();
  const cancelled = { state: 'failed', reason: 'CANCELLED' };
  const stuck = operationOf(await engine.start(requestOf('reelay:stuck'), 'a', SIGNAL));
  const late = operationOf(await engine.start(requestOf('a kite reelay:delay=9s'), 'b', SIGNAL));
  for (const operation of [stuck, late]) {
    await engine.cancel?.(operation, SIGNAL);
    expect(await engine.status(operation, SIGNAL)).toMatchObject(cancelled);
  }
  expect(calls).toEqual(['start b: a kite', 'cancel b']);
});

test('starting again with the same key changes nothing, and the key finds the work', async () => {
  const { engine, advance } = world();
  const request = requestOf('reelay:fast');
  const operation = operationOf(await engine.start(request, 'k', SIGNAL));
  advance(0.5);
  expect(operationOf(await engine.start(request, 'k', SIGNAL))).toEqual(operation);
  expect(await engine.find?.('k', SIGNAL)).toEqual(operation);
  expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 49 });
  advance(0.5);
  expect(await engine.status(operation, SIGNAL)).toMatchObject({ state: 'succeeded', report: 'the clip' });
});

test('what is stored as an operation is JSON', async () => {
  const { engine } = world();
  const operation = operationOf(await engine.start(requestOf('a kite reelay:delay=5s'), 'k', SIGNAL));
  expect(JSON.parse(JSON.stringify(operation))).toEqual(operation);
});
