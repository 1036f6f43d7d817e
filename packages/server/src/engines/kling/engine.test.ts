import { expect, onTestFinished, test, vi } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import { startEmulator, type EmulatorScript } from '../../../test/emulators/emulator.ts';
import { klingEmulator } from '../../../test/emulators/kling-emulator.ts';
import { GENERATION_MODES } from '../../kernel/environment.ts';
import { newId } from '../../kernel/ids.ts';
import type { EngineRequest, Operation } from '../engine.ts';
import type { UpstreamLimits } from '../http.ts';
import { klingEngine } from './engine.ts';
import { KlingOptions } from './options.ts';
import { DEFAULT_MODELS } from './upstream-models.ts';
import { operationOf } from '../../../test/support/operation-of.ts';

const API_KEY = 'kling-api-key-3f9a7c51d2';
const SECRET = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
const signal = new AbortController().signal;
/** For replies that never come. */
const SHORT = { headersMilliseconds: 200, idleMilliseconds: 200 };
const NO_QUERY = new URLSearchParams();

interface SetUp {
  readonly script?: Partial<EmulatorScript>;
  readonly options?: Partial<KlingOptions>;
  readonly units?: string;
  readonly limits?: Partial<UpstreamLimits>;
}

async function setUp({ script = {}, options = {}, units, limits = SHORT }: SetUp = {}) {
  const emulator = await startEmulator(
    (world) =>
      klingEmulator(world, {
        apiKey: API_KEY,
        callbackSecret: SECRET,
        ...(units === undefined ? {} : { units }),
      }),
    { script },
  );
  const lines: string[] = [];
  const line = (fields: object, message: string): void =>
    void lines.push(JSON.stringify({ fields, message }));
  const engine = klingEngine(
    { id: 'kling', concurrency: null, pollMilliseconds: 1_000 },
    KlingOptions.parse({ apiKey: API_KEY, baseUrl: emulator.url, callbackSecret: SECRET, ...options }),
    {
      log: { debug: line, info: line, warn: line, error: line },
      clock: { now: () => new Date() },
      newId,
      hasPublicUrl: true,
    },
    limits,
  );
  onTestFinished(async () => {
    await engine.close?.();
    await emulator.close();
  });
  const find = async (key: string) => engine.find?.(key, signal);
  return { emulator, engine, lines, find };
}

type Kling = Awaited<ReturnType<typeof setUp>>;

async function started({ engine }: Kling, request: EngineRequest, key = newId()): Promise<Operation> {
  return operationOf(await engine.start(request, key, signal));
}

const body = ({ emulator }: Kling) => JSON.parse(emulator.requests.at(-1)?.body.toString() ?? 'null');

test('text goes with the model in the path, our key, and never several shots', async () => {
  const kling = await setUp();
  const request = await anEngineRequest('text_to_video', {
    negativePrompt: 'blur',
    sound: true,
    callbackUrl: 'https://reelay.example.com/callbacks/1',
  });
  await started(kling, request, 'our-key-1');
  expect(kling.emulator.requests.at(-1)?.path).toBe('/text-to-video/kling-3.0');
  expect(body(kling)).toEqual({
    prompt: 'a red ball on a table\nNegative prompt: blur',
    settings: {
      resolution: '720p',
      duration: 5,
      audio: 'native',
      multi_shot: false,
      aspect_ratio: '16:9',
    },
    options: {
      external_task_id: 'our-key-1',
      callback_url: 'https://reelay.example.com/callbacks/1',
    },
  });
});

test('a picture goes as plain base64 and without an aspect ratio', async () => {
  const kling = await setUp();
  await started(kling, await anEngineRequest('image_to_video', { model: 'kling_2.5_turbo' }));
  const { contents, settings } = body(kling);
  expect(contents[1].type).toBe('first_frame');
  expect(contents[1].url).toMatch(/^\/9j/);
  expect(settings).toEqual({ resolution: '720p', duration: 5 });
});

test('a driver and its character go as addresses, with the orientation and the sound', async () => {
  const kling = await setUp();
  const request = await anEngineRequest('motion_control', {
    prompt: '',
    keepOriginalSound: false,
    characterOrientation: 'image',
    pictureClass: '1080p',
  });
  await started(kling, request);
  expect(kling.emulator.requests.at(-1)?.path).toBe('/motion-control/kling-3.0');
  expect(body(kling).contents).toEqual([
    { type: 'image', url: request.inputs.referenceImage?.publicUrl },
    { type: 'video', url: request.inputs.referenceVideo?.publicUrl },
  ]);
  expect(body(kling).settings).toEqual({
    character_orientation: 'image',
    audio: 'off',
    resolution: '1080p',
  });
});

test('O1 takes three seconds when there is a second picture, and names each', async () => {
  const kling = await setUp();
  const { inputs } = await anEngineRequest('image_to_video');
  const request = await anEngineRequest('image_to_video', {
    model: 'kling_o1',
    durationSeconds: 3,
    inputs: { ...inputs, furtherImages: inputs.image ? [inputs.image] : [] },
  });
  await started(kling, request);
  expect(kling.emulator.requests.at(-1)?.path).toBe('/omni-video/kling-o1');
  expect(body(kling).contents.map(({ type, id }: { type: string; id: string }) => [type, id])).toEqual([
    ['prompt', undefined],
    ['first_frame', 'image_1'],
    ['refer_image', 'image_2'],
  ]);
});

test('whatever is supported is taken by Kling, and whatever is not is refused with a sentence', async () => {
  const kling = await setUp();
  const made: string[] = [];
  for (const model of Object.keys(DEFAULT_MODELS))
    for (const mode of GENERATION_MODES) {
      const request = await anEngineRequest(mode, {
        model,
        sound: model === 'kling_2.6' && mode !== 'motion_control',
        pictureClass: model === 'kling_2.6' || model.endsWith('_pro') ? '1080p' : '720p',
      });
      const support = kling.engine.supports(request);
      if (!support.supported) expect(support.why).toMatch(/^\S.*\.$/);
      else {
        await started(kling, request);
        made.push(`${model} ${mode}`);
      }
    }
  expect(made).toHaveLength(31);
  expect(kling.emulator.works).toHaveLength(31);
});

test('a model that Kling gave up is sent elsewhere, unless the operator names another for it', async () => {
  const wish = { model: 'kling_1.6', mode: 'text_to_video' } as const;
  const { engine } = await setUp();
  expect(engine.supports(wish)).toEqual({
    supported: false,
    why: expect.stringContaining('2026-09-15; route it to another engine'),
  });
  const mapped = await setUp({ options: { models: { 'kling_1.6': 'kling-2.5-turbo' } } });
  expect(mapped.engine.supports(wish)).toMatchObject({ supported: true });
  await started(mapped, await anEngineRequest('text_to_video', { model: 'kling_1.6' }));
  expect(mapped.emulator.requests.at(-1)?.path).toBe('/text-to-video/kling-2.5-turbo');
});

test('what Kling has no place for is refused by its name, and what it does differently is noted', async () => {
  const { engine } = await setUp();
  const film = { model: 'kling_3', mode: 'text_to_video' } as const;
  const why = (wish: object) => {
    const support = engine.supports({ ...film, ...wish });
    return support.supported ? null : support.why;
  };
  expect(why({ cameraControl: { type: 'down_back' } })).toContain('camera_control');
  expect(why({ durationSeconds: 16 })).toContain('duration 16');
  expect(why({ model: 'kling_2.5_turbo', sound: true })).toContain('sound');
  expect(why({ mode: 'image_to_video', furtherImageCount: 1 })).toContain('images');
  expect(why({ prompt: 'x'.repeat(3_000), negativePrompt: 'y'.repeat(100) })).toContain('negative_prompt');
  expect(engine.supports({ ...film, seed: 7, cfgScale: 0.7, negativePrompt: 'blur' })).toEqual({
    supported: true,
    notes: [
      expect.stringContaining('seed'),
      expect.stringContaining('cfg_scale'),
      expect.stringContaining('negative_prompt'),
    ],
  });
});

test('motion control without a public address is refused with the setting that mends it', async () => {
  const { emulator } = await setUp();
  const engine = klingEngine(
    { id: 'kling', concurrency: null, pollMilliseconds: 1_000 },
    KlingOptions.parse({ apiKey: API_KEY, baseUrl: emulator.url }),
    {
      log: { debug() {}, info() {}, warn() {}, error() {} },
      clock: { now: () => new Date() },
      newId,
      hasPublicUrl: false,
    },
  );
  expect(engine.supports({ model: 'kling_3_motion', mode: 'motion_control' })).toEqual({
    supported: false,
    why: expect.stringContaining('REELAY_PUBLIC_URL'),
  });
});

test('media that Kling would refuse are refused before anything is sent, and may go to another engine', async () => {
  const { engine, emulator } = await setUp();
  const { inputs } = await anEngineRequest('image_to_video');
  const { image } = inputs;
  if (!image) throw new Error('no image');
  for (const change of [{ mediaType: 'image/webp' }, { width: 200 }, { width: 3_000, height: 1_000 }]) {
    const request = await anEngineRequest('image_to_video', { inputs: { image: { ...image, ...change } } });
    expect(await engine.start(request, newId(), signal)).toMatchObject({
      state: 'refused',
      reason: 'INVALID_IMAGE',
      trouble: 'unserved',
    });
  }
  const { inputs: motion } = await anEngineRequest('motion_control');
  const { referenceVideo } = motion;
  if (!referenceVideo) throw new Error('no driver');
  const long = await anEngineRequest('motion_control', {
    characterOrientation: 'image',
    inputs: { referenceVideo: { ...referenceVideo, durationSeconds: 12 } },
  });
  expect(await engine.start(long, newId(), signal)).toMatchObject({
    reason: 'INVALID_VIDEO',
    detail: expect.stringContaining('3 to 10 seconds'),
  });
  expect(emulator.requests).toHaveLength(0);
});

test('a work goes to its end, and the report and the bill are what Kling wrote', async () => {
  const kling = await setUp({ script: { priceMicros: 420_001n } });
  const operation = await started(kling, await anEngineRequest('text_to_video'));
  expect(await kling.engine.status(operation, signal)).toEqual({ state: 'pending', progress: 50 });
  expect(await kling.engine.status(operation, signal)).toMatchObject({
    state: 'succeeded',
    outputs: [{ kind: 'remote_video', via: 'internet', url: expect.stringContaining('/files/') }],
    bill: { costMicros: 420_001n },
    report: {
      upstream: 'kling',
      model: 'kling-3.0',
      settings: { resolution: '720p' },
      videoSeconds: '5.041',
    },
  });
});

test('units cost what the operator says, and nothing is billed when he says nothing', async () => {
  for (const [unitPriceUsd, bill] of [
    [0.14, { costMicros: 350_000n }],
    [undefined, undefined],
  ] as const) {
    const kling = await setUp({ units: '2.5', script: { pollsUntilEnd: 1 }, options: { unitPriceUsd } });
    const operation = await started(kling, await anEngineRequest('text_to_video'));
    const status = await kling.engine.status(operation, signal);
    expect('bill' in status ? status.bill : undefined).toEqual(bill);
  }
});

test('a work that failed is told from one whose content was refused', async () => {
  for (const [end, reason, trouble] of [
    ['failed', 'TASK_FAILED', 'failed'],
    ['refused_content', 'CONTENT_POLICY_VIOLATION', 'content'],
  ] as const) {
    const kling = await setUp({ script: { end, pollsUntilEnd: 1 } });
    const operation = await started(kling, await anEngineRequest('text_to_video'));
    expect(await kling.engine.status(operation, signal)).toMatchObject({ state: 'failed', reason, trouble });
  }
});

test('an unknown status is pending, and is said once', async () => {
  const kling = await setUp();
  const operation = await started(kling, await anEngineRequest('text_to_video'));
  kling.emulator.inject('status', 'wrong_word', 'wrong_word');
  for (let times = 0; times < 2; times += 1)
    expect(await kling.engine.status(operation, signal)).toMatchObject({ state: 'pending' });
  expect(kling.lines.filter((line) => line.includes('reviewing'))).toHaveLength(1);
});

test('twenty works are asked for at once, and one that Kling does not know keeps nobody from an answer', async () => {
  const kling = await setUp({ script: { end: 'never' } });
  const request = await anEngineRequest('text_to_video');
  const operations: Operation[] = [];
  for (let count = 0; count < 25; count += 1) operations.push(await started(kling, request));
  const before = kling.emulator.requests.length;
  const lost = { standard: 'current', id: 'nobody', asked: {} };
  const answers = await Promise.allSettled(
    [...operations, lost].map((operation) => kling.engine.status(operation, signal)),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
  expect(answers.at(-1)).toMatchObject({ status: 'rejected' });
  expect(kling.emulator.requests.length - before).toBe(2);
});

test('a question that hangs ends with the patience of who asked it, and the next one is answered', async () => {
  const kling = await setUp({ limits: {} });
  const operation = await started(kling, await anEngineRequest('text_to_video'));
  kling.emulator.inject('status', 'hang');
  const patience = new AbortController();
  const hanging = kling.engine.status(operation, patience.signal);
  const next = kling.emulator.requests.length;
  await vi.waitFor(() => expect(kling.emulator.requests.length).toBe(next + 1));
  const waiting = kling.engine.status(operation, signal);
  patience.abort();
  await expect(hanging).rejects.toThrow('in time');
  expect(await waiting).toMatchObject({ state: 'pending' });
});

test.each([
  'accept_then_lose',
  'accept_then_half',
  'accept_then_hang',
  'accept_then_500',
  'accept_then_502',
  'accept_then_504',
] as const)(
  'after %s nobody knows, the work is found by our key, and starting again finds it too',
  async (fault) => {
    const kling = await setUp();
    const request = await anEngineRequest('text_to_video');
    kling.emulator.inject('create', fault);
    await expect(kling.engine.start(request, 'our-key', signal)).rejects.toThrow();
    const found = await kling.find('our-key');
    expect(found).toMatchObject({ standard: 'current', id: kling.emulator.works[0]?.id });
    expect(await started(kling, request, 'our-key')).toEqual(found);
    expect(kling.emulator.works).toHaveLength(1);
  },
);

test('a duplicate whose look-up gets no answer leaves it unknown', async () => {
  const kling = await setUp();
  const request = await anEngineRequest('text_to_video');
  await started(kling, request, 'our-key');
  kling.emulator.inject('find', 'error_500');
  await expect(kling.engine.start(request, 'our-key', signal)).rejects.toThrow('may have taken');
});

test('absent is what Kling says, and unknown what it does not', async () => {
  const kling = await setUp();
  expect(await kling.find('never-sent')).toBe('absent');
  kling.emulator.inject('find', 'error_503', 'lose', 'garbage');
  for (let times = 0; times < 3; times += 1) expect(await kling.find('never-sent')).toBe('unknown');
});

test('a full account waits, an empty one does not, and what was not sent is certain', async () => {
  const { emulator, engine } = await setUp();
  const request = await anEngineRequest('text_to_video');
  emulator.inject('create', 'full', 'account');
  expect(await engine.start(request, 'a', signal)).toMatchObject({ state: 'full' });
  expect(await engine.start(request, 'a', signal)).toMatchObject({ state: 'refused', trouble: 'account' });
  expect(emulator.works).toHaveLength(0);
  const gone = await setUp();
  await gone.emulator.close();
  expect(await gone.engine.start(request, 'a', signal)).toMatchObject({
    state: 'refused',
    trouble: 'unreachable',
  });
});

test('a message with the signature tells the work, and one without it tells nothing', async () => {
  const { engine } = await setUp();
  const raw = Buffer.from(
    '{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}',
  );
  const headers = {
    'webhook-id': '9876543210',
    'webhook-timestamp': '1781080794',
    'webhook-signature': 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
  };
  const now = new Date(1_781_080_794_000);
  expect(await engine.readCallback?.(headers, raw, now, NO_QUERY)).toEqual({
    operation: { standard: 'current', id: '1234567890', asked: {} },
  });
  expect(await engine.readCallback?.({}, raw, now, NO_QUERY)).toBeNull();
});

test('the key is never in an error, a note or a log, and a wrong one is told by check', async () => {
  const kling = await setUp({ options: { apiKey: 'wrong-key-0123456789' } });
  const answer = await kling.engine.start(await anEngineRequest('text_to_video'), 'a', signal);
  expect(answer).toMatchObject({ state: 'refused', trouble: 'account' });
  expect(JSON.stringify([answer, kling.lines])).not.toContain('wrong-key-0123456789');
  expect(await kling.engine.check?.(signal)).toContain('does not take the key');
  const { engine, emulator } = await setUp();
  expect(await engine.check?.(signal)).toBeNull();
  expect(emulator.works).toHaveLength(0);
});
