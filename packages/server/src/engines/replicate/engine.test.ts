import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import type { EmulatedFault } from '../../../test/emulators/emulated-upstream.ts';
import {
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type EmulatorWorld,
} from '../../../test/emulators/emulator.ts';
import { replicateEmulator } from '../../../test/emulators/replicate-emulator.ts';
import type { Engine, EngineInput, Wish } from '../engine.ts';
import type { EngineKindDeps } from '../engine-kind.ts';
import { replicateEngine } from './engine.ts';
import { replicateKind } from './kind.ts';
import { ReplicateOptions } from './options.ts';
import { readPrediction, statusOf } from './prediction.ts';
import { planOf, UPSTREAM_MODELS, type UpstreamModel } from './upstream-models.ts';
import { operationOf } from '../../../test/support/operation-of.ts';
import { statusAtEnd } from '../../../test/support/status-at-end.ts';

const API_TOKEN = 'r8_secret-of-the-upstream';
const SECRET = 'whsec_c2VjcmV0LW9mLXRoZS13ZWJob29rcw==';
const NOW = Date.UTC(2030, 0, 1);
const SIGNAL = new AbortController().signal;
const KEY = 'generation-1-1';

const OUR_MODELS = [
  'kling_3',
  'kling_3_pro',
  'kling_3_motion',
  'kling_3_motion_pro',
  'kling_2.6_motion',
  'kling_2.6_motion_pro',
  'kling_2.6',
  'kling_2.5_turbo',
  'kling_2.5_turbo_pro',
  'kling_2.1',
  'kling_2.1_pro',
  'kling_2.1_master',
  'kling_1.6',
  'kling_1.6_pro',
  'kling_o1',
  'kling_o3',
  'kling_o3_pro',
] as const;

interface World {
  readonly engine: Engine;
  readonly emulator: Emulator;
  readonly logged: string[];
}

async function world(
  options: Partial<ReplicateOptions> = {},
  { hasPublicUrl = true, ...emulatorOptions }: EmulatorOptions & { readonly hasPublicUrl?: boolean } = {},
): Promise<World> {
  const logged: string[] = [];
  const emulator = await startEmulator(
    (one) => replicateEmulator(one, { apiToken: API_TOKEN, webhookSecret: SECRET }),
    { now: () => NOW, ...emulatorOptions },
  );
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const deps: EngineKindDeps = {
    log: { debug: log, info: log, warn: log, error: log },
    clock: { now: () => new Date(NOW) },
    newId: () => 'id',
    hasPublicUrl,
  };
  const engine = replicateEngine(
    { id: 'replicate', concurrency: null, pollMilliseconds: 1 },
    ReplicateOptions.parse({ baseUrl: `${emulator.url}/v1`, apiToken: API_TOKEN, ...options }),
    deps,
    { headersMilliseconds: 300, idleMilliseconds: 300 },
  );
  onTestFinished(async () => {
    await engine.close?.();
    await emulator.close();
  });
  return { engine, emulator, logged };
}

function sentInput({ works }: Emulator): Record<string, unknown> {
  const request = works.at(-1)?.request as { readonly input: Record<string, unknown> };
  return request.input;
}

function traitsOf(model: string): UpstreamModel {
  const plan = planOf(model, {});
  if (!plan) throw new Error(`no plan for ${model}`);
  return plan.model;
}

test.each(OUR_MODELS.flatMap((model) => traitsOf(model).modes.map((mode) => ({ model, mode }))))(
  'the strict upstream takes $model as $mode with all that the model takes',
  async ({ model, mode }) => {
    const { engine } = await world();
    const { takes } = traitsOf(model);
    const request = await anEngineRequest(mode, {
      model,
      negativePrompt: takes.includes('negativePrompt') ? 'rain' : null,
      cfgScale: takes.includes('cfgScale') ? 0.7 : 0.5,
      sound: takes.includes('sound'),
      pictureClass: '1080p',
      callbackUrl: 'https://video.example.com/callbacks/1',
    });
    expect(engine.supports(request)).toMatchObject({ supported: true });
    const operation = operationOf(await engine.start(request, KEY, SIGNAL));
    expect(await statusAtEnd(engine, operation)).toMatchObject({
      state: 'succeeded',
      outputs: [{ kind: 'remote_video', via: 'engine' }],
      report: { upstream: 'replicate', predictionId: operation['id'], metrics: { predict_time: 41.5 } },
    });
  },
);

test('what a model cannot do is refused by the name of the parameter', async () => {
  const { engine } = await world();
  const cases: readonly [string, Partial<Wish>, RegExp][] = [
    ['kling_o3', { negativePrompt: 'rain' }, /^negative_prompt: .*Leave it out/],
    ['kling_2.6', { durationSeconds: 7 }, /^duration: .*5, 10/],
    ['kling_o1', { mode: 'image_to_video', durationSeconds: 7 }, /^duration/],
    ['kling_2.1_master', { sound: true }, /^sound/],
    ['kling_3', { cameraControl: { type: 'down_back' } }, /^camera_control/],
    ['kling_3', { mode: 'image_to_video', furtherImageCount: 1 }, /^images/],
    ['kling_o3', { mode: 'image_to_video', furtherImageCount: 7 }, /^images: .* 7, not 8/],
    ['kling_2.1', {}, /image to video only/],
    ['sora', {}, /sora/],
  ];
  for (const [model, wish, why] of cases)
    expect(engine.supports({ model, mode: 'text_to_video', ...wish })).toMatchObject({
      supported: false,
      why: expect.stringMatching(why),
    });
  expect(
    engine.supports({ model: 'kling_o1', mode: 'image_to_video', durationSeconds: 7, furtherImageCount: 1 }),
  ).toMatchObject({ supported: true });
});

test('what is done differently is said', async () => {
  const { engine } = await world({ models: { kling_3: 'kwaivgi/kling-v2.5-turbo-pro' } });
  const wish = { mode: 'text_to_video', seed: 3, cfgScale: 0.9, pictureClass: '720p' } as const;
  expect(engine.supports({ ...wish, model: 'kling_3' })).toMatchObject({
    supported: true,
    notes: [
      expect.stringMatching(/^seed/),
      expect.stringMatching(/^cfg_scale/),
      expect.stringMatching(/1080p/),
    ],
  });
});

test('without a public address motion control is refused before it is paid for', async () => {
  const { engine, emulator } = await world({}, { hasPublicUrl: false });
  const wish = { model: 'kling_3_motion', mode: 'motion_control' } as const;
  expect(engine.supports(wish)).toMatchObject({ why: expect.stringMatching(/REELAY_PUBLIC_URL/) });
  const request = await anEngineRequest('motion_control');
  const { referenceImage, referenceVideo } = request.inputs;
  if (!referenceImage || !referenceVideo) throw new Error('no inputs');
  const inputs = { referenceImage, referenceVideo: { ...referenceVideo, publicUrl: null } };
  expect(await engine.start({ ...request, inputs }, KEY, SIGNAL)).toMatchObject({
    state: 'refused',
    trouble: 'unserved',
    note: expect.stringMatching(/REELAY_PUBLIC_URL/),
  });
  expect(emulator.requests).toHaveLength(0);
});

test('small pictures go along as data, large ones by address, and large ones without an address not at all', async () => {
  const { engine, emulator } = await world();
  const request = await anEngineRequest('image_to_video');
  await engine.start(request, KEY, SIGNAL);
  expect(sentInput(emulator)['start_image']).toMatch(/^data:image\/jpeg;base64,/);
  const image = await largePicture();
  await engine.start({ ...request, inputs: { image } }, KEY, SIGNAL);
  expect(sentInput(emulator)['start_image']).toBe(image.publicUrl);
  const hidden = { ...image, publicUrl: null };
  expect(await engine.start({ ...request, inputs: { image: hidden } }, KEY, SIGNAL)).toMatchObject({
    state: 'refused',
    trouble: 'unserved',
  });
  expect(emulator.works).toHaveLength(2);
});

async function largePicture(): Promise<EngineInput> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-large-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'large.jpg');
  await writeFile(path, Buffer.alloc(300_000, 1));
  return {
    path,
    mediaType: 'image/jpeg',
    width: 4_000,
    height: 3_000,
    durationSeconds: null,
    publicUrl: 'https://media.example.com/large.jpg',
  };
}

test('the pictures after the first are references, and sound is asked for or declined by name', async () => {
  const { engine, emulator } = await world();
  const request = await anEngineRequest('image_to_video', { model: 'kling_o3_pro', pictureClass: '1080p' });
  const { image } = request.inputs;
  if (!image) throw new Error('no image');
  await engine.start({ ...request, inputs: { image, furtherImages: [image, image] } }, KEY, SIGNAL);
  expect(sentInput(emulator)).toMatchObject({ mode: 'pro', generate_audio: false, duration: 5 });
  expect(sentInput(emulator)['reference_images']).toHaveLength(2);
  expect(sentInput(emulator)).not.toHaveProperty('aspect_ratio');
});

test('a webhook is asked for with its filter, and not at an address that Replicate would refuse', async () => {
  const { engine, emulator } = await world();
  const callbackUrl = 'https://video.example.com/c';
  await engine.start(await anEngineRequest('text_to_video', { callbackUrl }), KEY, SIGNAL);
  expect(emulator.works[0]?.request).toMatchObject({
    webhook: callbackUrl,
    webhook_events_filter: ['completed'],
  });
  const plain = await anEngineRequest('text_to_video', { callbackUrl: 'http://video.example.com/c' });
  await engine.start(plain, KEY, SIGNAL);
  expect(emulator.works[1]?.callbackUrl).toBeNull();
});

test.each<EmulatedFault>([
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
])('%s: a start is sent once and left to whoever decides, for nothing finds it', async (fault) => {
  const { engine, emulator } = await world();
  emulator.inject('create', fault);
  await expect(engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL)).rejects.toThrow();
  expect(emulator.requests).toHaveLength(1);
  expect(engine).not.toHaveProperty('find');
});

test('documented refusals are certain: full with its wait, no credit, a bad body, a wrong token, nobody there', async () => {
  const { engine, emulator } = await world();
  const request = await anEngineRequest('text_to_video');
  emulator.inject('create', 'full', 'account');
  expect(await engine.start(request, KEY, SIGNAL)).toMatchObject({ state: 'full', retryAfterSeconds: 7 });
  expect(await engine.start(request, KEY, SIGNAL)).toMatchObject({ state: 'refused', trouble: 'account' });
  expect(await engine.start({ ...request, prompt: '' }, KEY, SIGNAL)).toMatchObject({
    state: 'refused',
    reason: 'TASK_FAILED',
    trouble: 'rejected',
  });
  const stranger = await world({ apiToken: 'r8_not-the-right-one' });
  expect(await stranger.engine.start(request, KEY, SIGNAL)).toMatchObject({ trouble: 'account' });
  expect(emulator.works).toHaveLength(0);
  const deserted = await world();
  await deserted.emulator.close();
  expect(await deserted.engine.start(request, KEY, SIGNAL)).toMatchObject({ trouble: 'unreachable' });
});

test('failures keep their reason, and Replicate’s words are for the operator', async () => {
  for (const [end, reason, note] of [
    ['failed', 'TASK_FAILED', /E1000/],
    ['refused_content', 'CONTENT_POLICY_VIOLATION', /E005/],
  ] as const) {
    const { engine } = await world({}, { script: { end } });
    const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
    expect(await statusAtEnd(engine, operation)).toMatchObject({
      state: 'failed',
      reason,
      note: expect.stringMatching(note),
      detail: expect.not.stringMatching(/E\d/),
    });
  }
});

test('every documented status word has its meaning', () => {
  const upstream = { isOwn: () => false, redact: (text: string) => text };
  const meaning = (status: string, output: string | readonly string[] | null = null) => {
    const prediction = readPrediction({ id: 'p', status, output, error: null, data_removed: true });
    if (!prediction) throw new Error('no prediction');
    return statusOf(prediction, upstream);
  };
  const url = 'https://replicate.delivery/x/output.mp4';
  expect(meaning('starting')).toEqual({ state: 'pending', progress: 0 });
  expect(meaning('processing')).toEqual({ state: 'pending', progress: 50 });
  expect(meaning('succeeded', [url])).toMatchObject({ outputs: [{ url, via: 'internet' }] });
  expect(meaning('succeeded')).toMatchObject({ state: 'failed', trouble: 'result_lost' });
  expect(meaning('canceled')).toMatchObject({ state: 'failed', reason: 'CANCELLED' });
  expect(meaning('aborted')).toMatchObject({ state: 'failed', reason: 'TASK_FAILED' });
});

test('an unknown status is pending, and said once', async () => {
  const { engine, emulator, logged } = await world({}, { script: { end: 'never' } });
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  emulator.inject('status', 'wrong_word', 'wrong_word');
  for (let times = 0; times < 2; times += 1)
    expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 0 });
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('warming_up');
});

test.each<EmulatedFault>(['lose', 'error_500', 'error_503', 'full', 'garbage', 'gone'])(
  'a status question that meets %s throws, and the next one is answered',
  async (fault) => {
    const { engine, emulator } = await world();
    const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
    emulator.inject('status', fault);
    await expect(engine.status(operation, SIGNAL)).rejects.toThrow();
    expect(await statusAtEnd(engine, operation)).toMatchObject({ state: 'succeeded' });
  },
);

test('a cancelled work ends as CANCELLED, and cancelling what has ended is no error', async () => {
  const { engine } = await world({}, { script: { pollsUntilEnd: 1 } });
  const request = await anEngineRequest('text_to_video');
  const operation = operationOf(await engine.start(request, KEY, SIGNAL));
  await engine.cancel?.(operation, SIGNAL);
  expect(await statusAtEnd(engine, operation)).toMatchObject({ state: 'failed', reason: 'CANCELLED' });
  const done = operationOf(await engine.start(request, KEY, SIGNAL));
  await statusAtEnd(engine, done);
  await engine.cancel?.(done, SIGNAL);
  expect(await statusAtEnd(engine, done)).toMatchObject({ state: 'succeeded' });
});

test('a signed webhook names its work; a forged, an old and an unsigned one are refused', async () => {
  const { engine, emulator } = await world({ webhookSecret: [SECRET, 'whsec_b2xk'] });
  await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL);
  const [work] = emulator.works;
  if (!work) throw new Error('no work');
  const outside = { url: () => emulator.url, fileUrl: () => 'https://x.example/v.mp4' };
  const upstream = replicateEmulator(outside as unknown as EmulatorWorld, {
    apiToken: API_TOKEN,
    webhookSecret: SECRET,
  });
  const message = upstream.callback?.(work, 'succeeded', NOW);
  const { headers = {}, body = '' } = message ?? {};
  const query = new URLSearchParams();
  const read = (given: Readonly<Record<string, string>>, text: string, now = NOW) =>
    engine.readCallback?.(given, Buffer.from(text), new Date(now), query);
  expect(await read(headers, body)).toEqual({ operation: { id: work.id } });
  expect(await read(headers, body.replace('succeeded', 'failed'))).toBeNull();
  expect(await read(headers, body, NOW + 301_000)).toBeNull();
  expect(await read({}, body)).toBeNull();
  const trusting = await world();
  expect(await trusting.engine.readCallback?.({}, Buffer.from(body), new Date(NOW), query)).toEqual({
    operation: { id: work.id },
  });
  expect(await trusting.engine.readCallback?.({}, Buffer.from('{'), new Date(NOW), query)).toBeNull();
});

test('check says what is wrong without the token, and costs nothing', async () => {
  const { engine, emulator } = await world();
  expect(await engine.check?.(SIGNAL)).toBeNull();
  const stranger = await world({ apiToken: 'r8_not-the-right-one' });
  const wrong = await stranger.engine.check?.(SIGNAL);
  expect(wrong).toMatch(/does not take the token/);
  expect(wrong).not.toContain('r8_not-the-right-one');
  await emulator.close();
  expect(await engine.check?.(SIGNAL)).toMatch(/cannot be reached/);
});

test('list prices are for a second of what is really made', async () => {
  const { engine } = await world();
  const wish = { mode: 'text_to_video', pictureClass: '720p', sound: false, durationSeconds: 5 } as const;
  expect(engine.listPrice?.({ ...wish, model: 'kling_3' })).toBe(840_000n);
  expect(engine.listPrice?.({ ...wish, model: 'kling_3', sound: true })).toBe(1_260_000n);
  expect(engine.listPrice?.({ ...wish, model: 'kling_2.6', sound: true })).toBe(700_000n);
  expect(engine.listPrice?.({ ...wish, model: 'kling_1.6' })).toBeNull();
  expect(engine.listPrice?.({ ...wish, model: 'sora' })).toBeNull();
});

test('options are strict', () => {
  const { options } = replicateKind;
  expect(options.parse({ apiToken: 'r8_x' })).toEqual({
    apiToken: 'r8_x',
    baseUrl: 'https://api.replicate.com/v1',
    models: {},
  });
  expect(options.safeParse({ apiToken: 'r8_x', apitoken: 'r8_x' }).success).toBe(false);
  expect(options.safeParse({ apiToken: 'r8_x', models: { kling_3: 'openai/sora-2' } }).success).toBe(false);
  expect(options.safeParse({ apiToken: 'r8_x', webhookSecret: 'secret' }).success).toBe(false);
  expect(Object.keys(UPSTREAM_MODELS)).toHaveLength(11);
});
