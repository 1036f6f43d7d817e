import { expect, onTestFinished, test } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import { aggregatorEmulator } from '../../../test/emulators/aggregator-emulator.ts';
import type { EmulatedFault } from '../../../test/emulators/emulated-upstream.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../test/emulators/emulator.ts';
import { GENERATION_MODES } from '../../kernel/environment.ts';
import type { Engine } from '../engine.ts';
import type { EngineKindDeps } from '../engine-kind.ts';
import { aggregatorEngine } from './engine.ts';
import { loadDescription, SHIPPED } from './load-description.ts';
import { operationOf } from '../../../test/support/operation-of.ts';
import { statusAtEnd } from '../../../test/support/status-at-end.ts';

const API_KEY = 'aggregator-secret-key-1234';
const SIGNAL = new AbortController().signal;
const KEY = 'generation-1-1';
type Shipped = (typeof SHIPPED)[number];

interface World {
  readonly engine: Engine;
  readonly emulator: Emulator;
  readonly logged: string[];
}

interface WorldOptions {
  readonly emulator?: EmulatorOptions;
  readonly apiKey?: string;
  readonly hasPublicUrl?: boolean;
}

async function world(dialect: Shipped, options: WorldOptions = {}): Promise<World> {
  const logged: string[] = [];
  const emulator = await startEmulator((one) => aggregatorEmulator(one, dialect, API_KEY), options.emulator);
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const deps: EngineKindDeps = {
    log: { debug: log, info: log, warn: log, error: log },
    clock: { now: () => new Date(0) },
    newId: () => 'id',
    hasPublicUrl: options.hasPublicUrl ?? true,
  };
  const engine = aggregatorEngine(
    { id: dialect, concurrency: null, pollMilliseconds: 1 },
    {
      description: { ...loadDescription(dialect), baseUrl: emulator.url },
      apiKey: options.apiKey ?? API_KEY,
    },
    deps,
    { headersMilliseconds: 300, idleMilliseconds: 300 },
  );
  onTestFinished(async () => {
    await engine.close?.();
    await emulator.close();
  });
  return { engine, emulator, logged };
}

const ALL = SHIPPED.flatMap((dialect) =>
  Object.entries(loadDescription(dialect).models).flatMap(([model, modes]) =>
    GENERATION_MODES.filter((mode) => modes[mode] !== undefined).map((mode) => ({ dialect, model, mode })),
  ),
);

test.each(ALL)(
  '$dialect takes $model as $mode, and hands out the video',
  async ({ dialect, model, mode }) => {
    const { engine, emulator } = await world(dialect);
    const plain = await anEngineRequest(mode, {
      model,
      callbackUrl: 'https://video.example.com/callbacks/1',
    });
    for (const negativePrompt of [null, 'rain'])
      for (const sound of [false, true]) {
        const request = { ...plain, negativePrompt, sound };
        const support = engine.supports(request);
        if (!support.supported) {
          expect(support.why).toMatch(/^(negative_prompt|sound): .*\.$/);
          continue;
        }
        const status = await statusAtEnd(engine, operationOf(await engine.start(request, KEY, SIGNAL)));
        expect(status).toMatchObject({
          state: 'succeeded',
          outputs: [{ kind: 'remote_video', via: 'engine', url: expect.stringContaining(emulator.url) }],
          report: { upstreamId: emulator.works.at(-1)?.id },
        });
        expect(emulator.works.at(-1)?.callbackUrl).toBe('https://video.example.com/callbacks/1');
      }
    expect(emulator.works.length).toBeGreaterThan(0);
  },
);

test.each(SHIPPED)(
  '%s: a model, a mode or a parameter that it has not is refused by name',
  async (dialect) => {
    const { engine } = await world(dialect);
    const base = { model: 'kling_3', mode: 'text_to_video' } as const;
    const why = (wish: Partial<Parameters<Engine['supports']>[0]>) => {
      const support = engine.supports({ ...base, ...wish });
      return support.supported ? '' : support.why;
    };
    expect(why({ model: 'kling_o1' })).toMatch(/kling_o1/);
    expect(why({ mode: 'motion_control' })).toMatch(/motion control/);
    expect(why({ cameraControl: { type: 'down_back' } })).toMatch(/^camera_control/);
    expect(why({ mode: 'image_to_video', furtherImageCount: 1 })).toMatch(/^images/);
    expect(why({ model: 'kling_2.1', mode: 'image_to_video', durationSeconds: 7 })).toMatch(/^duration/);
    expect(engine.supports({ ...base, seed: 1 })).toMatchObject({ notes: [expect.stringMatching(/^seed/)] });
  },
);

test('kie takes a prompt of 1000 characters for kling_2.6, and no longer one', async () => {
  const { engine } = await world('kie');
  const wish = { model: 'kling_2.6', mode: 'text_to_video' } as const;
  expect(engine.supports({ ...wish, prompt: 'ö'.repeat(1_000) }).supported).toBe(true);
  expect(engine.supports({ ...wish, prompt: 'ö'.repeat(1_001) })).toMatchObject({
    supported: false,
    why: expect.stringMatching(/^prompt/),
  });
});

test.each(SHIPPED)('%s: inputs need a public address of this server', async (dialect) => {
  const { engine, emulator } = await world(dialect, { hasPublicUrl: false });
  expect(engine.supports({ model: 'kling_3', mode: 'text_to_video' }).supported).toBe(true);
  expect(engine.supports({ model: 'kling_3', mode: 'image_to_video' })).toMatchObject({
    supported: false,
    why: expect.stringContaining('REELAY_PUBLIC_URL'),
  });
  const request = await anEngineRequest('image_to_video');
  const { image } = request.inputs;
  if (!image) throw new Error('no image');
  const hidden = { ...request, inputs: { image: { ...image, publicUrl: null } } };
  expect(await engine.start(hidden, KEY, SIGNAL)).toMatchObject({ state: 'refused', trouble: 'unserved' });
  expect(emulator.requests).toHaveLength(0);
});

const DOUBTS: readonly EmulatedFault[] = [
  'accept_then_lose',
  'accept_then_half',
  'accept_then_hang',
  'accept_then_500',
  'accept_then_502',
  'accept_then_504',
  'lose',
  'hang',
  'error_500',
  'error_503',
  'garbage',
];

test.each(SHIPPED.flatMap((dialect) => DOUBTS.map((fault) => ({ dialect, fault }))))(
  '$dialect, $fault: the start is sent once, and is in doubt',
  async ({ dialect, fault }) => {
    const { engine, emulator } = await world(dialect);
    emulator.inject('create', fault);
    await expect(engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL)).rejects.toThrow();
    expect(emulator.requests).toHaveLength(1);
    expect(Object.keys(engine)).not.toContain('find');
  },
);

test.each(SHIPPED)(
  '%s: what it certainly did not take is told from what it may have taken',
  async (dialect) => {
    const { engine, emulator } = await world(dialect);
    const request = await anEngineRequest('text_to_video');
    emulator.inject('create', 'full', 'account');
    // kie has no Retry-After that anybody documents.
    const retryAfterSeconds = dialect === 'kie' ? null : 7;
    expect(await engine.start(request, KEY, SIGNAL)).toMatchObject({ state: 'full', retryAfterSeconds });
    expect(await engine.start(request, KEY, SIGNAL)).toMatchObject({
      state: 'refused',
      reason: 'ENGINE_UNAVAILABLE',
      trouble: 'account',
    });
    expect(await engine.start({ ...request, prompt: 'x'.repeat(2_501) }, KEY, SIGNAL)).toMatchObject({
      state: 'refused',
      reason: 'TASK_FAILED',
      trouble: 'rejected',
    });
    expect(emulator.works).toHaveLength(0);
    const gone = await world(dialect);
    await gone.emulator.close();
    expect(await gone.engine.start(request, KEY, SIGNAL)).toMatchObject({
      state: 'refused',
      trouble: 'unreachable',
    });
  },
);

test.each(SHIPPED)('%s: an unknown status is pending, and said once', async (dialect) => {
  const { engine, emulator, logged } = await world(dialect, { emulator: { script: { end: 'never' } } });
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  emulator.inject('status', 'wrong_word', 'wrong_word');
  for (let times = 0; times < 3; times += 1)
    expect(await engine.status(operation, SIGNAL)).toMatchObject({ state: 'pending' });
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('rendering');
});

test.each(
  SHIPPED.flatMap((dialect) =>
    (['lose', 'error_500', 'garbage', 'full', 'gone'] as const).map((fault) => ({ dialect, fault })),
  ),
)(
  '$dialect: a question that meets $fault throws, and the next one is answered',
  async ({ dialect, fault }) => {
    const { engine, emulator } = await world(dialect);
    const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
    emulator.inject('status', fault);
    await expect(engine.status(operation, SIGNAL)).rejects.toThrow();
    expect(await statusAtEnd(engine, operation)).toMatchObject({ state: 'succeeded' });
  },
);

test.each(SHIPPED)('%s: a failed task is a failure, with its words for the operator', async (dialect) => {
  const { engine } = await world(dialect, { emulator: { script: { end: 'failed' } } });
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  expect(await statusAtEnd(engine, operation)).toMatchObject({
    state: 'failed',
    reason: 'TASK_FAILED',
    note: expect.stringMatching(/failed|Internal Error/),
  });
});

test.each(SHIPPED)('%s: a message names its task, and is never an outcome', async (dialect) => {
  const { engine, emulator } = await world(dialect);
  const operation = operationOf(
    await engine.start(
      await anEngineRequest('text_to_video', { callbackUrl: 'https://video.example.com/c' }),
      KEY,
      SIGNAL,
    ),
  );
  const [work] = emulator.works;
  if (!work) throw new Error('no work');
  const parts = { url: () => '', fileUrl: () => 'https://x.example/v.mp4' } as never;
  const message = aggregatorEmulator(parts, dialect, API_KEY).callback?.(work, 'succeeded', 0);
  const read = (body: string) =>
    engine.readCallback?.({}, Buffer.from(body), new Date(0), new URLSearchParams());
  expect(await read(message?.body ?? '')).toEqual({ operation: { id: operation['id'] } });
  expect(await read('what?')).toEqual({ operation: null });
});

test.each(SHIPPED)('%s: check tells a wrong key, without the key, and makes nothing', async (dialect) => {
  const { engine, emulator } = await world(dialect);
  expect(await engine.check?.(SIGNAL)).toBeNull();
  const wrong = await world(dialect, { apiKey: 'another-secret-key-9876' });
  const sentence = await wrong.engine.check?.(SIGNAL);
  expect(sentence).toMatch(/does not take the key/);
  expect(sentence).not.toContain('another-secret-key-9876');
  expect(emulator.works).toHaveLength(0);
});
