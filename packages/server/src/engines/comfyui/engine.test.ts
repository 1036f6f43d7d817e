import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import { comfyuiEmulator, type ComfyuiEmulatorOptions } from '../../../test/emulators/comfyui-emulator.ts';
import type { EmulatedFault } from '../../../test/emulators/emulated-upstream.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../test/emulators/emulator.ts';
import type { Engine, RemoteOutput, Wish } from '../engine.ts';
import type { EngineKindDeps } from '../engine-kind.ts';
import { comfyuiEngine } from './engine.ts';
import { comfyuiKind } from './kind.ts';
import { promptIdOf } from './operation.ts';
import { ComfyuiOptions } from './options.ts';
import { operationOf } from '../../../test/support/operation-of.ts';
import { statusAtEnd } from '../../../test/support/status-at-end.ts';

const API_KEY = 'secret-of-the-proxy';
const SIGNAL = new AbortController().signal;
const KEY = 'generation-1-1';

interface World {
  readonly engine: Engine;
  readonly emulator: Emulator;
  readonly logged: string[];
}

type Options = ComfyuiEmulatorOptions &
  EmulatorOptions & { readonly configured?: Readonly<Record<string, unknown>> };

async function world({ configured = {}, script, ...emulated }: Options = {}): Promise<World> {
  const logged: string[] = [];
  const emulator = await startEmulator(
    (one) => comfyuiEmulator(one, { apiKey: API_KEY, ...emulated }),
    script ? { script } : {},
  );
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const deps: EngineKindDeps = {
    log: { debug: log, info: log, warn: log, error: log },
    clock: { now: () => new Date() },
    newId: () => 'client-1',
    hasPublicUrl: false,
  };
  const engine = comfyuiEngine(
    { id: 'gpu', concurrency: 1, pollMilliseconds: 1 },
    ComfyuiOptions.parse({ baseUrl: emulator.url, apiKey: API_KEY, ...configured }),
    deps,
    { headersMilliseconds: 300, idleMilliseconds: 300 },
  );
  onTestFinished(async () => {
    await engine.close?.();
    await emulator.close();
  });
  return { engine, emulator, logged };
}

function sentPrompt({ works }: Emulator) {
  return works.at(-1)?.request as {
    readonly graph: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
    readonly extraData: unknown;
  };
}

test.each(['text_to_video', 'image_to_video', 'motion_control'] as const)(
  'the shipped workflow for %s is taken by the strict upstream and makes a video of the length asked for',
  async (mode) => {
    const { engine, emulator } = await world();
    const request = await anEngineRequest(mode);
    expect(engine.supports(request)).toMatchObject({ supported: true });
    const operation = operationOf(await engine.start(request, KEY, SIGNAL));
    expect(await statusAtEnd(engine, operation)).toEqual({
      state: 'succeeded',
      outputs: [
        {
          kind: 'remote_video',
          url: expect.stringMatching(/\/view\?filename=.*_00001_\.mp4&subfolder=reelay&type=output$/),
          via: 'engine',
          keepSeconds: 5,
        },
      ],
      report: expect.objectContaining({ upstream: 'comfyui', promptId: promptIdOf(KEY) }),
    });
    const { graph } = sentPrompt(emulator);
    expect(graph['latent']?.inputs).toMatchObject({ width: 1_280, height: 720, length: 81 });
    expect(graph['video']?.inputs).toMatchObject({ fps: 16 });
  },
);

test('a driver that is too long is refused before it is sent', async () => {
  const { engine, emulator } = await world();
  const request = await anEngineRequest('motion_control');
  const { referenceVideo, referenceImage } = request.inputs;
  if (!referenceVideo || !referenceImage) throw new Error('no inputs');
  const inputs = { referenceImage, referenceVideo: { ...referenceVideo, durationSeconds: 12 } };
  const before = emulator.requests.length;
  expect(await engine.start({ ...request, inputs }, 'generation-2-1', SIGNAL)).toMatchObject({
    state: 'refused',
    reason: 'INVALID_VIDEO',
    trouble: 'unserved',
    detail: expect.stringMatching(/12 seconds.*at most 5/),
  });
  expect(emulator.requests).toHaveLength(before);
});

test('what a workflow cannot do is refused by the name of the parameter', async () => {
  const { engine } = await world({ configured: { workflows: { motion_control: null } } });
  const cases: readonly [Partial<Wish>, RegExp][] = [
    [{ durationSeconds: 10 }, /^duration: .*at most 5 seconds/],
    [{ negativePrompt: 'rain' }, /^negative_prompt/],
    [{ cameraControl: { type: 'down_back' } }, /^camera_control/],
    [{ sound: true }, /^sound/],
    [{ furtherImageCount: 2 }, /^images/],
    [{ mode: 'motion_control' }, /no workflow for motion control/],
  ];
  for (const [wish, why] of cases)
    expect(engine.supports({ model: 'kling_3', mode: 'text_to_video', ...wish })).toMatchObject({
      supported: false,
      why: expect.stringMatching(why),
    });
  expect(engine.supports({ model: 'kling_3', mode: 'text_to_video', cfgScale: 0.9, seed: 1 })).toEqual({
    supported: true,
    notes: [expect.stringMatching(/not by Kling/), expect.stringMatching(/^cfg_scale/)],
  });
});

const LOST: readonly EmulatedFault[] = [
  'accept_then_lose',
  'accept_then_half',
  'accept_then_hang',
  'accept_then_500',
  'accept_then_502',
  'accept_then_504',
];

test.each(LOST.flatMap((fault) => [true, false].map((ignoresPromptIds) => ({ fault, ignoresPromptIds }))))(
  '$fault: the work is found by our key and not made again (ids ignored: $ignoresPromptIds)',
  async ({ fault, ignoresPromptIds }) => {
    const { engine, emulator } = await world({ ignoresPromptIds });
    const request = await anEngineRequest('motion_control');
    emulator.inject('create', fault);
    await expect(engine.start(request, KEY, SIGNAL)).rejects.toThrow();
    const found = await engine.find?.(KEY, SIGNAL);
    if (typeof found !== 'object') throw new Error(`it is ${found}`);
    const end = await statusAtEnd(engine, found);
    expect(end).toMatchObject({ outputs: [{ kind: 'remote_video', keepSeconds: 5 }] });
    expect(await engine.find?.(KEY, SIGNAL)).toEqual(found);
    expect(emulator.works).toHaveLength(1);
  },
);

test.each<EmulatedFault>(['lose', 'hang', 'error_500', 'error_503', 'garbage'])(
  '%s: what never arrived is absent, and may be sent again',
  async (fault) => {
    const { engine, emulator } = await world();
    const request = await anEngineRequest('text_to_video');
    emulator.inject('create', fault);
    await expect(engine.start(request, KEY, SIGNAL)).rejects.toThrow();
    expect(await engine.find?.(KEY, SIGNAL)).toBe('absent');
    operationOf(await engine.start(request, KEY, SIGNAL));
    expect(emulator.works).toHaveLength(1);
  },
);

test('in a long history the work is found among all, and a look-up that fails leaves it unknown', async () => {
  const { engine, emulator, logged } = await world({ ignoresPromptIds: true, script: { pollsUntilEnd: 1 } });
  const request = await anEngineRequest('text_to_video');
  const first = operationOf(await engine.start(request, KEY, SIGNAL));
  await statusAtEnd(engine, first);
  for (let number = 2; number <= 205; number += 1)
    await statusAtEnd(engine, operationOf(await engine.start(request, `generation-${number}-1`, SIGNAL)));
  expect(await engine.find?.(KEY, SIGNAL)).toEqual(first);
  expect(await engine.find?.('generation-9999-1', SIGNAL)).toBe('absent');
  emulator.inject('find', 'error_500');
  expect(await engine.find?.(KEY, SIGNAL)).toBe('unknown');
  expect(logged.join()).toMatch(/was not looked up/);
});

test('a graph that is not taken says which node and why, to the operator', async () => {
  const { engine } = await world({ withoutNodes: ['DWPreprocessor'] });
  const request = await anEngineRequest('motion_control');
  expect(await engine.start(request, KEY, SIGNAL)).toMatchObject({
    state: 'refused',
    reason: 'ENGINE_UNAVAILABLE',
    trouble: 'unserved',
    note: expect.stringMatching(/missing_node_type: Node 'DWPreprocessor' not found/),
  });
  const film = await anEngineRequest('text_to_video', { seed: 1.5 });
  expect(await engine.start(film, KEY, SIGNAL)).toMatchObject({
    note: expect.stringMatching(/node high-noise-steps \(KSamplerAdvanced\): invalid_input_type/),
  });
});

test('refusals are certain: a busy proxy, a wrong key, a failed upload, nobody there', async () => {
  const { engine, emulator } = await world();
  const film = await anEngineRequest('text_to_video');
  emulator.inject('create', 'full', 'account');
  expect(await engine.start(film, KEY, SIGNAL)).toMatchObject({ state: 'full', retryAfterSeconds: 7 });
  expect(await engine.start(film, KEY, SIGNAL)).toMatchObject({ state: 'refused', trouble: 'account' });
  for (const fault of ['error_500', 'lose', 'garbage'] as const) {
    emulator.inject('upload', fault);
    expect(await engine.start(await anEngineRequest('image_to_video'), KEY, SIGNAL)).toMatchObject({
      state: 'refused',
      trouble: 'unreachable',
    });
  }
  expect(emulator.works).toHaveLength(0);
  const deserted = await world();
  await deserted.emulator.close();
  expect(await deserted.engine.start(film, KEY, SIGNAL)).toMatchObject({ trouble: 'unreachable' });
});

test('progress is what the websocket tells, weighed by steps, and polling goes on without it', async () => {
  const { engine } = await world({ script: { end: 'never' } });
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  expect(await engine.status(operation, SIGNAL)).toMatchObject({ state: 'pending' });
  await vi.waitFor(async () => {
    const status = await engine.status(operation, SIGNAL);
    // Two samplers of weight 20 half done, and fourteen other nodes done.
    expect(status).toEqual({ state: 'pending', progress: Math.floor((100 * 34) / 54) });
  });
});

test('a work that waits has no progress, one that fails tells its node, and one that is nowhere is lost', async () => {
  const { engine } = await world({ script: { end: 'failed', pollsUntilEnd: 1 } });
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  expect(await statusAtEnd(engine, operation)).toMatchObject({
    state: 'failed',
    reason: 'TASK_FAILED',
    trouble: 'failed',
    note: expect.stringMatching(/KSampler: torch\.OutOfMemoryError: Allocation on device/),
  });
  expect(await engine.status({ promptId: promptIdOf('another') }, SIGNAL)).toEqual({ state: 'lost' });
});

test.each<EmulatedFault>(['lose', 'error_500', 'garbage', 'gone'])(
  'a status question that meets %s throws, and the next one is answered',
  async (fault) => {
    const { engine, emulator } = await world();
    const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
    emulator.inject('status', fault);
    await expect(engine.status(operation, SIGNAL)).rejects.toThrow();
    expect(await statusAtEnd(engine, operation)).toMatchObject({ state: 'succeeded' });
  },
);

test('an unknown status is pending, and said once', async () => {
  const { engine, emulator, logged } = await world({ script: { pollsUntilEnd: 1 } });
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  emulator.inject('status', 'wrong_word', 'wrong_word');
  for (let times = 0; times < 2; times += 1)
    expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 0 });
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('paused');
});

test('a cancel takes a waiting work out of the queue, interrupts a running one, and leaves an ended one and others alone', async () => {
  const { engine, emulator } = await world({ script: { pollsUntilEnd: 3 } });
  const request = await anEngineRequest('text_to_video');
  const start = async (key: string) => operationOf(await engine.start(request, key, SIGNAL));
  const waiting = await start('generation-1-1');
  const running = await start('generation-2-1');
  const other = await start('generation-3-1');
  await engine.status(running, SIGNAL);
  await engine.status(other, SIGNAL);
  await engine.cancel?.(waiting, SIGNAL);
  await engine.cancel?.(running, SIGNAL);
  expect(await engine.status(waiting, SIGNAL)).toEqual({ state: 'lost' });
  expect(await engine.status(running, SIGNAL)).toMatchObject({ state: 'failed', reason: 'CANCELLED' });
  expect(await statusAtEnd(engine, other)).toMatchObject({ state: 'succeeded' });
  await engine.cancel?.(other, SIGNAL);
  expect(await engine.status(other, SIGNAL)).toMatchObject({ state: 'succeeded' });
  expect(emulator.requests.filter(({ path }) => path === '/interrupt')).toHaveLength(1);
});

test('a result is fetched with the key, whole or not at all, and nobody else’s with our key', async () => {
  const { engine, emulator } = await world({ script: { pollsUntilEnd: 1 } });
  const directory = await mkdtemp(join(tmpdir(), 'reelay-results-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const operation = operationOf(await engine.start(await anEngineRequest('text_to_video'), KEY, SIGNAL));
  const status = await statusAtEnd(engine, operation);
  const output = status.state === 'succeeded' ? status.outputs[0] : undefined;
  if (output?.kind !== 'remote_video') throw new Error('no video');
  const toPath = join(directory, 'video.mp4');
  const fetch = (one: RemoteOutput) => engine.fetch?.(one, toPath, SIGNAL);
  emulator.inject('file', 'truncated', 'gone');
  expect(await fetch(output)).toMatchObject({ kind: 'unreachable' });
  expect(await fetch(output)).toMatchObject({ kind: 'unreachable' });
  expect(await fetch({ ...output, url: 'https://cdn.example.com/v.mp4' })).toMatchObject({
    kind: 'unreachable',
  });
  expect(await fetch(output)).toMatchObject({ kind: 'done' });
  expect((await stat(toPath)).size).toBeGreaterThan(1_000);
});

test('check names the nodes that are missing, and says nothing of the key', async () => {
  const { engine } = await world();
  expect(await engine.check?.(SIGNAL)).toBeNull();
  const bare = await world({ withoutNodes: ['DWPreprocessor', 'VHS_LoadVideo'] });
  expect(await bare.engine.check?.(SIGNAL)).toMatch(/no node VHS_LoadVideo, DWPreprocessor/);
  const stranger = await world({ configured: { apiKey: 'not-the-right-key' } });
  const wrong = await stranger.engine.check?.(SIGNAL);
  expect(wrong).toMatch(/does not take the key/);
  expect(wrong).not.toContain('not-the-right-key');
});

test('options are strict, and a prompt id is the lower-case UUID that ComfyUI asks for', () => {
  const { options } = comfyuiKind;
  const baseUrl = 'http://gpu.internal:8188';
  expect(options.parse({ baseUrl })).toMatchObject({ fps: 16, frameStep: 4, mostSeconds: 5 });
  expect(options.safeParse({ baseUrl, workflow: {} }).success).toBe(false);
  expect(options.safeParse({ baseUrl, workflows: { video: 'x.json' } }).success).toBe(false);
  expect(options.safeParse({ baseUrl, workflows: { 'kling_2.6/text_to_video': 'x.json' } }).success).toBe(
    true,
  );
  expect(promptIdOf(KEY)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(promptIdOf(KEY)).toBe(promptIdOf(KEY));
  expect(promptIdOf(KEY)).not.toBe(promptIdOf('generation-1-2'));
});
