import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import type { EmulatedFault } from '../../../test/emulators/emulated-upstream.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../test/emulators/emulator.ts';
import { reelayEmulator } from '../../../test/emulators/reelay-emulator.ts';
import type { Engine, EngineRequest, Wish } from '../engine.ts';
import type { EngineKindDeps } from '../engine-kind.ts';
import { reelayEngine } from './engine.ts';
import { reelayKind } from './kind.ts';
import { ReelayOptions } from './options.ts';
import { UPSTREAM_MODEL_IDS, upstreamModel } from './upstream-models.ts';
import { operationOf } from '../../../test/support/operation-of.ts';
import { statusAtEnd } from '../../../test/support/status-at-end.ts';

const API_KEY = 'rk_live_secret-of-the-upstream';
const SECRET = 'whsec_c2VjcmV0LW9mLXRoZS13ZWJob29rcw==';
const NOW = Date.UTC(2030, 0, 1);
const SIGNAL = new AbortController().signal;
const KEY = 'generation-1-1';

interface World {
  readonly engine: Engine;
  readonly emulator: Emulator;
  readonly logged: string[];
}

async function world(
  options: Partial<ReelayOptions> = {},
  emulatorOptions: EmulatorOptions = {},
): Promise<World> {
  const { dedupes = true } = options;
  const logged: string[] = [];
  const emulator = await startEmulator(
    (one) => reelayEmulator(one, { apiKey: API_KEY, isReelay: dedupes, webhookSecret: SECRET }),
    { now: () => NOW, ...emulatorOptions },
  );
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const deps: EngineKindDeps = {
    log: { debug: log, info: log, warn: log, error: log },
    clock: { now: () => new Date(NOW) },
    newId: () => 'id',
    hasPublicUrl: true,
  };
  const engine = reelayEngine(
    { id: 'other', concurrency: null, pollMilliseconds: 1 },
    ReelayOptions.parse({ baseUrl: emulator.url, apiKey: API_KEY, dedupes, ...options }),
    deps,
    { headersMilliseconds: 300, idleMilliseconds: 300 },
  );
  onTestFinished(async () => {
    await engine.close?.();
    await emulator.close();
  });
  return { engine, emulator, logged };
}

function bodyOf({ requests }: Emulator): Record<string, unknown> {
  const create = requests.findLast(({ method }) => method === 'POST');
  return JSON.parse(create?.body.toString('utf8') ?? '{}') as Record<string, unknown>;
}

test.each(
  UPSTREAM_MODEL_IDS.flatMap((model) =>
    upstreamModel(model).modes.flatMap((mode) => [true, false].map((dedupes) => ({ model, mode, dedupes }))),
  ),
)('the strict upstream takes $model as $mode (dedupes: $dedupes)', async ({ model, mode, dedupes }) => {
  const { engine } = await world({ dedupes });
  const { takes } = upstreamModel(model);
  const request = await anEngineRequest(mode, {
    model,
    negativePrompt: takes.includes('negativePrompt') ? 'rain' : null,
    cfgScale: takes.includes('cfgScale') ? 0.7 : 0.5,
    sound: takes.includes('sound'),
    cameraControl: dedupes && takes.includes('cameraControl') ? { type: 'down_back' } : null,
    callbackUrl: 'https://video.example.com/callbacks/1',
  });
  expect(engine.supports({ ...request, furtherImageCount: 0 })).toMatchObject({ supported: true });
  const status = await statusAtEnd(engine, operationOf(await engine.start(request, KEY, SIGNAL)));
  expect(status).toMatchObject({ state: 'succeeded', bill: { costMicros: 420_000n } });
});

test('a mode that a model does not make is refused with a sentence', async () => {
  const { engine } = await world();
  for (const model of UPSTREAM_MODEL_IDS)
    for (const mode of ['text_to_video', 'image_to_video', 'motion_control'] as const) {
      const support = engine.supports({ model, mode });
      expect(support.supported).toBe(upstreamModel(model).modes.includes(mode));
      if (!support.supported) expect(support.why).toMatch(/^kling.*\.$/);
    }
});

test.each<[string, Partial<Wish>, RegExp]>([
  ['kling_2.5_turbo', { negativePrompt: 'rain' }, /negative_prompt/],
  ['kling_2.5_turbo', { durationSeconds: 7 }, /duration/],
  ['kling_3', { sound: true }, /sound/],
  ['kling_o3', { furtherImageCount: 5 }, /images/],
  ['kling_3_motion', { mode: 'motion_control', cameraControl: { type: 'down_back' } }, /camera_control/],
  ['sora', {}, /sora/],
])('what %s cannot do is refused by the name of the parameter', async (model, wish, name) => {
  const { engine } = await world();
  const support = engine.supports({ model, mode: 'text_to_video', ...wish });
  expect(support).toMatchObject({ supported: false, why: expect.stringMatching(name) });
});

test('the vendor is not asked for what only Reelay has', async () => {
  const { engine } = await world({ dedupes: false });
  const wish = { model: 'kling_3', mode: 'text_to_video', cameraControl: { type: 'down_back' } } as const;
  expect(engine.supports(wish)).toMatchObject({ supported: false });
  expect(Object.keys(engine)).not.toContain('cancel');
  expect(Object.keys(engine)).not.toContain('find');
  expect(engine.supports({ model: 'kling_o1', mode: 'text_to_video', seed: 3 })).toMatchObject({
    notes: [expect.stringMatching(/^seed/)],
  });
});

test('a model may be asked for under another name, with what that one can', async () => {
  const { engine, emulator } = await world({ models: { kling_3: 'kling_2.5_turbo_pro' } });
  const request = await anEngineRequest('text_to_video', { negativePrompt: null });
  expect(engine.supports({ ...request, negativePrompt: 'rain' })).toMatchObject({ supported: false });
  expect(engine.supports({ ...request, cfgScale: 0.9 })).toMatchObject({
    notes: [expect.stringMatching(/^cfg_scale/), expect.stringMatching(/1080p/)],
  });
  await engine.start(request, KEY, SIGNAL);
  expect(bodyOf(emulator)).toMatchObject({ model: 'kling_2.5_turbo_pro', duration: '5' });
});

test('where keys are kept a repeat is byte for byte the same, though public addresses change', async () => {
  const { engine, emulator } = await world();
  const request = await anEngineRequest('motion_control');
  const moved = structuredClone(request) as { -readonly [Name in keyof EngineRequest]: EngineRequest[Name] };
  moved.inputs = {
    referenceImage: {
      ...withAddress(request.inputs.referenceImage),
      publicUrl: 'https://elsewhere.example/1',
    },
    referenceVideo: {
      ...withAddress(request.inputs.referenceVideo),
      publicUrl: 'https://elsewhere.example/2',
    },
  };
  const first = operationOf(await engine.start(request, KEY, SIGNAL));
  expect(operationOf(await engine.start(moved, KEY, SIGNAL))).toEqual(first);
  expect(emulator.works).toHaveLength(1);
});

function withAddress(input: EngineRequest['inputs']['image']) {
  if (!input) throw new Error('no input');
  return input;
}

test('the vendor fetches inputs from this server when it has a public address, else gets them as base64', async () => {
  const { engine, emulator } = await world({ dedupes: false });
  const request = await anEngineRequest('image_to_video');
  await engine.start(request, KEY, SIGNAL);
  expect(bodyOf(emulator)).toHaveProperty('image_url', request.inputs.image?.publicUrl);
  const image = { ...withAddress(request.inputs.image), publicUrl: null };
  await engine.start({ ...request, inputs: { image } }, 'generation-2-1', SIGNAL);
  expect(bodyOf(emulator)).toHaveProperty('image_base64', await readFile(image.path, 'base64'));
});

test('a callback that the API would refuse is not asked for', async () => {
  const { engine, emulator } = await world();
  await engine.start(
    await anEngineRequest('text_to_video', { callbackUrl: 'http://video.example.com/c' }),
    KEY,
    SIGNAL,
  );
  expect(bodyOf(emulator)).not.toHaveProperty('callback_url');
});

const LOST: readonly EmulatedFault[] = [
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

test.each(LOST)('%s: a start with the same key makes up for it, and the work is made once', async (fault) => {
  const { engine, emulator } = await world();
  emulator.inject('create', fault);
  const request = await anEngineRequest('text_to_video');
  await expect(engine.start(request, KEY, SIGNAL)).rejects.toThrow();
  expect(await engine.find?.(KEY, SIGNAL)).toBe('absent');
  const operation = operationOf(await engine.start(request, KEY, SIGNAL));
  expect(emulator.works.map(({ id }) => ({ id }))).toEqual([operation]);
});

test.each(LOST)('%s: without keys it is sent once, and left to whoever asks', async (fault) => {
  const { engine, emulator } = await world({ dedupes: false });
  emulator.inject('create', fault);
  await expect(engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL)).rejects.toThrow();
  expect(emulator.requests).toHaveLength(1);
});

test.each<EmulatedFault>(['full', 'account'])(
  '%s: certain at first, and after a lost start only what comes after the look-up',
  async (fault) => {
    const { engine, emulator } = await world();
    const request = await anEngineRequest('text_to_video');
    emulator.inject('create', fault);
    expect(await engine.start(request, KEY, SIGNAL)).toMatchObject(
      fault === 'full'
        ? { state: 'full', retryAfterSeconds: 7 }
        : { state: 'refused', reason: 'ENGINE_UNAVAILABLE', trouble: 'account' },
    );
    emulator.inject('create', 'accept_then_lose', 'full');
    await expect(engine.start(request, 'generation-2-1', SIGNAL)).rejects.toThrow();
    await expect(engine.start(request, 'generation-2-1', SIGNAL)).rejects.toThrow(/may have taken/);
    expect(operationOf(await engine.start(request, 'generation-2-1', SIGNAL))).toEqual({
      id: emulator.works[0]?.id,
    });
  },
);

test('a repeat that does not reach it proves nothing about the start before', async () => {
  const { engine, emulator } = await world();
  const request = await anEngineRequest('text_to_video');
  await emulator.close();
  expect(await engine.start(request, KEY, SIGNAL)).toMatchObject({
    state: 'refused',
    trouble: 'unreachable',
  });
  await engine.find?.('generation-2-1', SIGNAL);
  await expect(engine.start(request, 'generation-2-1', SIGNAL)).rejects.toThrow(/no connection/);
});

test('a key that is of another work leaves the start in doubt', async () => {
  const { engine } = await world();
  await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL);
  const other = await anEngineRequest('text_to_video', { prompt: 'another' });
  await expect(engine.start(other, KEY, SIGNAL)).rejects.toThrow(/may have taken/);
});

test('a body that the upstream refuses is refused, and a file of it by its own reason', async () => {
  const { engine, emulator } = await world();
  const prompt = 'x'.repeat(2_501);
  expect(await engine.start(await anEngineRequest('text_to_video', { prompt }), KEY, SIGNAL)).toMatchObject({
    state: 'refused',
    reason: 'TASK_FAILED',
    trouble: 'rejected',
  });
  const request = await anEngineRequest('image_to_video');
  const image = { ...withAddress(request.inputs.image), path: join(import.meta.dirname, 'kind.ts') };
  expect(await engine.start({ ...request, inputs: { image } }, KEY, SIGNAL)).toMatchObject({
    state: 'refused',
    reason: 'INVALID_IMAGE',
    trouble: 'input',
  });
  expect(emulator.works).toHaveLength(0);
});

test('another key than the account’s is an account trouble, and check says so without the key', async () => {
  const { engine } = await world({ apiKey: 'rk_live_not-the-right-one' });
  expect(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL)).toMatchObject({
    state: 'refused',
    trouble: 'account',
  });
  const wrong = await engine.check?.(SIGNAL);
  expect(wrong).toMatch(/does not take the key/);
  expect(wrong).not.toContain('rk_live_not-the-right-one');
  expect(await (await world()).engine.check?.(SIGNAL)).toBeNull();
});

test('failures keep their words, cost nothing, and say what the upstream said to the operator only', async () => {
  for (const [end, reason] of [
    ['failed', 'TASK_FAILED'],
    ['refused_content', 'CONTENT_POLICY_VIOLATION'],
  ] as const) {
    const { engine } = await world({}, { script: { end } });
    const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
    expect(await statusAtEnd(engine, operation)).toMatchObject({
      state: 'failed',
      reason,
      bill: { costMicros: 0n },
      note: `${reason}: It did not work out.`,
    });
  }
});

test('an unknown status is pending, and said once', async () => {
  const { engine, emulator, logged } = await world({}, { script: { end: 'never' } });
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  emulator.inject('status', 'wrong_word', 'wrong_word');
  for (let times = 0; times < 2; times += 1)
    expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 40 });
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('rendering');
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
  const done = operationOf(await engine.start(request, 'generation-2-1', SIGNAL));
  await statusAtEnd(engine, done);
  await engine.cancel?.(done, SIGNAL);
  expect(await statusAtEnd(engine, done)).toMatchObject({ state: 'succeeded' });
});

test('a file of the upstream’s own is fetched whole or not at all, and nobody else’s with our key', async () => {
  const { engine, emulator } = await world();
  const directory = await mkdtemp(join(tmpdir(), 'reelay-results-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  const status = await statusAtEnd(engine, operation);
  const output = status.state === 'succeeded' ? status.outputs[0] : undefined;
  if (output?.kind !== 'remote_video') throw new Error('no video');
  expect(output.via).toBe('engine');
  const toPath = join(directory, 'video.mp4');
  emulator.inject('file', 'truncated', 'expired');
  expect(await engine.fetch?.(output, toPath, SIGNAL)).toMatchObject({ kind: 'unreachable' });
  expect(await engine.fetch?.(output, toPath, SIGNAL)).toMatchObject({ kind: 'unreachable' });
  expect(await engine.fetch?.(output, toPath, SIGNAL)).toMatchObject({ kind: 'done' });
  expect((await stat(toPath)).size).toBeGreaterThan(1_000);
  const foreign = { ...output, url: 'https://cdn.example.com/video.mp4' };
  expect(await engine.fetch?.(foreign, toPath, SIGNAL)).toMatchObject({ kind: 'unreachable' });
});

test('a signed message names its work; a forged, an old and an unsigned one are refused', async () => {
  const { engine, emulator } = await world({ webhookSecret: SECRET });
  await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL);
  const [work] = emulator.works;
  if (!work) throw new Error('no work');
  const upstream = reelayEmulator(
    { fileUrl: () => 'https://x.example/v.mp4' } as unknown as Parameters<typeof reelayEmulator>[0],
    { apiKey: API_KEY, isReelay: true, webhookSecret: SECRET },
  );
  const message = upstream.callback?.(work, 'succeeded', NOW);
  const read = (headers: Record<string, string>, body: string, now = NOW) =>
    engine.readCallback?.(headers, Buffer.from(body), new Date(now), new URLSearchParams());
  const headers = { ...message?.headers };
  const body = message?.body ?? '';
  expect(await read(headers, body)).toEqual({ operation: { id: work.id } });
  expect(await read(headers, body.replace('completed', 'failed'))).toBeNull();
  expect(await read(headers, body, NOW + 301_000)).toBeNull();
  expect(await read({}, body)).toBeNull();
  const trusting = await world();
  const query = new URLSearchParams();
  expect(await trusting.engine.readCallback?.({}, Buffer.from(body), new Date(NOW), query)).toEqual({
    operation: { id: work.id },
  });
});

test('list prices are the vendor’s, and only where it publishes one', async () => {
  const wish = { mode: 'motion_control', pictureClass: '720p', sound: false, durationSeconds: 5 } as const;
  const vendor = await world({ dedupes: false });
  expect(vendor.engine.listPrice?.({ ...wish, model: 'kling_3_motion' })).toBe(205_000n);
  expect(vendor.engine.listPrice?.({ ...wish, model: 'kling_3' })).toBeNull();
  const { engine } = await world();
  expect(engine.listPrice?.({ ...wish, model: 'kling_3_motion' })).toBeNull();
});

test('options are strict, and a start is sent again only where the operator said that keys are kept', () => {
  const { options } = reelayKind;
  const least = { baseUrl: 'https://video.example.com', apiKey: 'k' };
  expect(options.parse(least)).toMatchObject({ dedupes: false, models: {} });
  expect(options.safeParse({ ...least, apikey: 'k' }).success).toBe(false);
  expect(options.safeParse({ ...least, models: { kling_3: 'sora' } }).success).toBe(false);
  expect(options.safeParse({ ...least, webhookSecret: 'secret' }).success).toBe(false);
});
