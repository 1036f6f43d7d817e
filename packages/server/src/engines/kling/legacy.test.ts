import { expect, onTestFinished, test } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import { startEmulator, type EmulatorScript } from '../../../test/emulators/emulator.ts';
import {
  klingLegacyEmulator,
  type KlingLegacyEmulatorOptions,
} from '../../../test/emulators/kling-legacy-emulator.ts';
import { GENERATION_MODES } from '../../kernel/environment.ts';
import { newId } from '../../kernel/ids.ts';
import { silentLogger } from '../../kernel/log.ts';
import type { EngineRequest, Operation } from '../engine.ts';
import { klingEngine } from './engine.ts';
import { KlingOptions } from './options.ts';
import { DEFAULT_MODELS } from './upstream-models.ts';
import { operationOf } from '../../../test/support/operation-of.ts';

const ACCESS_KEY = 'kling-access-key-8d21';
const SECRET_KEY = 'kling-secret-key-77be04f1';
const START_MILLISECONDS = 1_790_000_000_000;
const signal = new AbortController().signal;

interface SetUp {
  readonly script?: Partial<EmulatorScript>;
  readonly options?: Partial<KlingOptions>;
  readonly emulated?: Partial<KlingLegacyEmulatorOptions>;
}

async function setUp({ script = {}, options = {}, emulated = {} }: SetUp = {}) {
  const time = { milliseconds: START_MILLISECONDS };
  const emulator = await startEmulator(
    (world) =>
      klingLegacyEmulator(world, {
        accessKey: ACCESS_KEY,
        secretKey: SECRET_KEY,
        now: () => time.milliseconds,
        ...emulated,
      }),
    { script },
  );
  const engine = klingEngine(
    { id: 'kling', concurrency: null, pollMilliseconds: 1_000 },
    KlingOptions.parse({ accessKey: ACCESS_KEY, secretKey: SECRET_KEY, baseUrl: emulator.url, ...options }),
    { log: silentLogger, clock: { now: () => new Date(time.milliseconds) }, newId, hasPublicUrl: true },
    { headersMilliseconds: 200, idleMilliseconds: 200 },
  );
  onTestFinished(async () => {
    await engine.close?.();
    await emulator.close();
  });
  return { emulator, engine, time, find: async (key: string) => engine.find?.(key, signal) };
}

type Kling = Awaited<ReturnType<typeof setUp>>;

async function started({ engine }: Kling, request: EngineRequest, key = newId()): Promise<Operation> {
  return operationOf(await engine.start(request, key, signal));
}

const body = ({ emulator }: Kling) => JSON.parse(emulator.requests.at(-1)?.body.toString() ?? 'null');

test('an access key speaks the legacy standard: model in the body, durations as strings, tiers as modes', async () => {
  const kling = await setUp();
  const request = await anEngineRequest('text_to_video', { negativePrompt: 'blur', pictureClass: '1080p' });
  await started(kling, request, 'our-key-1');
  expect(kling.emulator.requests.at(-1)?.path).toBe('/v1/videos/text2video');
  expect(body(kling)).toEqual({
    model_name: 'kling-v3',
    prompt: 'a red ball on a table',
    negative_prompt: 'blur',
    duration: '5',
    mode: 'pro',
    sound: 'off',
    multi_shot: false,
    aspect_ratio: '16:9',
    external_task_id: 'our-key-1',
  });
});

test('whatever is supported is taken by Kling', async () => {
  const kling = await setUp();
  for (const model of Object.keys(DEFAULT_MODELS))
    for (const mode of GENERATION_MODES) {
      const request = await anEngineRequest(mode, {
        model,
        pictureClass: model === 'kling_2.6' || model.endsWith('_pro') ? '1080p' : '720p',
        sound: model === 'kling_2.6' && mode !== 'motion_control',
        negativePrompt: 'blur',
      });
      if (kling.engine.supports(request).supported) await started(kling, request);
    }
  expect(kling.emulator.works).toHaveLength(31);
});

test('a relay that still has an old model gets the fields of its time', async () => {
  const kling = await setUp({
    emulated: { hasOldModels: true },
    options: { models: { 'kling_1.6': 'kling-v1-6' } },
  });
  const cameraControl = {
    type: 'simple',
    config: { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: 5 },
  } as const;
  const request = await anEngineRequest('text_to_video', {
    model: 'kling_1.6',
    cfgScale: 0.7,
    cameraControl,
  });
  expect(kling.engine.supports({ ...request, furtherImageCount: 0 })).toMatchObject({ supported: true });
  await started(kling, request);
  expect(body(kling)).toMatchObject({
    model_name: 'kling-v1-6',
    cfg_scale: 0.7,
    camera_control: cameraControl,
  });
});

test('auto takes the legacy standard only for what the current one does not serve', async () => {
  const options = {
    apiKey: 'kling-api-key-1',
    accessKey: undefined,
    secretKey: undefined,
    models: { 'kling_1.6': 'kling-v1-6' },
  } as const;
  const kling = await setUp({ emulated: { apiKey: 'kling-api-key-1', hasOldModels: true }, options });
  await started(kling, await anEngineRequest('text_to_video', { model: 'kling_1.6' }));
  expect(kling.emulator.requests.at(-1)?.path).toBe('/v1/videos/text2video');
  await kling.engine.start(await anEngineRequest('text_to_video'), newId(), signal);
  expect(kling.emulator.requests.at(-1)?.path).toBe('/text-to-video/kling-3.0');
});

test('a work goes to its end, and the bill is what left the balance', async () => {
  const kling = await setUp({ script: { priceMicros: 560_000n } });
  const operation = await started(kling, await anEngineRequest('motion_control'));
  expect(await kling.engine.status(operation, signal)).toMatchObject({ state: 'pending' });
  expect(await kling.engine.status(operation, signal)).toMatchObject({
    state: 'succeeded',
    bill: { costMicros: 560_000n },
    report: { model: 'kling-v3', product: 'motion-control' },
  });
});

test('the reason of a failure is the task’s own message, not the one beside the code', async () => {
  const kling = await setUp({ script: { end: 'refused_content', pollsUntilEnd: 1 } });
  const operation = await started(kling, await anEngineRequest('text_to_video'));
  expect(await kling.engine.status(operation, signal)).toMatchObject({
    state: 'failed',
    reason: 'CONTENT_POLICY_VIOLATION',
    note: expect.stringContaining('risk control'),
  });
});

test('the key alone finds a work of any product', async () => {
  const kling = await setUp();
  kling.emulator.inject('create', 'accept_then_lose');
  const request = await anEngineRequest('motion_control');
  await expect(kling.engine.start(request, 'our-key', signal)).rejects.toThrow();
  const found = await kling.find('our-key');
  expect(found).toMatchObject({ standard: 'legacy', product: 'motion-control' });
  expect(await started(kling, request, 'our-key')).toEqual(found);
  expect(kling.emulator.works).toHaveLength(1);
});

test('absent is only what all products say', async () => {
  const kling = await setUp();
  expect(await kling.find('never-sent')).toBe('absent');
  kling.emulator.inject('find', 'error_500');
  expect(await kling.find('never-sent')).toBe('unknown');
});

test('a token is renewed before it expires', async () => {
  const kling = await setUp({ script: { end: 'never' } });
  const operation = await started(kling, await anEngineRequest('text_to_video'));
  const bearers = new Set<string | undefined>();
  for (let minutes = 0; minutes < 60; minutes += 5) {
    kling.time.milliseconds = START_MILLISECONDS + minutes * 60_000;
    await kling.engine.status(operation, signal);
    bearers.add(kling.emulator.requests.at(-1)?.headers['authorization']);
  }
  expect(bearers.size).toBe(3);
});

test('a message tells a work whose product nobody knows, and its status is found', async () => {
  const kling = await setUp();
  await started(kling, await anEngineRequest('image_to_video'));
  const id = kling.emulator.works[0]?.id;
  const raw = Buffer.from(JSON.stringify({ task_id: id, task_status: 'processing' }));
  const told = await kling.engine.readCallback?.(
    {},
    raw,
    new Date(START_MILLISECONDS),
    new URLSearchParams(),
  );
  expect(told?.operation).toEqual({ standard: 'legacy', id, product: null, asked: {} });
  expect(await kling.engine.status(told?.operation ?? {}, signal)).toMatchObject({ state: 'pending' });
});

test('check asks for a list, which costs nothing', async () => {
  const kling = await setUp();
  expect(await kling.engine.check?.(signal)).toBeNull();
  const wrong = await setUp({ options: { secretKey: 'another-secret-key' } });
  expect(await wrong.engine.check?.(signal)).toContain('does not take the key');
});

test('options that do not go together are refused', () => {
  for (const options of [
    {},
    { accessKey: 'a' },
    { apiKey: 'a', accessKey: 'a', secretKey: 's' },
    { standard: 'current', accessKey: 'a', secretKey: 's' },
    { apiKey: 'a', callbackSecret: 'not-a-secret' },
    { apiKey: 'a', models: { kling_3: 'kling-9' } },
    { apiKey: 'a', surprise: true },
  ])
    expect(KlingOptions.safeParse(options).success).toBe(false);
  expect(KlingOptions.parse({ apiKey: 'a' })).toEqual({
    apiKey: 'a',
    standard: 'auto',
    baseUrl: 'https://api-singapore.klingai.com',
  });
});
