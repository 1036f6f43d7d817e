import { expect, onTestFinished, test } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import type { EmulatedFault } from '../../../test/emulators/emulated-upstream.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../test/emulators/emulator.ts';
import { falEmulator } from '../../../test/emulators/fal-emulator.ts';
import { falSigner, type FalSigner } from '../../../test/emulators/fal-signer.ts';
import type { GenerationMode } from '../../kernel/environment.ts';
import type { Engine, EngineCallback, EngineRequest, Operation, StartAnswer } from '../engine.ts';
import { ENDPOINTS } from './endpoints.ts';
import { falEngine } from './engine.ts';
import { FalOptions } from './options.ts';
import { operationOf } from '../../../test/support/operation-of.ts';

const API_KEY = 'fal-id-of-the-test:fal-secret-of-the-test';
const NOW = Date.UTC(2030, 0, 1);
const SIGNAL = new AbortController().signal;
const KEY = 'generation-1-1';
const CALLBACK_URL = 'http://127.0.0.1:9/v1/callbacks/fal/generation-1-1/token';

interface World {
  readonly engine: Engine;
  readonly emulator: Emulator;
  readonly signer: FalSigner;
  readonly logged: readonly string[];
}

interface WorldOptions {
  readonly options?: Partial<Record<keyof FalOptions, unknown>>;
  readonly emulator?: EmulatorOptions;
  readonly hasPublicUrl?: boolean;
}

async function world({
  options = {},
  emulator: given = {},
  hasPublicUrl = true,
}: WorldOptions = {}): Promise<World> {
  const signer = falSigner();
  const logged: string[] = [];
  const emulator = await startEmulator((one) => falEmulator(one, { apiKey: API_KEY, signer }), given);
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const engine = falEngine(
    { id: 'fal', concurrency: null, pollMilliseconds: 1 },
    FalOptions.parse({
      apiKey: API_KEY,
      queueUrl: emulator.url,
      jwksUrl: `${emulator.url}/.well-known/jwks.json`,
      ...options,
    }),
    {
      log: { debug: log, info: log, warn: log, error: log },
      clock: { now: () => new Date(NOW) },
      newId: () => 'id',
      hasPublicUrl,
    },
    { headersMilliseconds: 300, idleMilliseconds: 300 },
  );
  onTestFinished(async () => {
    await engine.close?.();
    await emulator.close();
  });
  return { engine, emulator, signer, logged };
}

async function start(
  { engine }: World,
  mode: GenerationMode = 'text_to_video',
  changes: Partial<EngineRequest> = {},
): Promise<StartAnswer> {
  return engine.start(await anEngineRequest(mode, changes), KEY, SIGNAL);
}

async function started(
  one: World,
  mode: GenerationMode = 'text_to_video',
  changes: Partial<EngineRequest> = {},
): Promise<Operation> {
  return operationOf(await start(one, mode, changes));
}

async function statusAtEnd({ engine }: World, operation: Operation) {
  for (;;) {
    const status = await engine.status(operation, SIGNAL);
    if (status.state !== 'pending') return status;
  }
}

function submitted({ emulator }: World) {
  const request = emulator.requests.findLast(({ method }) => method === 'POST');
  return {
    path: request?.path,
    headers: request?.headers ?? {},
    query: request?.query,
    body: JSON.parse(request?.body.toString('utf8') ?? '{}') as Record<string, unknown>,
  };
}

const ALL = Object.entries(ENDPOINTS).flatMap(([model, targets]) =>
  Object.entries(targets).map(([use, target]) => ({ model, use, endpoint: target.endpoint })),
);

test.each(ALL)('$model makes $use with $endpoint', async ({ model, use, endpoint }) => {
  const one = await world();
  const mode = (use === 'references' ? 'image_to_video' : use) as GenerationMode;
  const request = await anEngineRequest(mode, { model });
  const { image } = request.inputs;
  const furtherImages = use === 'references' && image ? [image, image] : [];
  const wish = {
    model,
    mode,
    furtherImageCount: furtherImages.length,
    durationSeconds: request.durationSeconds,
  };
  expect(one.engine.supports(wish)).toMatchObject({ supported: true });
  const inputs = { ...request.inputs, furtherImages };
  const operation = await started(one, mode, { ...request, inputs });
  expect(submitted(one).path).toBe(`/${endpoint}`);
  expect(await statusAtEnd(one, operation)).toMatchObject({
    state: 'succeeded',
    outputs: [{ kind: 'remote_video', via: 'internet' }],
    report: { upstream: 'fal', endpoint },
  });
});

test('a start is one POST of the input itself, with the key and the normal priority', async () => {
  const one = await world();
  await started(one, 'text_to_video', {
    negativePrompt: 'fog',
    durationSeconds: 7,
    callbackUrl: CALLBACK_URL,
  });
  const { headers, body, query } = submitted(one);
  expect(headers).toMatchObject({ authorization: `Key ${API_KEY}`, 'x-fal-queue-priority': 'normal' });
  expect(body).toEqual({
    prompt: 'a red ball on a table',
    negative_prompt: 'fog',
    duration: '7',
    aspect_ratio: '16:9',
    generate_audio: false,
    cfg_scale: 0.5,
  });
  expect(query?.get('fal_webhook')).toContain(CALLBACK_URL);
  expect(one.emulator.works).toHaveLength(1);
});

test('the first picture has the name that its generation of Kling gives it', async () => {
  const one = await world();
  const body = async (model: string) => {
    await started(one, 'image_to_video', { model });
    return submitted(one).body;
  };
  const url = expect.stringContaining('https://media.example.com/') as string;
  expect(await body('kling_3')).toMatchObject({ start_image_url: url });
  expect(await body('kling_2.6')).toMatchObject({ start_image_url: url, generate_audio: false });
  expect(await body('kling_2.5_turbo')).toMatchObject({ image_url: url });
  expect(await body('kling_1.6_pro')).toMatchObject({ image_url: url, cfg_scale: 0.5 });
  expect(await body('kling_o1')).toMatchObject({ start_image_url: url, duration: '5' });
  expect(await body('kling_o3')).toMatchObject({ image_url: url });
});

test('a picture goes along as data where this server has no public address', async () => {
  const one = await world({ hasPublicUrl: false });
  const { inputs } = await anEngineRequest('image_to_video');
  if (!inputs.image) throw new Error('no image');
  await started(one, 'image_to_video', { inputs: { image: { ...inputs.image, publicUrl: null } } });
  expect(submitted(one).body['start_image_url']).toMatch(/^data:image\/jpeg;base64,\/9j/);
});

test('motion control sends addresses, the orientation and the sound as a boolean', async () => {
  const one = await world();
  await started(one, 'motion_control', { prompt: '', keepOriginalSound: false });
  expect(submitted(one).body).toEqual({
    image_url: expect.stringContaining('https://'),
    video_url: expect.stringContaining('https://'),
    character_orientation: 'video',
    keep_original_sound: false,
  });
});

test('a driver without a public address is refused before anything is sent, and so is one that is too long', async () => {
  const one = await world();
  const { inputs } = await anEngineRequest('motion_control');
  const { referenceVideo: driver } = inputs;
  if (!driver) throw new Error('no driver');
  expect(
    await start(one, 'motion_control', {
      inputs: { ...inputs, referenceVideo: { ...driver, publicUrl: null } },
    }),
  ).toMatchObject({
    state: 'refused',
    trouble: 'unserved',
    note: expect.stringContaining('REELAY_PUBLIC_URL'),
  });
  expect(
    await start(one, 'motion_control', {
      inputs: { ...inputs, referenceVideo: { ...driver, durationSeconds: 12 } },
      characterOrientation: 'image',
    }),
  ).toMatchObject({ state: 'refused', reason: 'INVALID_VIDEO', trouble: 'unserved' });
  expect(one.emulator.requests).toEqual([]);
});

test.each<[EmulatedFault, object]>([
  ['full', { state: 'full', retryAfterSeconds: 1 }],
  ['account', { state: 'refused', reason: 'ENGINE_UNAVAILABLE', trouble: 'account' }],
])('a submit that is answered with %s began nothing', async (fault, answer) => {
  const one = await world();
  one.emulator.inject('create', fault);
  expect(await start(one)).toMatchObject(answer);
  expect(one.emulator.works).toEqual([]);
});

test.each<EmulatedFault>([
  'accept_then_lose',
  'accept_then_half',
  'accept_then_hang',
  'accept_then_500',
  'accept_then_502',
  'accept_then_504',
  'lose',
  'error_500',
  'error_503',
  'garbage',
])('a submit that meets %s leaves doubt, is sent once, and the error has no key', async (fault) => {
  const one = await world();
  one.emulator.inject('create', fault);
  const error = await start(one).catch(String);
  expect(error).toMatch(/NoReplyError/);
  expect(error).not.toContain('fal-secret-of-the-test');
  expect(one.emulator.requests).toHaveLength(1);
  expect('find' in one.engine).toBe(false);
});

test('without a connection it is certain that nothing was begun', async () => {
  const one = await world();
  await one.emulator.close();
  expect(await start(one)).toMatchObject({ state: 'refused', trouble: 'unreachable' });
});

test('an endpoint that fal no longer has is not served', async () => {
  const one = await world({
    options: {
      models: {
        kling_3: { text_to_video: { endpoint: 'fal-ai/kling-video/v1/pro/text', fields: 'v2-text' } },
      },
    },
  });
  expect(await start(one)).toMatchObject({ state: 'refused', trouble: 'unserved' });
});

test('input that fal refuses at once is rejected by its type', async () => {
  const one = await world();
  expect(await start(one, 'text_to_video', { cfgScale: 7 })).toMatchObject({
    state: 'refused',
    reason: 'TASK_FAILED',
    trouble: 'rejected',
  });
});

test('a question goes to owner and app alone, and an unknown word is pending and told once', async () => {
  const one = await world();
  const operation = await started(one, 'text_to_video');
  one.emulator.inject('status', 'wrong_word', 'wrong_word');
  expect(await one.engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 0 });
  await one.engine.status(operation, SIGNAL);
  expect(one.emulator.requests.at(-1)?.path).toMatch(/^\/fal-ai\/kling-video\/requests\/[^/]+\/status$/);
  expect(one.logged.filter((line) => line.includes('IN_REVIEW'))).toHaveLength(1);
});

test.each<EmulatedFault>(['lose', 'hang', 'error_500', 'error_503', 'garbage', 'full', 'account', 'gone'])(
  'a question that meets %s is asked again',
  async (fault) => {
    const one = await world({ emulator: { script: { pollsUntilEnd: 1 } } });
    const operation = await started(one);
    one.emulator.inject('status', fault);
    await expect(one.engine.status(operation, SIGNAL)).rejects.toThrow();
    expect(await statusAtEnd(one, operation)).toMatchObject({ state: 'succeeded' });
  },
);

test('a work that is COMPLETED and failed is a failure, by the type of its error', async () => {
  const failed = await world({ emulator: { script: { end: 'failed' } } });
  expect(await statusAtEnd(failed, await started(failed))).toMatchObject({
    state: 'failed',
    reason: 'TASK_FAILED',
    trouble: 'failed',
    note: expect.stringContaining('internal_server_error'),
  });
  const refused = await world({ emulator: { script: { end: 'refused_content' } } });
  expect(await statusAtEnd(refused, await started(refused))).toMatchObject({
    state: 'failed',
    reason: 'CONTENT_POLICY_VIOLATION',
    trouble: 'content',
  });
});

test('a cancel takes a waiting work out of the queue and stops a running one; after the end it does nothing', async () => {
  const one = await world();
  const waiting = await started(one);
  await one.engine.cancel?.(waiting, SIGNAL);
  expect(await one.engine.status(waiting, SIGNAL)).toMatchObject({ state: 'failed', reason: 'CANCELLED' });
  const running = await started(one);
  await one.engine.status(running, SIGNAL);
  await one.engine.cancel?.(running, SIGNAL);
  await one.engine.cancel?.(running, SIGNAL);
  expect(await one.engine.status(running, SIGNAL)).toMatchObject({ state: 'failed', reason: 'CANCELLED' });
  const done = await started(one);
  await statusAtEnd(one, done);
  await one.engine.cancel?.(done, SIGNAL);
  expect(await one.engine.status(done, SIGNAL)).toMatchObject({ state: 'succeeded' });
});

test('the key is tried without making anything', async () => {
  const one = await world();
  expect(await one.engine.check?.(SIGNAL)).toBeNull();
  const other = await world({ options: { apiKey: 'wrong-id:wrong-secret' } });
  expect(await other.engine.check?.(SIGNAL)).toMatch(/does not take the key/);
  expect(one.emulator.works).toEqual([]);
  await one.emulator.close();
  expect(await one.engine.check?.(SIGNAL)).toMatch(/cannot be reached/);
});

async function readSigned({ engine, signer }: World): Promise<EngineCallback | null | undefined> {
  const { headers, body } = signer.sign(
    'work-1',
    JSON.stringify({ request_id: 'work-1', status: 'OK' }),
    NOW,
  );
  const { searchParams } = new URL(CALLBACK_URL);
  return engine.readCallback?.(headers, Buffer.from(body), new Date(NOW), searchParams);
}

test('a message makes up for a reply that was lost: it has the request, and its address the endpoint', async () => {
  const one = await world();
  one.emulator.inject('create', 'accept_then_lose');
  await expect(start(one, 'text_to_video', { callbackUrl: CALLBACK_URL })).rejects.toThrow();
  const [work] = one.emulator.works;
  const message = one.signer.sign('any', JSON.stringify({ request_id: work?.id, status: 'OK' }), NOW);
  const { searchParams } = new URL(work?.callbackUrl ?? '');
  const body = Buffer.from(message.body);
  const read = await one.engine.readCallback?.(message.headers, body, new Date(NOW), searchParams);
  if (!read?.operation) throw new Error('no operation');
  expect(await statusAtEnd(one, read.operation)).toMatchObject({ state: 'succeeded' });
  expect(one.emulator.works).toHaveLength(1);
});

test('the keys are fetched without our key, kept, and fetched again when fal has changed them', async () => {
  const one = await world();
  const fetches = () => one.emulator.requests.filter(({ path }) => path.endsWith('jwks.json'));
  await readSigned(one);
  await readSigned(one);
  expect(fetches()).toHaveLength(1);
  expect(fetches()[0]?.headers['authorization']).toBeUndefined();
  one.signer.rotate();
  expect(await readSigned(one)).toBeNull();
  const message = one.signer.sign('work-1', JSON.stringify({ request_id: 'work-1' }), NOW + 61_000);
  const later = new Date(NOW + 61_000);
  const body = Buffer.from(message.body);
  expect(await one.engine.readCallback?.(message.headers, body, later, new URLSearchParams())).not.toBeNull();
  expect(fetches()).toHaveLength(2);
});

test('while the keys are out of reach no message is genuine, and the log says why', async () => {
  const one = await world();
  one.emulator.inject('other', 'error_500');
  expect(await readSigned(one)).toBeNull();
  expect(one.logged.join('\n')).toContain('could not be read');
});
